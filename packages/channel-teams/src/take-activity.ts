import { randomUUID } from 'node:crypto';
import type { InboundEvent, InboundOutcome, Mention } from '@access-account/contract';
import { z } from 'zod';
import type { CardPlace } from './card-answers.ts';
import { kindOfMember } from './describe-member.ts';
import type { Activity } from './guard/read-activity.ts';
import { plainMention } from './plain-mention.ts';
import { cardType, toActivity } from './render/to-activity.ts';
import { type AdaptiveCard, fieldPrefix, toCard, verb } from './render/to-card.ts';
import type { TeamsClient } from './teams-client.ts';

/** An activity that was read. */
export interface Taken {
  /** Empty where it is nothing for us. */
  readonly events: readonly InboundEvent[];
  /** Once they are stored: what Teams is answered with. Undefined: nothing but that it arrived. */
  answer(outcomes: readonly InboundOutcome[]): Promise<object | undefined>;
}

/** Milliseconds from the arrival of a click in which its card is waited for. Teams waits longer; people do not like to. */
const patience = 1500;
/** Milliseconds in which somebody is not told the same again. */
const toldFor = 60_000;
const mostTold = 1000;

const pressedShape = z.object({
  action: z.object({
    type: z.literal('Action.Execute'),
    verb: z.literal(verb),
    data: z.looseObject({ token: z.string().min(1).max(4000), label: z.string().max(100).default('') }),
  }),
});

/** An activity that is ours; undefined: it is none that we know what to do with. */
export function takeActivity(client: TeamsClient, activity: Activity): Taken | undefined {
  switch (activity.type) {
    case 'message':
      return takeMessage(client, activity);
    case 'invoke':
      return activity.name === 'adaptiveCard/action' ? takeClick(client, activity) : undefined;
    default:
      // Installed, typing, a reaction, read: only where somebody is, is of use.
      return { events: [], answer: async () => undefined };
  }
}

function takeMessage(client: TeamsClient, activity: Activity): Taken {
  const text = wordsOf(activity);
  // A picture, a file: nothing was said.
  if (text === '') return { events: [], answer: async () => undefined };
  const mentions = mentionsIn(client, activity);
  const event: InboundEvent = {
    kind: 'text',
    text,
    ...(mentions.length === 0 ? {} : { mentions }),
    ...happening(client, activity),
  };
  return {
    events: [event],
    answer: async ([outcome]) => {
      tellRefusal(client, activity, outcome);
      return undefined;
    },
  };
}

function takeClick(client: TeamsClient, activity: Activity): Taken | undefined {
  const pressed = pressedShape.safeParse(activity.value).data;
  if (pressed === undefined) return undefined;
  const { token, label, ...rest } = pressed.action.data;
  const values = valuesOf(rest);
  const event: InboundEvent = {
    kind: 'choice',
    token,
    ...(values === undefined ? {} : { values }),
    ...happening(client, activity),
  };
  const place: CardPlace = { conversation: activity.conversation.id, activity: activity.replyToId ?? '' };
  // From now on: what takes the card’s place may be quicker than what is stored is told.
  const next = client.cards.next(place, patience);
  return {
    events: [event],
    answer: async ([outcome]) => answerClick({ client, activity, place, label, next, outcome }),
  };
}

interface AnswerClick {
  readonly client: TeamsClient;
  readonly activity: Activity;
  readonly place: CardPlace;
  readonly label: string;
  readonly next: ReturnType<TeamsClient['cards']['next']>;
  readonly outcome: InboundOutcome | undefined;
}

/**
 * Never empty: Teams says “Unable to reach app” then, and sends the click again. A refusal leaves the card as it is and stands
 * beside it. What is late puts its card in place by itself; until then the button that was pressed stands there.
 */
async function answerClick({ client, activity, place, label, next, outcome }: AnswerClick): Promise<object> {
  if (outcome?.status === 'refused') return beside(outcome.message.text || '…');
  const isRepeated = outcome?.status === 'repeated';
  const card = (isRepeated ? client.cards.last(place) : undefined) ?? (await next);
  if (card !== undefined) return inPlace(card);
  const pressed = label === '' ? '✓' : `✓ ${label}`;
  // What a click that came before led to may stand there long since.
  return isRepeated ? beside(pressed) : inPlace(toCard({ text: pressed, locale: activity.locale ?? 'en' }));
}

function inPlace(card: AdaptiveCard): object {
  return { statusCode: 200, type: cardType, value: card };
}

function beside(sentence: string): object {
  return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: sentence };
}

function valuesOf(data: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> | undefined {
  const fields = Object.entries(data).filter(
    (entry): entry is [string, string] => entry[0].startsWith(fieldPrefix) && typeof entry[1] === 'string',
  );
  if (fields.length === 0) return undefined;
  return Object.fromEntries(fields.map(([name, value]) => [name.slice(fieldPrefix.length), value]));
}

function happening({ references, context }: TeamsClient, { id, timestamp, from, conversation }: Activity) {
  const now = context.clock.now();
  const said = new Date(timestamp ?? '');
  return {
    // An activity’s id is its conversation’s own.
    id: `${conversation.id}/${id}`,
    user: references.toUser(from.aadObjectId),
    conversation: { id: conversation.id },
    at: (Number.isNaN(said.getTime()) || said > now ? now : said).toISOString(),
  };
}

const mention = z.object({
  type: z.literal('mention'),
  text: z.string().min(1),
  mentioned: z.object({ id: z.string(), aadObjectId: z.string().optional() }),
});

/** Who is called, where Teams says who that is in the directory. */
function mentionsIn({ references }: TeamsClient, { entities, recipient }: Activity): readonly Mention[] {
  return (entities ?? []).flatMap((entity) => {
    const called = mention.safeParse(entity).data;
    if (called?.mentioned.aadObjectId === undefined || called.mentioned.id === recipient.id) return [];
    return [{ words: plainMention(called.text), user: references.toUser(called.mentioned.aadObjectId) }];
  });
}

/** What somebody typed. That they called the app by its name says nothing in a chat with it. */
function wordsOf({ text, entities, recipient }: Activity): string {
  return (entities ?? []).reduce<string>((words, entity) => {
    const called = mention.safeParse(entity).data;
    if (called === undefined) return words;
    const plain = called.mentioned.id === recipient.id ? '' : plainMention(called.text);
    // By a function: in a text, signs such as $` would stand for all that is before, and double it with every mention.
    return words.replace(called.text, () => plain).trim();
  }, text ?? '');
}

/** Said in the conversation once Teams has its answer. Guests and whoever is of another organisation are told nothing. */
function tellRefusal(client: TeamsClient, activity: Activity, outcome: InboundOutcome | undefined): void {
  if (outcome?.status !== 'refused') return;
  const { refused, references, connector, context, config } = client;
  const { message, reason } = outcome;
  const { id } = activity.conversation;
  const now = context.clock.now().getTime();
  const told = refused.get(id);
  // An impatient person writes many times; one sentence answers them all.
  if (told?.text === message.text && now - told.at < toldFor) return;
  if (refused.size >= mostTold) refused.clear();
  refused.set(id, { text: message.text, at: now });
  client.aside('telling of a refusal', async (signal) => {
    const to = await references.ofConversation({ id });
    if (to === undefined) return;
    const { logger } = context;
    const call = {
      signal,
      logger,
      idempotencyKey: randomUUID(),
      repeated: false,
      actor: { kind: 'schedule' as const },
    };
    if (reason === 'unknown-person') {
      const member = await connector.member(to, call);
      if (kindOfMember(member, config) !== 'employee') return;
    }
    await connector.send(to, toActivity({ message, card: toCard(message), to, from: config }), call);
  });
}
