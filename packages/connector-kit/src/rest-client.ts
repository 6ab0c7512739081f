import {
  AmbiguousOutcomeError,
  AuthenticationFailedError,
  type Call,
  type Clock,
  ConflictError,
  type ConnectContext,
  ConnectorError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitedError,
  ResponseInvalidError,
  UnavailableError,
} from '@access-account/contract';
import type { z } from 'zod';
import { mapLoss } from './map-loss.ts';
import { retryAfter } from './retry-after.ts';

export interface RestClientOptions {
  readonly system: string;
  /** What every target stands behind: origin and path, without a trailing slash. */
  readonly baseUrl: string;
  readonly fetch: ConnectContext['fetch'];
  readonly clock: Clock;
  /** Aborted when the connector is closed. */
  readonly lifetime: AbortSignal;
  /** The value of `authorization`: who asks. Without it none is sent. */
  readonly authorize?: (call: Call) => Promise<string>;
  /** Told of one that was refused; the request, which has changed nothing, is then sent once more with another. */
  readonly forget?: (authorization: string) => void;
  readonly remedies: {
    /** It cannot be reached, or something else answers in its place. */
    readonly unreachable: string;
    /** The credentials are refused. */
    readonly credentials: string;
  };
  /** A refusal that says more by its body than by its status; undefined: by its status. */
  readonly explain?: (refusal: RestRefusal) => ConnectorError | undefined;
}

export interface RestRequest<Answer> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path and query behind the base: every part of it encoded. */
  readonly target: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Whether it changes nothing: a search by POST, which may be lost without a doubt. Without this only GET changes nothing. */
  readonly isRead?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  readonly shape: z.ZodType<Answer>;
  /** What the answer is, for the error: "a ticket". */
  readonly what: string;
  /** What the provider must grant, in its own words, for the error. */
  readonly permission: string;
}

export interface RestAnswer<Answer> {
  readonly value: Answer;
  readonly status: number;
  readonly headers: Headers;
}

export interface RestRefusal {
  readonly system: string;
  readonly status: number;
  readonly headers: Headers;
  /** The body. It may name people: no message holds it. */
  readonly text: string;
  /** Whether the request may have changed something. */
  readonly changes: boolean;
  readonly permission: string;
}

interface Asked {
  readonly authorization: string | undefined;
  readonly response: Response;
  /** The body. */
  readonly text: string;
}

/** Milliseconds to wait where a provider refuses for too many requests and does not say how long. */
const unsaid = 1000;

/** A provider's JSON interface through the product's one outbound client. It never repeats a request and keeps no answer. */
export class RestClient {
  readonly system: string;
  readonly #options: RestClientOptions;

  constructor(options: RestClientOptions) {
    this.system = options.system;
    this.#options = options;
  }

  /**
   * Sends one request, once.
   * @throws AmbiguousOutcomeError when a change was sent and its answer was lost or is none of the provider's
   * @throws ConnectorError for every other refusal or loss, by its kind
   */
  async send<Answer>(request: RestRequest<Answer>, call: Call): Promise<RestAnswer<Answer>> {
    const { system } = this;
    const changes = mayChange(request);
    let { authorization, response, text } = await this.#ask(request, call);
    if (response.status === 401 && authorization !== undefined && this.#options.forget !== undefined) {
      this.#options.forget(authorization);
      ({ response, text } = await this.#ask(request, call));
    }
    const { status, headers } = response;
    if (!response.ok) {
      const refusal = { system, status, headers, text, changes, permission: request.permission };
      throw this.#options.explain?.(refusal) ?? this.#refused(refusal);
    }
    const value = request.shape.safeParse(jsonOf(text));
    if (value.success) return { value: value.data, status, headers };
    const summary = `The answer is not ${request.what}.`;
    throw changes
      ? new AmbiguousOutcomeError({ system, summary, remedy: 'It is looked up before anything else is done.' })
      : new ResponseInvalidError({ system, summary, remedy: this.#options.remedies.unreachable });
  }

  async #ask(request: RestRequest<unknown>, call: Call): Promise<Asked> {
    const { system } = this;
    const { baseUrl, authorize, lifetime, remedies } = this.#options;
    const { method, target, body, headers } = request;
    let isSent = false;
    try {
      call.signal.throwIfAborted();
      const authorization = await authorize?.(call);
      isSent = true;
      const response = await this.#options.fetch(`${baseUrl}${target}`, {
        method,
        redirect: 'error',
        headers: {
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(authorization === undefined ? {} : { authorization }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.any([call.signal, lifetime]),
      });
      return { authorization, response, text: await response.text() };
    } catch (error) {
      // The core's own refusals, such as a budget that is used up, say what they are.
      if (ConnectorError.isInstance(error)) throw error;
      const changes = isSent && mayChange(request);
      throw mapLoss({ error, system, changes, isOverdue: call.signal.aborted, remedy: remedies.unreachable });
    }
  }

  #refused({ status, headers, changes, permission }: RestRefusal): ConnectorError {
    const { system } = this;
    const { remedies, clock } = this.#options;
    const options = (summary: string, remedy: string) => ({ system, summary, remedy });
    if (status === 429) {
      const wait = retryAfter(headers, clock.now()) ?? unsaid;
      return new RateLimitedError({
        ...options('It asks for fewer requests.', 'It is tried again by itself.'),
        retryAfter: wait,
      });
    }
    if (status >= 500) {
      const summary = `It cannot serve now (${status}).`;
      return changes
        ? new AmbiguousOutcomeError(options(summary, 'It is looked up before anything else is done.'))
        : new UnavailableError(options(summary, remedies.unreachable));
    }
    switch (status) {
      case 401:
        return new AuthenticationFailedError(options('It does not take our credentials (401).', remedies.credentials));
      case 403:
        return new PermissionDeniedError({
          ...options('It does not let us do this (403).', `Grant ${permission}.`),
          missing: permission,
        });
      case 404:
        return new NotFoundError(options('There is no such thing (404).', 'It may have been deleted.'));
      default:
        return new ConflictError(options(`It refuses the request (${status}).`, 'Look at its own log for the reason.'));
    }
  }
}

function mayChange({ method, isRead = method === 'GET' }: RestRequest<unknown>): boolean {
  return !isRead;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
