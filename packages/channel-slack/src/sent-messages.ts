import {
  AmbiguousOutcomeError,
  type Call,
  type Clock,
  ConnectorError,
  type ConversationReference,
  type MessageReference,
  NotFoundError,
} from '@access-account/contract';
import { toPlace } from './places.ts';
import type { SlackRequests } from './slack-requests.ts';
import { historyAnswer } from './slack-shapes.ts';

export interface SentMessagesOptions {
  readonly clock: Clock;
  readonly requests: SlackRequests;
}

export interface SendOnce {
  readonly to: ConversationReference;
  readonly call: Call;
  /** Posts it, with this metadata. */
  readonly post: (metadata: MessageMetadata) => Promise<MessageReference>;
}

export interface MessageMetadata {
  readonly event_type: string;
  readonly event_payload: { readonly key: string };
}

const eventType = 'access_account_message';
/** Messages are sent again for a day: so far back a conversation is read, in milliseconds, and so many pages of it. */
const remembered = 25 * 60 * 60_000;
const mostPages = 5;
const pageSize = 200;
/** Keys of refused messages that are kept in mind. */
const mostRefused = 10_000;

/**
 * Slack has no idempotency key. Every message carries its own in its metadata, and before one is sent again that may be there
 * already, the conversation is read for it.
 */
export class SentMessages {
  readonly #options: SentMessagesOptions;
  readonly #sending = new Map<string, Promise<MessageReference>>();
  /** Slack itself refused them, here: they are nowhere, and need not be looked for. */
  readonly #refused = new Set<string>();

  constructor(options: SentMessagesOptions) {
    this.#options = options;
  }

  once(message: SendOnce): Promise<MessageReference> {
    const key = message.call.idempotencyKey;
    const sending = this.#sending.get(key) ?? this.#once(message).finally(() => this.#sending.delete(key));
    this.#sending.set(key, sending);
    return sending;
  }

  async #once({ to, call, post }: SendOnce): Promise<MessageReference> {
    const key = call.idempotencyKey;
    if (call.repeated && !this.#refused.delete(key)) {
      const found = await this.#lookFor(to, call);
      if (found !== undefined) return found;
    }
    try {
      return await post({ event_type: eventType, event_payload: { key } });
    } catch (error) {
      if (ConnectorError.isInstance(error) && error.code !== 'ambiguous-outcome') this.#keepInMind(key);
      throw error;
    }
  }

  #keepInMind(key: string): void {
    this.#refused.add(key);
    const [oldest] = this.#refused;
    if (this.#refused.size > mostRefused && oldest !== undefined) this.#refused.delete(oldest);
  }

  /** As long as it cannot be looked for, nobody knows whether it is there: whoever told the person elsewhere might tell them twice. */
  async #lookFor(to: ConversationReference, call: Call): Promise<MessageReference | undefined> {
    try {
      return await this.#find(to, call);
    } catch (error) {
      if (NotFoundError.isInstance(error) && error.code === 'not-found') throw error;
      throw new AmbiguousOutcomeError({
        system: this.#options.requests.system,
        summary: 'This message may have been sent, and it is not known yet.',
        remedy: 'Nothing: it is looked for in the conversation, and tried again by itself.',
        cause: error,
      });
    }
  }

  /** Newest first, as Slack tells it. */
  async #find(to: ConversationReference, call: Call): Promise<MessageReference | undefined> {
    const { clock, requests } = this.#options;
    const { channel, thread } = toPlace(to);
    const oldest = String((clock.now().getTime() - remembered) / 1000);
    let cursor: string | undefined;
    for (let page = 0; page < mostPages; page += 1) {
      const { value } = await requests.ask(
        {
          method: thread === undefined ? 'conversations.history' : 'conversations.replies',
          body: { channel, ts: thread, oldest, include_all_metadata: true, limit: pageSize, cursor },
          answer: historyAnswer,
          changes: false,
        },
        call,
      );
      const found = value.messages.find(
        ({ metadata }) => metadata?.event_type === eventType && metadata.event_payload.key === call.idempotencyKey,
      );
      if (found !== undefined) return { id: found.ts };
      cursor = value.response_metadata?.next_cursor || undefined;
      if (cursor === undefined) return undefined;
    }
    return undefined;
  }
}
