/** The server said no, in its own words; `status` 0 when it did not answer at all. */
export class RequestProblem extends Error {
  readonly status: number;

  constructor({ status, message }: { status: number; message: string }) {
    super(message);
    this.status = status;
  }
}

export interface RequestOptions {
  /** Sent as JSON by POST. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** Asks the server that served this page. @throws RequestProblem */
export async function requestJson<Answer>(path: string, { body, signal }: RequestOptions = {}): Promise<Answer> {
  const deadline = AbortSignal.timeout(15_000);
  const response = await fetch(path, {
    headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
  }).catch(() => undefined);
  if (response === undefined) throw new RequestProblem({ status: 0, message: 'The server does not answer.' });
  const answer = await response.json().catch(() => undefined);
  if (response.ok) return answer;
  const message = answer?.error?.message ?? `The server answered ${response.status}.`;
  throw new RequestProblem({ status: response.status, message });
}
