import type { Session } from './console-types.ts';
import { isSomebodyHere } from './is-somebody-here.ts';

interface RequestProblemOptions {
  readonly status: number;
  readonly message: string;
  readonly code?: string | null;
  readonly signIn?: string | null;
}

/** The server said no, in its own words; `status` 0 when it did not answer at all. */
export class RequestProblem extends Error {
  readonly status: number;
  /** The server's own; null: it did not say one. */
  readonly code: string | null;
  /** Of 401: where to sign in; null: nobody can, there are only one-time links. */
  readonly signIn: string | null;

  constructor({ status, message, code = null, signIn = null }: RequestProblemOptions) {
    super(message);
    this.status = status;
    this.code = code;
    this.signIn = signIn;
  }
}

/** Nobody is signed in any more, which the whole page says. */
export function isSignedOut(error: Error | null): boolean {
  return error instanceof RequestProblem && error.status === 401;
}

export interface RequestOptions {
  /** Sent as JSON by POST. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

let csrfToken: string | null = null;

/** What shows the server from now on that a request is from this page. */
export function setCsrfToken(token: string | null): void {
  csrfToken = token;
}

/** Asks the server that served this page. @throws RequestProblem */
export async function requestJson<Answer>(path: string, options: RequestOptions = {}): Promise<Answer> {
  try {
    return await ask<Answer>(path, options);
  } catch (problem) {
    // Whoever has signed in again in another window has a session that this page has not heard of yet.
    const isStale = problem instanceof RequestProblem && problem.code === 'forged' && options.body !== undefined;
    if (!isStale) throw problem;
    setCsrfToken((await ask<Pick<Session, 'csrfToken'>>('/api/v1/session', {})).csrfToken);
    return ask<Answer>(path, options);
  }
}

async function ask<Answer>(path: string, { body, signal }: RequestOptions): Promise<Answer> {
  const deadline = AbortSignal.timeout(15_000);
  const response = await fetch(path, {
    headers: {
      accept: 'application/json',
      // What a page asks by itself keeps no session alive.
      ...(isSomebodyHere() ? { 'access-account-active': 'yes' } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(body === undefined || csrfToken === null ? {} : { 'x-csrf-token': csrfToken }),
    },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
  }).catch(() => undefined);
  if (response === undefined) throw new RequestProblem({ status: 0, message: 'The server does not answer.' });
  const answer = await response.json().catch(() => undefined);
  if (response.ok) return answer;
  const message = answer?.error?.message ?? `The server answered ${response.status}.`;
  throw new RequestProblem({
    status: response.status,
    message,
    code: answer?.error?.code ?? null,
    signIn: response.headers.get('access-account-sign-in'),
  });
}
