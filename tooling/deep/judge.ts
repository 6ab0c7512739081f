import type { Answered } from './exchange.ts';

/** 503 is an answer only where it says which of these it is. */
const honest503 = new Set(['starting', 'degraded', 'unavailable', 'page-not-built']);

export interface JudgeOptions {
  /** What must never be in an answer. */
  readonly secrets: readonly string[];
  /** Answers in JSON that are no errors although their status is 400 or more: a refused sign-in is a result. */
  readonly isResult?: (body: unknown) => boolean;
}

/** What is wrong with an answer, whatever was asked; undefined: nothing. */
export function judge({ status, headers, text }: Answered, { secrets, isResult }: JudgeOptions): string | undefined {
  const type = String(headers['content-type'] ?? '');
  const shown = `${status} ${type} ${JSON.stringify(text.slice(0, 300))}`;
  if (/\n\s+at \S.*:\d+:\d+/.test(text) || /node_modules\/|\/dist\/[\w-]+\//.test(text))
    return `shows the code: ${shown}`;
  const leaked = secrets.find((secret) => text.includes(secret) || JSON.stringify(headers).includes(secret));
  if (leaked !== undefined) return `gives a secret away (${leaked.slice(0, 4)}…): ${shown}`;
  if (status < 400) return undefined;
  if (text === '' && status < 500) return undefined;
  if (!type.startsWith('application/json')) return status >= 500 ? `fails: ${shown}` : undefined;
  const body = parse(text);
  const error = errorIn(body);
  if (error === undefined) {
    if (status < 500 && isResult?.(body)) return undefined;
    return `is no error of the one shape: ${shown}`;
  }
  if (status >= 500 && !(status === 503 && honest503.has(error.code))) return `fails: ${shown}`;
  return undefined;
}

/** The error of the one shape `{error: {code, message}}`, with nothing beside it. */
export function errorIn(body: unknown): { readonly code: string; readonly message: string } | undefined {
  if (!isRecord(body) || Object.keys(body).join() !== 'error' || !isRecord(body.error)) return undefined;
  const { code, message, ...more } = body.error;
  const whole =
    typeof code === 'string' && /^[a-z]+(-[a-z]+)*$/.test(code) && typeof message === 'string' && message !== '';
  return whole && Object.keys(more).length === 0 ? { code, message } : undefined;
}

export function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
