import { word } from './language.ts';

export interface Session {
  readonly displayName: string;
  /** Origins of the pages that may show the chat. */
  readonly embedIn: readonly string[];
  readonly person: string | null;
  /** Whether one signs in at the organisation’s own page. */
  readonly signIn: boolean;
  /** Whether one may sign in as a persona here. */
  readonly personas: boolean;
  readonly refusal: { readonly summary: string; readonly remedy: string } | null;
}

export type Upward =
  | { readonly id: string; readonly text: string }
  | { readonly id: string; readonly choice: string; readonly form?: Record<string, string> };

/** The server's answer in words: `code` is empty when there was no answer at all. */
export class ChatProblem extends Error {
  readonly status: number;
  readonly code: string;

  constructor({ status, code, message }: { status: number; code: string; message: string }) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

async function request<Answer>(path: string, body?: unknown): Promise<Answer> {
  const init =
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(path, { ...init, signal: AbortSignal.timeout(15_000) }).catch(() => undefined);
  if (response === undefined) {
    throw new ChatProblem({ status: 0, code: '', message: word('silent') });
  }
  const answer = await response.json().catch(() => undefined);
  if (response.ok) return answer;
  throw new ChatProblem({
    status: response.status,
    code: answer?.error?.code ?? 'unknown',
    message: answer?.error?.message ?? word('wrong'),
  });
}

export const readSession = () => request<Session>('session');
export const becomePersona = (person: string | null) => request<{ person: string | null }>('persona', { person });
export const beginSignIn = () => request<{ location: string }>('sign-in', {});
export const signOut = () => request<{ person: null }>('sign-out', {});
export const send = (message: Upward) => request<{ event: string }>('messages', message);
