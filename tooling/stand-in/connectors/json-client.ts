import {
  AmbiguousOutcomeError,
  AuthenticationFailedError,
  type Call,
  ConflictError,
  type ConnectContext,
  type ConnectorError,
  NotFoundError,
  RateLimitedError,
  TimedOutError,
  UnavailableError,
} from '@access-account/contract';
import type { z } from 'zod';

export interface JsonRequest<Schema extends z.ZodType> {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Below the base URL; a changing method says that it changes something. */
  readonly path: string;
  readonly body?: object;
  readonly answer: Schema;
}

export interface JsonClientOptions {
  readonly system: string;
  readonly url: string;
  readonly fetch: ConnectContext['fetch'];
}

/** JSON over HTTP, with every way it can fail as one of the contract's errors. */
export class JsonClient {
  readonly system: string;
  readonly #url: string;
  readonly #fetch: ConnectContext['fetch'];

  constructor({ system, url, fetch }: JsonClientOptions) {
    this.system = system;
    this.#url = url.replace(/\/+$/, '');
    this.#fetch = fetch;
  }

  /** @throws ConnectorError */
  async ask<Schema extends z.ZodType>(request: JsonRequest<Schema>, call: Call): Promise<z.output<Schema>> {
    const changes = request.method !== 'GET';
    if (call.signal.aborted) throw new TimedOutError(this.#said('the deadline had passed; nothing was asked.'));
    let response: Response;
    let text: string;
    try {
      response = await this.#fetch(`${this.#url}${request.path}`, {
        method: request.method,
        headers: { 'content-type': 'application/json', 'idempotency-key': call.idempotencyKey },
        signal: call.signal,
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      });
      text = await response.text();
    } catch (error) {
      throw this.#unanswered(error, changes);
    }
    if (!response.ok) throw this.#refused(response, changes);
    const parsed = request.answer.safeParse(parseJson(text));
    if (parsed.success) return parsed.data;
    // A page of somebody in between: what the provider itself did or did not do is unknown.
    throw this.#unclear('answered with something that is not its own.', changes);
  }

  #unanswered(error: unknown, changes: boolean): ConnectorError {
    const { name, cause } = error as Error & { readonly cause?: { readonly code?: string } };
    if (cause?.code === 'ECONNREFUSED')
      return new UnavailableError({ ...this.#said('refuses connections.'), cause: error });
    if (!changes && (name === 'TimeoutError' || name === 'AbortError'))
      return new TimedOutError({ ...this.#said('did not answer in time.'), cause: error });
    return this.#unclear('did not answer to the end.', changes, error);
  }

  #refused({ status, headers }: Response, changes: boolean): ConnectorError {
    switch (status) {
      case 401:
        return new AuthenticationFailedError(this.#said('does not accept who we are.'));
      case 404:
        return new NotFoundError(this.#said('has no such thing.'));
      case 409:
        return new ConflictError(this.#said('refuses: the account is not just locked.'));
      case 429:
        return new RateLimitedError({
          ...this.#said('asks for fewer calls.'),
          retryAfter: 1000 * Number(headers.get('retry-after') ?? 1),
        });
      case 503:
        return new UnavailableError(this.#said('is not available.'));
      default:
        return this.#unclear(`answered ${status}.`, changes);
    }
  }

  /** After a change the outcome is unknown, after a question nothing is lost. */
  #unclear(summary: string, changes: boolean, cause?: unknown): ConnectorError {
    const said = { ...this.#said(summary), cause };
    return changes ? new AmbiguousOutcomeError(said) : new UnavailableError(said);
  }

  #said(summary: string) {
    return { system: this.system, summary, remedy: 'Look at the stand-in and at what stands before it.' };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
