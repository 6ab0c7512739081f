import type { KeyObject } from 'node:crypto';
import {
  type Choice,
  ConnectorError,
  type Message,
  type MessageReference,
  NotFoundError,
  type SendMessageInput,
  UnavailableError,
} from '@access-account/contract';
import { type Renderer, sentence } from '@access-account/messages';
import type { ChoiceName, Label, Say, Settings } from '@access-account/policies';
import { operators } from '../operators/operators.ts';
import type { ConnectorRegistry, ReadyConnector } from '../registry/connector-registry.ts';
import type { Database } from '../storage/database.ts';
import { given } from '../storage/given.ts';
import { Lookup } from '../storage/lookup.ts';
import { toJson } from '../storage/to-json.ts';
import type { ChannelLinks } from './channel-links.ts';
import { choiceLabel } from './choice-label.ts';
import { choiceToken, proofToken } from './choice-token.ts';
import type { DueEffect } from './due-effect.ts';
import type { Address, RecordedSay, Settle } from './help-case.ts';
import type { Outcome } from './outcome.ts';
import { ownChannelLookup } from './own-channel-lookup.ts';
import { type PersonDetails, peopleLookup } from './people-lookup.ts';
import { LostCase, type PerformContext, waitAfter } from './perform.ts';

export interface PerformSayOptions {
  readonly registry: ConnectorRegistry;
  readonly database: Database;
  readonly links: ChannelLinks;
  readonly tokenKey: KeyObject;
  readonly words: Renderer;
  /** In this order people are told of what they did not ask for. */
  readonly channels: readonly string[];
  readonly settings: Settings;
  /** The only origin that links are built from. */
  readonly publicUrl: () => string;
}

/** A message as a channel of this name can show it. */
type MessageFor = (channel: string) => Message;

/** Where a message was shown. */
interface Shown extends Address {
  readonly message: string;
}

/** So many options are buttons with their names on them; more are listed, and the buttons bear their numbers. */
const namedButtons = 5;
/** Milliseconds after which something unsaid is no longer worth saying. */
const patience = 24 * 60 * 60_000;

/** Station 7, messages: in the conversation the person is in, or through the first of their channels that reaches them. */
export class PerformSay {
  readonly #options: PerformSayOptions;
  readonly #questions: Lookup<Asked, SaidRow | undefined>;
  readonly #people: Lookup<string, PersonDetails | undefined>;
  readonly #ownChannels: Lookup<string, string | undefined>;

  constructor(options: PerformSayOptions) {
    this.#options = options;
    this.#people = peopleLookup(options.database);
    this.#ownChannels = ownChannelLookup(options.database);
    this.#questions = new Lookup((asked) => said(asked, options.database));
  }

  async say(due: DueEffect, effect: RecordedSay, context: PerformContext): Promise<Outcome> {
    try {
      const message = madeOnce(await this.#messageOf(due, effect));
      if (effect.elsewhere === true) return await this.#sayElsewhere(due, effect, message, context);
      const shown =
        (effect.replaces === undefined ? undefined : await this.#inPlace(due, effect.replaces, message, context)) ??
        (await this.#send(due, due.address, message, context));
      return {
        status: 'done',
        event: null,
        result: { ...shown },
        audit: {
          kind: 'message',
          name: 'message-shown',
          summary: message(shown.channel).text,
          detail: { channel: shown.channel, sentences: effect.sentences.map(({ key }) => key) },
        },
      };
    } catch (error) {
      return troubled(due, error);
    }
  }

  /** On every other channel: whoever took over the one the case came from cannot keep the others from hearing of it. */
  async #sayElsewhere(
    due: DueEffect,
    effect: RecordedSay,
    message: MessageFor,
    context: PerformContext,
  ): Promise<Outcome> {
    const others = this.#options.channels.filter((name) => name !== due.address?.channel);
    const places = [
      ...(effect.also === undefined ? [] : [{ name: effect.also.channel, at: effect.also.conversation }]),
      ...others.map((name) => ({ name, at: undefined })),
    ];
    const told: Shown[] = [];
    let failure: unknown;
    for (const { name, at } of places) {
      try {
        const channel = this.#channel(name);
        const conversation = at ?? (await this.#conversation(due.person, channel, context));
        if (conversation === undefined) continue;
        const sent = await sendOn(channel, { to: { id: conversation }, message: message(name) }, context);
        told.push({ channel: name, conversation, message: sent.id });
      } catch (error) {
        if (error instanceof LostCase) throw error;
        failure = error;
      }
    }
    const [first] = told;
    // One that was told is not told again because another could not be.
    if (first === undefined && failure !== undefined) throw failure;
    return {
      status: 'done',
      event: null,
      result: { ...first },
      audit: {
        kind: 'message',
        name: 'message-shown',
        summary: first === undefined ? 'There is no other channel to tell.' : message(first.channel).text,
        detail: { channels: told.map(({ channel }) => channel), sentences: effect.sentences.map(({ key }) => key) },
      },
    };
  }

  async settle(due: DueEffect, effect: Settle, context: PerformContext): Promise<Outcome> {
    const asked = await this.#asked(due.person, effect.question);
    const quietly: Outcome = {
      status: 'done',
      event: null,
      result: {},
      audit: {
        kind: 'message',
        name: 'message-settled',
        summary: 'An answered question lost its buttons.',
        detail: { question: effect.question },
      },
    };
    // Not shown yet: it will be, and this waits for it in vain only when it was never shown.
    if (asked === undefined || asked.status === 'failed' || asked.status === 'cancelled') return quietly;
    if (asked.shown === undefined) {
      return {
        status: 'later',
        after: 1000,
        error: null,
        event: null,
      };
    }
    const channel = this.#options.registry.ready('channel', asked.shown.channel);
    const update = channel?.operations['message.update'];
    if (update === undefined) return quietly;
    const { locale } = due;
    const { words } = this.#options;
    const { render } = words;
    const question = asked.say.sentences.map((one) => render(one, locale)).join('\n\n');
    const text =
      effect.answer === null
        ? render(sentence('question.closed', { question }), locale)
        : render(
            sentence('question.answered', { question, answer: choiceLabel(effect.answer, locale, words) }),
            locale,
          );
    try {
      await update(
        { to: { id: asked.shown.conversation }, at: { id: asked.shown.message }, message: { text, locale } },
        context.call,
      );
      return quietly;
    } catch (error) {
      if (NotFoundError.isInstance(error) && error.code === 'not-found') return quietly;
      return troubled(due, error);
    }
  }

  async #send(due: DueEffect, address: Address | null, message: MessageFor, context: PerformContext): Promise<Shown> {
    if (address !== null) {
      const channel = this.#channel(address.channel);
      const to = { id: address.conversation };
      const sent = await sendOn(channel, { to, message: message(address.channel) }, context);
      return { ...address, message: sent.id };
    }
    let failure: unknown;
    for (const name of await this.#channelsOf(due.person)) {
      try {
        const channel = this.#channel(name);
        const conversation = await this.#conversation(due.person, channel, context);
        if (conversation === undefined) continue;
        const sent = await sendOn(channel, { to: { id: conversation }, message: message(name) }, context);
        return { channel: name, conversation, message: sent.id };
      } catch (error) {
        if (error instanceof LostCase) throw error;
        failure = error;
        // It may have arrived: asking elsewhere as well would be telling twice.
        if (ConnectorError.isInstance(error) && error.code === 'ambiguous-outcome') break;
      }
    }
    throw (
      failure ??
      new UnavailableError({
        system: 'people.channels',
        summary: 'no channel reaches this person.',
        remedy: 'Link a channel user to the person, or add a channel.',
      })
    );
  }

  /** The one the person wants to be told things on comes first; where it does not reach them, another does. */
  async #channelsOf(person: string): Promise<readonly string[]> {
    const { channels, settings } = this.#options;
    const { enabled, channel } = settings.personalSettings;
    const own = enabled && channel && channels.length > 1 ? await this.#ownChannels.of(person) : undefined;
    return own !== undefined && channels.includes(own) ? [own, ...channels.filter((name) => name !== own)] : channels;
  }

  async #conversation(
    person: string,
    channel: ReadyConnector<'channel'>,
    { call }: PerformContext,
  ): Promise<string | undefined> {
    const { links } = this.#options;
    // An address is looked up each time: what it was for somebody once need not be theirs any more.
    const isAddress = this.#options.registry.channelFeatures(channel.name)?.certainty === 'nothing';
    const known = isAddress ? undefined : await links.conversationOf(channel.name, person);
    if (known !== undefined) return known;
    const open = channel.operations['conversation.open'];
    const details = open === undefined ? undefined : await this.#people.of(person);
    if (open === undefined || details === undefined) return undefined;
    const opened = await open(details, call);
    if (opened === undefined || opened.kind !== 'employee') return undefined;
    const { user, conversation, locale } = opened;
    const link = { channel: channel.name, user, person, conversation, locale };
    // Whoever is behind the operators' address is also somebody of their own, and is recognised as that.
    if (person === operators) return conversation.id;
    if (isAddress) await links.put(link);
    else if (opened.match?.by !== 'email') await links.add(link);
    // Somebody else was the person first, at this moment.
    else if (!(await links.take(link))) return links.conversationOf(channel.name, person);
    return conversation.id;
  }

  /** What is said; where a question is asked once more, with it and with the buttons that it has. */
  async #messageOf(due: DueEffect, effect: RecordedSay): Promise<MessageFor> {
    const asked = effect.repeats === undefined ? undefined : await this.#asked(due.person, effect.repeats);
    if (effect.repeats === undefined || asked === undefined) return (channel) => this.#message(due, effect, channel);
    const sentences = [...effect.sentences, ...asked.say.sentences];
    return (channel) => this.#message({ ...due, id: effect.repeats ?? due.id }, { ...asked.say, sentences }, channel);
  }

  async #inPlace(
    due: DueEffect,
    question: string,
    message: MessageFor,
    { call }: PerformContext,
  ): Promise<Shown | undefined> {
    const asked = await this.#asked(due.person, question);
    if (asked?.shown === undefined) return undefined;
    const update = this.#options.registry.ready('channel', asked.shown.channel)?.operations['message.update'];
    if (update === undefined) return undefined;
    const { channel, conversation } = asked.shown;
    const updated = await update(
      { to: { id: conversation }, at: { id: asked.shown.message }, message: message(channel) },
      call,
    );
    return { channel, conversation, message: updated.id };
  }

  async #asked(person: string, effect: string) {
    const row = await this.#questions.of({ person, effect });
    if (row === undefined) return undefined;
    const shown = row.status === 'done' && row.outcome?.message !== undefined ? row.outcome : undefined;
    return { say: row.body, status: row.status, shown };
  }

  #channel(name: string): ReadyConnector<'channel'> {
    const channel = this.#options.registry.ready('channel', name);
    if (channel !== undefined) return channel;
    throw new UnavailableError({
      system: name,
      summary: 'is not connected.',
      remedy: 'See /readyz or `access-account doctor` for the reason.',
    });
  }

  #message(
    { id: effect, locale }: DueEffect,
    { sentences, links = [], question, proof }: Say,
    channel: string,
  ): Message {
    const { words, tokenKey, registry } = this.#options;
    const { render } = words;
    const named = (label: Label) => (typeof label === 'string' ? label : render(label, locale));
    const button = (choice: ChoiceName): Choice => {
      const style =
        choice === 'yes' || choice === 'continue'
          ? { style: 'primary' as const }
          : choice === 'not-me'
            ? { style: 'danger' as const }
            : choice === 'ignore'
              ? { stops: true as const }
              : {};
      return {
        label: choiceLabel(choice, locale, words),
        token: choiceToken(tokenKey, effect, choice),
        ...style,
      };
    };
    const form = question?.form;
    const choices = (question?.choices ?? []).filter((choice) => choice !== form?.submit).map(button);
    const address = () => `${this.#options.publicUrl()}/proof/${proofToken(tokenKey, effect)}`;
    const shown = [...links, ...(proof === undefined ? [] : [{ label: proof.label, url: address() }])];
    const message = {
      text: sentences.map((one) => render(one, locale)).join('\n\n'),
      ...(shown.length === 0 ? {} : { links: shown.map(({ label, url }) => ({ label: named(label), url })) }),
      locale,
    };
    const features = registry.channelFeatures(channel);
    if (form === undefined || features?.forms !== false) {
      return {
        ...message,
        ...(choices.length === 0 ? {} : { choices }),
        ...(form === undefined
          ? {}
          : {
              form: {
                fields: [
                  {
                    name: form.field,
                    label: render(sentence(`${form.field}.field`), locale),
                    kind: 'choice' as const,
                    options: form.options.map(({ label, value }) => ({ label: named(label), value })),
                  },
                ],
                submit: button(form.submit),
              },
            }),
      };
    }
    const options = form.options.map(({ label, value }) => ({
      label: named(label),
      token: choiceToken(tokenKey, effect, form.submit, value),
    }));
    // A channel without buttons numbers the choices itself.
    if (options.length <= namedButtons || !features.buttons) return { ...message, choices: [...options, ...choices] };
    const list = options.map(({ label }, index) => `${index + 1}. ${label}`).join('\n');
    const numbers = options.map(({ token }, index) => ({ label: String(index + 1), token }));
    return { ...message, text: `${message.text}\n\n${list}`, choices: [...numbers, ...choices] };
  }
}

/** The same message for who is told and for the audit. */
function madeOnce(messageFor: MessageFor): MessageFor {
  const made = new Map<string, Message>();
  return (channel) => {
    const message = made.get(channel) ?? messageFor(channel);
    made.set(channel, message);
    return message;
  };
}

/** A try is noted before it is made, where the channel has to be told that it may be one more. */
async function sendOn(
  channel: ReadyConnector<'channel'>,
  input: SendMessageInput,
  { call, begin }: PerformContext,
): Promise<MessageReference> {
  if (channel.definition.idempotency['message.send'] !== 'key') await begin();
  return channel.operations['message.send'](input, call);
}

interface Asked {
  readonly person: string;
  /** The effect that asked. */
  readonly effect: string;
}

interface SaidRow {
  readonly id: string;
  readonly body: Say;
  readonly status: string;
  readonly outcome: Shown | null;
}

async function said(asked: readonly Asked[], database: Database): Promise<readonly (SaidRow | undefined)[]> {
  const rows = await database.rows<SaidRow>(
    `select effect.id, effect.body, effect.status, effect.outcome
     from ${given('person uuid, effect uuid')} as asked
     join effect on effect.person_id = asked.person and effect.id = asked.effect`,
    [toJson(asked)],
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return asked.map(({ effect }) => byId.get(effect));
}

function troubled(due: DueEffect, error: unknown): Outcome {
  if (!ConnectorError.isInstance(error)) throw error;
  if (due.recordedAgo > patience || error.code === 'not-found') return { status: 'failed', error, event: null };
  return {
    status: 'later',
    after: waitAfter(error, { attempts: due.attempts, longest: 60_000 }),
    error,
    event: null,
  };
}
