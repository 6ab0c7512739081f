import { beforeAbort } from '@access-account/connector-kit';
import { type Call, type Clock, type ConnectContext, ConnectorError } from '@access-account/contract';
import { z } from 'zod';
import { clientAssertion, type SigningKey } from './client-assertion.ts';
import { invalidAnswer, mapOktaLoss, mapTokenRefusal } from './map-okta-error.ts';
import type { OktaScope } from './okta-scope.ts';

export interface AccessTokensOptions {
  readonly system: string;
  readonly orgUrl: string;
  readonly clientId: string;
  readonly signingKey: SigningKey;
  readonly fetch: ConnectContext['fetch'];
  readonly clock: Clock;
  /** Aborted when the connector is closed. */
  readonly lifetime: AbortSignal;
}

interface AccessToken {
  readonly value: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** Milliseconds a request for a token may take; who waits for it has a deadline of their own. */
const patience = 10_000;
/** Milliseconds before its end from which a token is not used any more. */
const margin = 60_000;

const tokenShape = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

/**
 * Access tokens, one per scope, so that each request carries the least it needs and a scope that is not granted takes
 * nothing else with it. Whoever needs the same one at the same time waits for one request.
 */
export class AccessTokens {
  readonly #options: AccessTokensOptions;
  readonly #tokens = new Map<OktaScope, AccessToken>();
  readonly #asked = new Map<OktaScope, Promise<AccessToken>>();

  constructor(options: AccessTokensOptions) {
    this.#options = options;
  }

  async get(scope: OktaScope, call: Call): Promise<string> {
    const { clock, system } = this.#options;
    const held = this.#tokens.get(scope);
    if (held !== undefined && clock.now().getTime() < held.until) return held.value;
    try {
      return (await beforeAbort(call.signal, this.#once(scope))).value;
    } catch (error) {
      if (ConnectorError.isInstance(error)) throw error;
      throw mapOktaLoss({ error, system, changes: false, isOverdue: call.signal.aborted });
    }
  }

  /** A token that Okta no longer takes. */
  forget(scope: OktaScope, value: string): void {
    if (this.#tokens.get(scope)?.value === value) this.#tokens.delete(scope);
  }

  #once(scope: OktaScope): Promise<AccessToken> {
    const asked = this.#asked.get(scope);
    if (asked !== undefined) return asked;
    const asking = this.#ask(scope)
      .then((token) => {
        this.#tokens.set(scope, token);
        return token;
      })
      .finally(() => this.#asked.delete(scope));
    // Whoever waited may have left.
    asking.catch(() => undefined);
    this.#asked.set(scope, asking);
    return asking;
  }

  async #ask(scope: OktaScope): Promise<AccessToken> {
    const { system, orgUrl, clientId, signingKey, clock, lifetime } = this.#options;
    const endpoint = `${orgUrl}/oauth2/v1/token`;
    const now = clock.now();
    const overdue = AbortSignal.timeout(patience);
    let response: Response;
    let text: string;
    try {
      response = await this.#options.fetch(endpoint, {
        method: 'POST',
        redirect: 'error',
        headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          scope,
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          client_assertion: clientAssertion({ signingKey, clientId, audience: endpoint, now }),
        }).toString(),
        signal: AbortSignal.any([overdue, lifetime]),
      });
      text = await response.text();
    } catch (error) {
      throw mapOktaLoss({ error, system, changes: false, isOverdue: overdue.aborted });
    }
    if (!response.ok) throw mapTokenRefusal({ system, scope, response, text, now });
    const token = tokenShape.safeParse(jsonOf(text)).data;
    if (token === undefined) throw invalidAnswer({ system, what: 'a token', changes: false });
    return { value: token.access_token, until: now.getTime() + token.expires_in * 1000 - margin };
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
