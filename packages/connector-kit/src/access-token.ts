import {
  AuthenticationFailedError,
  type Call,
  type Clock,
  type ConnectContext,
  ConnectorError,
  RateLimitedError,
  ResponseInvalidError,
  UnavailableError,
} from '@access-account/contract';
import { z } from 'zod';
import { beforeAbort } from './before-abort.ts';
import { mapLoss } from './map-loss.ts';
import { retryAfter } from './retry-after.ts';

export interface AccessTokenOptions {
  readonly system: string;
  /** The token endpoint (RFC 6749, 3.2). */
  readonly endpoint: string;
  /** What is sent to it, as a form: the grant, and who asks. */
  readonly parameters: (now: Date) => Readonly<Record<string, string>>;
  readonly fetch: ConnectContext['fetch'];
  readonly clock: Clock;
  /** Aborted when the connector is closed. */
  readonly lifetime: AbortSignal;
  readonly remedies: { readonly unreachable: string; readonly credentials: string };
}

interface Token {
  readonly value: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** Milliseconds a request for a token may take; who waits for it has a deadline of their own. */
const patience = 10_000;
/** Milliseconds before its end from which a token is not used any more. */
const margin = 60_000;
/** Milliseconds to wait where the endpoint asks for fewer requests and does not say how long. */
const unsaid = 1000;

const tokenShape = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });

/** A connector's own access token (RFC 6749), kept until shortly before its end. Whoever needs it at the same time waits for one request. */
export class AccessToken {
  readonly #options: AccessTokenOptions;
  #held: Token | undefined;
  #asked: Promise<Token> | undefined;

  constructor(options: AccessTokenOptions) {
    this.#options = options;
  }

  /** @throws AuthenticationFailedError with the OAuth error code, which is what an administrator needs to see */
  async get(call: Call): Promise<string> {
    const { clock, system, remedies } = this.#options;
    if (this.#held !== undefined && clock.now().getTime() < this.#held.until) return this.#held.value;
    try {
      return (await beforeAbort(call.signal, this.#once())).value;
    } catch (error) {
      if (ConnectorError.isInstance(error)) throw error;
      const isOverdue = call.signal.aborted;
      throw mapLoss({ error, system, changes: false, isOverdue, remedy: remedies.unreachable });
    }
  }

  /** A token that is no longer taken. */
  forget(value: string): void {
    if (this.#held?.value === value) this.#held = undefined;
  }

  #once(): Promise<Token> {
    if (this.#asked !== undefined) return this.#asked;
    const asking = this.#ask()
      .then((token) => {
        this.#held = token;
        return token;
      })
      .finally(() => {
        this.#asked = undefined;
      });
    // Whoever waited may have left.
    asking.catch(() => undefined);
    this.#asked = asking;
    return asking;
  }

  async #ask(): Promise<Token> {
    const { system, endpoint, parameters, clock, lifetime, remedies } = this.#options;
    const now = clock.now();
    const overdue = AbortSignal.timeout(patience);
    let response: Response;
    let text: string;
    try {
      response = await this.#options.fetch(endpoint, {
        method: 'POST',
        redirect: 'error',
        headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(parameters(now)).toString(),
        signal: AbortSignal.any([overdue, lifetime]),
      });
      text = await response.text();
    } catch (error) {
      if (ConnectorError.isInstance(error)) throw error;
      throw mapLoss({ error, system, changes: false, isOverdue: overdue.aborted, remedy: remedies.unreachable });
    }
    if (!response.ok) throw this.#refused(response, text, now);
    const token = tokenShape.safeParse(jsonOf(text)).data;
    if (token !== undefined)
      return { value: token.access_token, until: now.getTime() + token.expires_in * 1000 - margin };
    throw new ResponseInvalidError({
      system,
      summary: 'The token endpoint’s answer is not a token.',
      remedy: remedies.unreachable,
    });
  }

  #refused({ status, headers }: Response, text: string, now: Date): ConnectorError {
    const { system, remedies } = this.#options;
    if (status === 429) {
      const wait = retryAfter(headers, now) ?? unsaid;
      const summary = 'The token endpoint asks for fewer requests.';
      return new RateLimitedError({ system, summary, remedy: 'It is tried again by itself.', retryAfter: wait });
    }
    if (status >= 500) {
      const summary = `The token endpoint cannot serve now (${status}).`;
      return new UnavailableError({ system, summary, remedy: remedies.unreachable });
    }
    const code = /"error"\s*:\s*"([a-z_]{1,64})"/.exec(text)?.[1] ?? String(status);
    const summary = `The token endpoint refuses us: ${code}.`;
    return new AuthenticationFailedError({ system, summary, remedy: remedies.credentials });
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
