import type { Secret } from '@access-account/connector-kit';
import {
  type Call,
  type Clock,
  type ConnectContext,
  ConnectorError,
  type JsonValue,
  RateLimitedError,
} from '@access-account/contract';
import { z } from 'zod';
import {
  type Asked,
  mapSlackLoss,
  mapSlackNonsense,
  mapSlackRefusal,
  mapSlackRest,
  mapSlackStatus,
} from './map-slack-error.ts';
import { type Limited, RateLimits } from './rate-limits.ts';

export interface SlackRequestsOptions {
  readonly system: string;
  readonly apiUrl: string;
  readonly token: Secret;
  readonly fetch: ConnectContext['fetch'];
  readonly clock: Clock;
  /** Aborted when the connector is closed. */
  readonly lifetime: AbortSignal;
}

export interface SlackRequest<Answer> {
  /** `chat.postMessage`. */
  readonly method: string;
  /** Sent as a form: the one body that every method takes. What is no text goes as JSON. */
  readonly body?: { readonly [name: string]: JsonValue | undefined };
  readonly answer: z.ZodType<Answer>;
  readonly changes: boolean;
}

export interface SlackAnswer<Answer> {
  readonly value: Answer;
  /** The scopes of the token, where Slack says so. */
  readonly scopes: readonly string[] | null;
}

const verdict = z.union([
  z.object({ ok: z.literal(true) }),
  z.object({ ok: z.literal(false), error: z.string(), needed: z.string().optional() }),
]);

/** Slack's Web API through the product's one outbound client. It never repeats a request, and asks for nothing that Slack wants to be left alone with. */
export class SlackRequests {
  readonly system: string;
  readonly #options: SlackRequestsOptions;
  readonly #limits: RateLimits;

  constructor(options: SlackRequestsOptions) {
    this.system = options.system;
    this.#options = options;
    this.#limits = new RateLimits(options.clock);
  }

  /** @throws ConnectorError */
  async ask<Answer>(request: SlackRequest<Answer>, call: Pick<Call, 'signal'>): Promise<SlackAnswer<Answer>> {
    const asked: Asked = { system: this.system, method: request.method, changes: request.changes };
    const limited: Limited = { method: request.method, channel: channelOf(request) };
    const wait = this.#limits.waitOf(limited);
    if (wait > 0) throw mapSlackRest(asked, wait);
    const { response, text } = await this.#send(request, asked, call);
    if (response.status !== 200) throw this.#heeded(limited, mapSlackStatus({ ...asked, response }));
    const json = jsonOf(text);
    const said = verdict.safeParse(json);
    if (!said.success) throw mapSlackNonsense(asked);
    if (!said.data.ok) {
      const code = /^[a-z0-9_:.-]{1,100}$/.test(said.data.error) ? said.data.error : 'unreadable';
      throw this.#heeded(limited, mapSlackRefusal({ ...asked, code, needed: said.data.needed?.slice(0, 200) }));
    }
    const value = request.answer.safeParse(json);
    if (!value.success) throw mapSlackNonsense(asked);
    return { value: value.data, scopes: response.headers.get('x-oauth-scopes')?.split(/\s*,\s*/) ?? null };
  }

  /** The error as it is; where it says that this was called too often, it is not called again before its time. */
  #heeded(limited: Limited, error: ConnectorError): ConnectorError {
    if (RateLimitedError.isInstance(error) && error.code === 'rate-limited') {
      this.#limits.refused(limited, (error as RateLimitedError).retryAfter);
    }
    return error;
  }

  async #send(
    { method, body = {} }: Pick<SlackRequest<unknown>, 'method' | 'body'>,
    asked: Asked,
    { signal }: Pick<Call, 'signal'>,
  ): Promise<{ readonly response: Response; readonly text: string }> {
    const { apiUrl, token, lifetime, fetch: send } = this.#options;
    if (signal.aborted) throw mapSlackLoss({ ...asked, changes: false, error: signal.reason, isOverdue: true });
    const form = new URLSearchParams();
    for (const [name, value] of Object.entries(body)) {
      if (value !== undefined) form.set(name, typeof value === 'string' ? value : JSON.stringify(value));
    }
    try {
      const response = await send(`${apiUrl}/${method}`, {
        method: 'POST',
        redirect: 'error',
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${token.reveal()}`,
          'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
        },
        body: form.toString(),
        signal: AbortSignal.any([signal, lifetime]),
      });
      return { response, text: await response.text() };
    } catch (error) {
      // The core's own refusals, such as a budget that is used up, say what they are.
      if (ConnectorError.isInstance(error)) throw error;
      throw mapSlackLoss({ ...asked, error, isOverdue: signal.aborted });
    }
  }
}

function channelOf({ body }: Pick<SlackRequest<unknown>, 'body'>): string | undefined {
  return typeof body?.channel === 'string' ? body.channel : undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
