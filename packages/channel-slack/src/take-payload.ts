import type { InboundEvent, InboundOutcome, JsonValue } from '@access-account/contract';
import { kindOf } from './describe-user.ts';
import { userIn } from './places.ts';
import { postMessage } from './post-message.ts';
import type { Payload } from './read-payload.ts';
import { toModalAgain, toNotice } from './render/to-modal.ts';
import type { SlackClient } from './slack-client.ts';
import type { Routed, Unroutable } from './slack-router.ts';
import { anyAnswer, userAnswer } from './slack-shapes.ts';

/** A payload that was read. */
export interface Taken {
  /** Empty where it is nothing for us. */
  readonly events: readonly InboundEvent[];
  /** Once they are stored: what Slack is answered with. Undefined: nothing but that it arrived. */
  answer(outcomes: readonly InboundOutcome[]): JsonValue | undefined;
}

/** Milliseconds in which somebody is not told the same again. */
const toldFor = 60_000;
const mostTold = 1000;

/** An authentic payload, by whichever way it came. */
export async function takePayload(client: SlackClient, payload: Payload): Promise<Taken | Unroutable> {
  const routed = await client.router.route(payload);
  if (typeof routed === 'string') return routed;
  switch (routed.kind) {
    case 'other':
      return { events: [], answer: () => undefined };
    case 'thread':
      suggestPrompts(client, routed);
      return { events: [], answer: () => undefined };
    case 'incomplete':
      askForChoice(client, routed);
      return { events: [], answer: () => undefined };
    case 'action':
      if (routed.trigger !== undefined) client.triggers.keep(routed.event.conversation, routed.trigger);
      return { events: [routed.event], answer: ([outcome]) => tellRefusal(client, routed.event, outcome) };
    case 'message':
      return { events: [routed.event], answer: ([outcome]) => tellRefusal(client, routed.event, outcome) };
    case 'form':
      return {
        events: [routed.event],
        answer: ([outcome]) =>
          outcome?.status === 'refused'
            ? {
                response_action: 'update',
                view: toNotice({ title: client.config.displayName, text: outcome.message.text }),
              }
            : { response_action: 'clear' },
      };
  }
}

/** Said in the conversation once Slack has its answer: it waits three seconds for that, and for nothing else. */
function tellRefusal(client: SlackClient, event: InboundEvent, outcome: InboundOutcome | undefined): undefined {
  if (outcome?.status !== 'refused') return undefined;
  const { refused, requests, context } = client;
  const { conversation, user } = event;
  const { message, reason } = outcome;
  const now = context.clock.now().getTime();
  const told = refused.get(conversation.id);
  // An impatient person presses many times; one sentence answers them all.
  if (told?.text === message.text && now - told.at < toldFor) return undefined;
  if (refused.size >= mostTold) refused.clear();
  refused.set(conversation.id, { text: message.text, at: now });
  client.aside('telling of a refusal', async (call) => {
    if (reason === 'unknown-person' && !(await isMember(client, user.id, call))) return;
    await postMessage({ requests, to: conversation, message, call });
  });
  return undefined;
}

/** Guests and bots are told nothing. */
async function isMember(client: SlackClient, id: string, call: { readonly signal: AbortSignal }): Promise<boolean> {
  const { config, requests } = client;
  const user = userIn(config.teamId, { id });
  if (user === undefined) return false;
  const { value } = await requests.ask(
    { method: 'users.info', body: { user }, answer: userAnswer, changes: false },
    call,
  );
  return kindOf(value.user, config.teamId) === 'employee';
}

function askForChoice(client: SlackClient, { trigger, form }: Extract<Routed, { readonly kind: 'incomplete' }>): void {
  const view = toModalAgain({ ...form, title: client.config.displayName });
  client.aside('a form over its message', (call) =>
    client.requests.ask(
      {
        method: 'views.open',
        body: { trigger_id: trigger, view: view as JsonValue },
        answer: anyAnswer,
        changes: true,
      },
      call,
    ),
  );
}

function suggestPrompts(client: SlackClient, { channel, thread }: Extract<Routed, { readonly kind: 'thread' }>): void {
  const prompts = client.config.suggestedPrompts;
  if (prompts.length === 0) return;
  client.aside('suggesting prompts', (call) =>
    client.requests.ask(
      {
        method: 'assistant.threads.setSuggestedPrompts',
        body: { channel_id: channel, thread_ts: thread, prompts },
        answer: anyAnswer,
        changes: true,
      },
      call,
    ),
  );
}
