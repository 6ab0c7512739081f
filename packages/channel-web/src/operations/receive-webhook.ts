import type {
  InboundEvent,
  InboundOutcome,
  RawResponse,
  ReceiveWebhook,
  RefusalReason,
} from '@access-account/contract';
import { answerChoice } from '../answer-choice.ts';
import { appendMessage } from '../append-message.ts';
import { errorResponse } from '../error-response.ts';
import { jsonResponse } from '../json-response.ts';
import { mapMessage } from '../map-message.ts';
import { readInboundEvent } from '../read-inbound-event.ts';
import type { WebClient } from '../web-client.ts';

const refusalStatus: Record<RefusalReason, number> = {
  invalid: 400,
  'unknown-person': 403,
  'unknown-choice': 404,
  'already-answered': 409,
};

export function receiveWebhook(client: WebClient): ReceiveWebhook {
  return async (request) => {
    const read = await readInboundEvent({ client, request });
    if ('refusal' in read) return { events: [], respond: async () => read.refusal };
    const event = read.value;
    return {
      events: [event],
      respond: async ([outcome]) => {
        if (outcome === undefined) throw new Error('web chat: one outcome is needed for the one event.');
        return outcome.status === 'refused'
          ? refuse({ client, event, outcome })
          : acknowledge({ client, event, stored: outcome.event });
      },
    };
  };
}

interface AcknowledgeOptions {
  readonly client: WebClient;
  readonly event: InboundEvent;
  /** The product's id of the stored event. */
  readonly stored: string;
}

async function acknowledge({ client, event, stored }: AcknowledgeOptions): Promise<RawResponse> {
  if (event.kind === 'choice') {
    const answer = { token: event.token, values: event.values ?? {}, event: stored, at: event.at };
    await client.conversations.change(event.user.id, (conversation) => answerChoice(conversation, answer));
  }
  return jsonResponse({ status: 202, body: { event: stored } });
}

interface RefuseOptions {
  readonly client: WebClient;
  readonly event: InboundEvent;
  readonly outcome: InboundOutcome & { readonly status: 'refused' };
}

async function refuse({ client, event, outcome }: RefuseOptions): Promise<RawResponse> {
  const { reason, message } = outcome;
  // Somebody the product does not know gets no conversation: the answer alone has to do.
  if (reason !== 'unknown-person') {
    const shown = { id: `refusal:${event.id}`, from: 'assistant' as const, at: event.at, ...mapMessage(message) };
    // An impatient person presses many times; one sentence answers them all.
    await client.conversations.change(event.user.id, (conversation) =>
      conversation.messages.at(-1)?.text === message.text ? conversation : appendMessage(conversation, shown),
    );
  }
  return errorResponse({ status: refusalStatus[reason], code: reason, message: message.text });
}
