import { beforeAbort, type Secret } from '@access-account/connector-kit';
import { type Call, type Clock, type ConnectContext, ConnectorError } from '@access-account/contract';
import { z } from 'zod';
import { type ClientCertificate, clientAssertion } from './client-certificate.ts';
import { jsonOf } from './json-of.ts';
import { invalidAnswer, mapGraphLoss, mapTokenRefusal } from './map-graph-error.ts';

export type EntraCredentials =
  | { readonly kind: 'certificate'; readonly certificate: ClientCertificate }
  | { readonly kind: 'secret'; readonly clientSecret: Secret };

export interface AccessTokenOptions {
  readonly system: string;
  readonly authorityUrl: string;
  readonly graphUrl: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly credentials: EntraCredentials;
  readonly fetch: ConnectContext['fetch'];
  readonly clock: Clock;
  /** Aborted when the connector is closed. */
  readonly lifetime: AbortSignal;
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

const tokenShape = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });

/**
 * The app's own access token for Microsoft Graph (client credentials, RFC 6749, 4.4): one, with every permission the app was
 * granted. Whoever needs it at the same time waits for one request.
 */
export class AccessToken {
  readonly #options: AccessTokenOptions;
  #held: Token | undefined;
  #asked: Promise<Token> | undefined;

  constructor(options: AccessTokenOptions) {
    this.#options = options;
  }

  async get(call: Call): Promise<string> {
    const { clock, system } = this.#options;
    if (this.#held !== undefined && clock.now().getTime() < this.#held.until) return this.#held.value;
    try {
      return (await beforeAbort(call.signal, this.#once())).value;
    } catch (error) {
      if (ConnectorError.isInstance(error)) throw error;
      throw mapGraphLoss({ error, system, changes: false, isOverdue: call.signal.aborted });
    }
  }

  /** The token is no longer taken. */
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
    const { system, authorityUrl, tenantId, graphUrl, clientId, clock, lifetime } = this.#options;
    const endpoint = `${authorityUrl}/${tenantId}/oauth2/v2.0/token`;
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
          client_id: clientId,
          scope: `${graphUrl}/.default`,
          ...this.#proof(endpoint, now),
        }).toString(),
        signal: AbortSignal.any([overdue, lifetime]),
      });
      text = await response.text();
    } catch (error) {
      if (ConnectorError.isInstance(error)) throw error;
      throw mapGraphLoss({ error, system, changes: false, isOverdue: overdue.aborted });
    }
    if (!response.ok) throw mapTokenRefusal({ system, response, text });
    const token = tokenShape.safeParse(jsonOf(text)).data;
    if (token === undefined) throw invalidAnswer({ system, what: 'a token', changes: false });
    return { value: token.access_token, until: now.getTime() + token.expires_in * 1000 - margin };
  }

  #proof(audience: string, now: Date): Readonly<Record<string, string>> {
    const { credentials, clientId } = this.#options;
    if (credentials.kind === 'secret') return { client_secret: credentials.clientSecret.reveal() };
    const { certificate } = credentials;
    return {
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: clientAssertion({ certificate, clientId, audience, now }),
    };
  }
}
