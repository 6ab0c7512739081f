import { type Call, type Clock, type ConnectContext, ConnectorError } from '@access-account/contract';
import type { z } from 'zod';
import type { AccessTokens } from './access-tokens.ts';
import { errorCodeOf, invalidAnswer, mapOktaLoss, mapOktaRefusal } from './map-okta-error.ts';
import { nextPage } from './next-page.ts';
import type { OktaScope } from './okta-scope.ts';

/** How requests show who asks. */
export type OktaCredentials =
  | { readonly kind: 'tokens'; readonly tokens: AccessTokens }
  | { readonly kind: 'ssws'; readonly token: () => string };

export interface OktaRequestsOptions {
  readonly system: string;
  readonly orgUrl: string;
  readonly credentials: OktaCredentials;
  readonly fetch: ConnectContext['fetch'];
  readonly clock: Clock;
  /** Aborted when the connector is closed. */
  readonly lifetime: AbortSignal;
}

interface OktaRequest {
  /** Path and query: `/api/v1/…`, every part of it encoded. */
  readonly target: string;
  readonly scope: OktaScope;
  /** What the app's administrator role must hold, for the error. */
  readonly permission: string;
}

export interface OktaRead<Answer> extends OktaRequest {
  readonly shape: z.ZodType<Answer>;
  /** What the answer is, for the error: "a user". */
  readonly what: string;
}

export interface OktaChange extends OktaRequest {
  readonly method: 'POST' | 'DELETE';
  /** Sent as JSON; it may hold a code of a person's, and is logged nowhere. */
  readonly body?: object;
}

/** A change whose answer says how it went. */
export interface OktaQuestion<Answer> extends OktaChange {
  readonly shape: z.ZodType<Answer>;
  /** What the answer is, for the error. */
  readonly what: string;
  /** Refusals that are answers too, by Okta's error code. */
  readonly refusals?: Readonly<Record<string, Answer>>;
}

export interface OktaAnswer<Answer> {
  readonly value: Answer;
  /** The target of the page that follows; null: there is none. */
  readonly next: string | null;
  /** Okta's own time, where it says so. */
  readonly answeredAt: Date | null;
}

interface Answered {
  readonly response: Response;
  /** The body. */
  readonly text: string;
}

interface Sent extends OktaRequest {
  readonly method: 'GET' | OktaChange['method'];
  readonly body?: object;
}

/** Okta's REST interface through the product's one outbound client. It never repeats a request and keeps no answer. */
export class OktaRequests {
  readonly system: string;
  readonly #options: OktaRequestsOptions;

  constructor(options: OktaRequestsOptions) {
    this.system = options.system;
    this.#options = options;
  }

  async read<Answer>(request: OktaRead<Answer>, call: Call): Promise<OktaAnswer<Answer>> {
    const { system } = this;
    const { headers, text } = await this.#send({ ...request, method: 'GET' }, call);
    const value = request.shape.safeParse(jsonOf(text));
    if (!value.success) throw invalidAnswer({ system, what: request.what, changes: false });
    const date = Date.parse(headers.get('date') ?? '');
    return {
      value: value.data,
      next: nextPage(headers.get('link')),
      answeredAt: Number.isNaN(date) ? null : new Date(date),
    };
  }

  /** Every page of a list. */
  async readAll<Item>(request: OktaRead<readonly Item[]>, call: Call): Promise<readonly Item[]> {
    const items: Item[] = [];
    let target: string | null = request.target;
    while (target !== null) {
      const page: OktaAnswer<readonly Item[]> = await this.read({ ...request, target }, call);
      items.push(...page.value);
      target = page.next;
    }
    return items;
  }

  /**
   * Sends one change, once. What the answer holds is not looked at, so that no link and no secret in it gets any further.
   * @throws AmbiguousOutcomeError when the change was sent and its answer was lost or is none of Okta's.
   */
  async change(request: OktaChange, call: Call): Promise<void> {
    const { text } = await this.#send(request, call);
    if (text.trim() !== '' && jsonOf(text) === undefined) {
      throw invalidAnswer({ system: this.system, what: 'one of Okta’s', changes: true });
    }
  }

  /**
   * Sends a question, once, and reads the answer.
   * @throws AmbiguousOutcomeError when it was sent and its answer was lost or is none of Okta's.
   */
  async ask<Answer>(request: OktaQuestion<Answer>, call: Call): Promise<Answer> {
    const sent = await this.#sent(request, call);
    if (!sent.response.ok) {
      const known = request.refusals?.[errorCodeOf(sent.text) ?? ''];
      if (known !== undefined) return known;
      throw this.#refused(request, sent);
    }
    const value = request.shape.safeParse(jsonOf(sent.text));
    if (!value.success) throw invalidAnswer({ system: this.system, what: request.what, changes: true });
    return value.data;
  }

  async #send(request: Sent, call: Call): Promise<{ readonly headers: Headers; readonly text: string }> {
    const sent = await this.#sent(request, call);
    if (!sent.response.ok) throw this.#refused(request, sent);
    return { headers: sent.response.headers, text: sent.text };
  }

  #refused({ method, scope, permission }: Sent, { response, text }: Answered): ConnectorError {
    const { system } = this;
    const now = this.#options.clock.now();
    return mapOktaRefusal({ system, response, text, changes: method !== 'GET', scope, permission, now });
  }

  async #sent(request: Sent, call: Call): Promise<Answered> {
    const { credentials } = this.#options;
    const token = credentials.kind === 'ssws' ? credentials.token() : await credentials.tokens.get(request.scope, call);
    let answer = await this.#ask(request, authorization(credentials, token), call);
    // A token that was revoked before its time. A refusal for want of a good token has changed nothing.
    if (answer.response.status === 401 && credentials.kind === 'tokens') {
      credentials.tokens.forget(request.scope, token);
      const another = await credentials.tokens.get(request.scope, call);
      answer = await this.#ask(request, authorization(credentials, another), call);
    }
    return answer;
  }

  async #ask(request: Sent, credentials: string, call: Call): Promise<Answered> {
    const { orgUrl, lifetime } = this.#options;
    const { method, target, body } = request;
    try {
      call.signal.throwIfAborted();
    } catch (error) {
      throw mapOktaLoss({ error, system: this.system, changes: false, isOverdue: true });
    }
    try {
      const response = await this.#options.fetch(`${orgUrl}${target}`, {
        method,
        redirect: 'error',
        headers: {
          accept: 'application/json',
          authorization: credentials,
          // Okta wants to know by whom a device is asked.
          ...(body === undefined ? {} : { 'content-type': 'application/json', 'user-agent': 'access-account' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.any([call.signal, lifetime]),
      });
      return { response, text: await response.text() };
    } catch (error) {
      // The core's own refusals, such as a budget that is used up, say what they are.
      if (ConnectorError.isInstance(error)) throw error;
      const isOverdue = call.signal.aborted;
      throw mapOktaLoss({ error, system: this.system, changes: method !== 'GET', isOverdue });
    }
  }
}

function authorization({ kind }: OktaCredentials, token: string): string {
  return kind === 'ssws' ? `SSWS ${token}` : `Bearer ${token}`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
