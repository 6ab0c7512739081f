import type { RawResponse } from '@access-account/contract';

/** Whether a connector's answer is one that HTTP can carry: a status, headers that are texts, a body that is text, bytes or a stream. */
export function isRawResponse(answer: unknown): answer is RawResponse {
  if (typeof answer !== 'object' || answer === null) return false;
  const { status, headers = {}, body, reader = '' } = answer as Partial<Record<keyof RawResponse, unknown>>;
  if (!Number.isInteger(status) || (status as number) < 200 || (status as number) > 599) return false;
  if (typeof headers !== 'object' || headers === null || typeof reader !== 'string') return false;
  return Object.entries(headers).every(isHeader) && (isWhole(body) || isStream(body));
}

function isHeader([name, value]: [string, unknown]): boolean {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return /^[\w!#$%&'*+.^`|~-]+$/.test(name) && values.every((one) => typeof one === 'string' && !/[\r\n\0]/.test(one));
}

function isWhole(body: unknown): boolean {
  return body === undefined || typeof body === 'string' || body instanceof Uint8Array;
}

function isStream(body: unknown): boolean {
  return (
    typeof body === 'object' &&
    body !== null &&
    typeof (body as AsyncIterable<string>)[Symbol.asyncIterator] === 'function'
  );
}
