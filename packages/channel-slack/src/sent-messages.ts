import {
  AmbiguousOutcomeError,
  type Call,
  type Clock,
  ConnectorError,
  type ConnectorStore,
  type ConversationReference,
  type MessageReference,
  NotFoundError,
} from '@access-account/contract';
import { z } from 'zod';
import { toPlace } from './places.ts';
import type { SlackRequests } from './slack-requests.ts';
import { historyAnswer } from './slack-shapes.ts';

export interface SentMessagesOptions {
  readonly system: string;
  readonly store: ConnectorStore;
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

/** A message that was begun to be sent. */
const begun = z.object({
  /** Milliseconds since 1970. */
  at: z.number(),
  /** Its answer was lost: whether it is there, the conversation says. */
  lost: z.boolean(),
});

const eventType = 'access_account_message';
/** Milliseconds in which whoever began has to have come to an end. */
const patience = 15_000;
/** Messages are sent again for a day; what is older is forgotten, looked for this often. */
const remembered = 25 * 60 * 60_000;
const forgetEvery = 60 * 60_000;
/** How far back a conversation is read, in milliseconds before the message was begun: clocks differ. And how many pages. */
const skew = 5 * 60_000;
const mostPages = 5;

/**
 * Slack has no idempotency key. Every message carries its own in its metadata, and before one is sent that may be there
 * already, the conversation is read for it.
 */
export class SentMessages {
  readonly #options: SentMessagesOptions;
  readonly #sending = new Map<string, Promise<MessageReference>>();
  readonly #timer: NodeJS.Timeout;

  constructor(options: SentMessagesOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.forget().catch(() => undefined), forgetEvery).unref();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  once(message: SendOnce): Promise<MessageReference> {
    const key = message.call.idempotencyKey;
    const sending = this.#sending.get(key) ?? this.#once(message).finally(() => this.#sending.delete(key));
    this.#sending.set(key, sending);
    return sending;
  }

  /** Lets go of what nobody sends again. */
  async forget(): Promise<void> {
    const { store, clock } = this.#options;
    const oldest = clock.now().getTime() - remembered;
    for (let after = ''; ; ) {
      const page = await store.list('sent/', { after });
      for (const { key, value } of page) {
        const read = begun.safeParse(value);
        if (!read.success || read.data.at < oldest) await store.delete(key);
      }
      const last = page.at(-1);
      if (last === undefined) return;
      after = last.key;
    }
  }

  async #once({ to, call, post }: SendOnce): Promise<MessageReference> {
    const { store, clock } = this.#options;
    const key = `sent/${call.idempotencyKey}`;
    const now = clock.now().getTime();
    const stored = await store.get(key);
    if (stored !== undefined) {
      const before = begun.parse(stored.value);
      const found = await this.#lookFor({ to, key: call.idempotencyKey, since: before.at - skew, call });
      if (found !== undefined) return found;
      if (!before.lost && now - before.at < patience) throw this.#unknown();
    }
    // Of two who would send it now, on whatever servers, one does.
    if (!(await store.compareAndSet(key, stored?.version ?? 0, { at: now, lost: false }))) throw this.#unknown();
    try {
      return await post({ event_type: eventType, event_payload: { key: call.idempotencyKey } });
    } catch (error) {
      // It was refused, and is nowhere; or nobody knows, and it has to be looked for.
      if (ConnectorError.isInstance(error) && error.code !== 'ambiguous-outcome') await store.delete(key);
      else await store.put(key, { at: now, lost: true });
      throw error;
    }
  }

  async #find({ to, key, since, call }: FindOptions): Promise<MessageReference | undefined> {
    const { channel, thread } = toPlace(to);
    let cursor = '';
    for (let page = 0; page < mostPages; page += 1) {
      const { value } = await this.#options.requests.ask(
        {
          method: thread === undefined ? 'conversations.history' : 'conversations.replies',
          body: {
            channel,
            ...(thread === undefined ? {} : { ts: thread }),
            oldest: String(since / 1000),
            include_all_metadata: true,
            limit: 100,
            ...(cursor === '' ? {} : { cursor }),
          },
          answer: historyAnswer,
          changes: false,
        },
        call,
      );
      const found = value.messages.find(
        ({ metadata }) => metadata?.event_type === eventType && metadata.event_payload.key === key,
      );
      if (found !== undefined) return { id: found.ts };
      cursor = value.response_metadata?.next_cursor ?? '';
      if (cursor === '') return undefined;
    }
    return undefined;
  }

  /** As long as it cannot be looked for, nobody knows whether it is there: whoever told the person elsewhere might tell them twice. */
  async #lookFor(options: FindOptions): Promise<MessageReference | undefined> {
    try {
      return await this.#find(options);
    } catch (error) {
      const isGone = NotFoundError.isInstance(error) && error.code === 'not-found';
      throw isGone ? error : this.#unknown(error);
    }
  }

  #unknown(cause?: unknown): AmbiguousOutcomeError {
    return new AmbiguousOutcomeError({
      system: this.#options.system,
      summary: 'This message may have been sent, and it is not known yet.',
      remedy: 'Nothing: it is looked for in the conversation, and tried again by itself.',
      cause,
    });
  }
}

interface FindOptions {
  readonly to: ConversationReference;
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly call: Call;
}
