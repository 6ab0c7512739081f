import type { IdentityOperationName, InboundChoice, InboundText } from '@access-account/contract';
import { type ChooseLocaleInput, chooseLocale } from '@access-account/messages';
import {
  type ChoiceName,
  type LinkedAccount,
  noPersonalSettings,
  type Settings,
  withinBounds,
} from '@access-account/policies';
import type { AttackFacts, AttackMode } from '../attack/attack-mode.ts';
import type { ConnectorRegistry } from '../registry/connector-registry.ts';
import type { Sql, Transaction } from '../storage/database.ts';
import { helpCase } from './case-rows.ts';
import { hashToken } from './choice-token.ts';
import { type AccountRow, type ConversationRow, whatIsOpen } from './conversation-rows.ts';
import type { CaseInHand } from './due-effect.ts';
import type { Arriving, Detected, Entry, Looking, Moving, Returning } from './entry.ts';
import type { Arrival, Conversation, HelpCase, Meaning, OpenQuestion, Token, TypedAnswer } from './help-case.ts';
import { type DueState, dueOf, lookedOf } from './in-hand.ts';
import { lockPeople } from './lock-people.ts';
import { lockKey, lockoutsOf } from './lockouts-of.ts';
import { eventOf } from './outcome.ts';
import { type Place, placesOf } from './places-of.ts';
import { processedEvents } from './processed-events.ts';
import { tokensOf } from './tokens-of.ts';
import { warinessParameters } from './wariness.ts';

export interface ConverseOptions {
  readonly attack: Pick<AttackMode, 'facts'>;
  readonly registry: ConnectorRegistry;
  readonly settings: Settings;
  readonly defaultLocale: string;
  /** In this order people are told of what they did not ask for. */
  readonly channels: readonly string[];
  /** The languages there are words in. */
  readonly languages: readonly string[];
}

/** What is stored about everything that enters together. */
export interface Stored {
  /** By person; of everybody but those whose effect only left a trace. */
  readonly conversations: ReadonlyMap<string, Conversation>;
  /** Our event of each that came before. */
  readonly processed: ReadonlyMap<string, string>;
  /** By hash. */
  readonly tokens: ReadonlyMap<string, Token>;
  /** By the user that is to be the person. */
  readonly places: ReadonlyMap<string, Place>;
  /** Locks that are known. */
  readonly lockouts: ReadonlySet<string>;
  /** Those of them that were held back. */
  readonly held: ReadonlySet<string>;
  /** Undefined: no lockout enters, or nobody counts them. */
  readonly attack: AttackFacts | undefined;
  /** Effects that still wait for their outcome and are ours, by id. */
  readonly due: ReadonlyMap<string, DueState>;
  /** By case. */
  readonly looked: ReadonlyMap<string, CaseInHand>;
}

interface ClickInput {
  readonly conversation: Conversation;
  readonly channel: string;
  readonly event: InboundChoice;
  /** By hash. */
  readonly tokens: ReadonlyMap<string, Token>;
}

interface WordsInput {
  readonly conversation: Conversation;
  readonly channel: string;
  readonly event: InboundText;
  readonly meaning: Meaning;
  readonly instructed: boolean;
}

const nothingStored: Stored = {
  conversations: new Map(),
  processed: new Map(),
  tokens: new Map(),
  places: new Map(),
  lockouts: new Set(),
  held: new Set(),
  attack: undefined,
  due: new Map(),
  looked: new Map(),
};

type AskingCase = HelpCase & { readonly question: OpenQuestion };

/** Milliseconds: what people may want at most one notice in. */
const day = 24 * 60 * 60_000;

/** Milliseconds for which a notice counts: against the allowance, and against what people have set for themselves. */
export function noticesCount({ lockoutNotification: { per, gap } }: Pick<Settings, 'lockoutNotification'>): number {
  return Math.max(per, gap, day);
}
/** Typed answers bind to a question that is at most this old, in milliseconds. */
const answerLife = 15 * 60_000;

/** Station 3. Gathers what is open with the people and finds, or opens, the case an event belongs to. Everything of one person happens one after the other. */
export class Converse {
  readonly #options: ConverseOptions;

  constructor(options: ConverseOptions) {
    this.#options = options;
  }

  /** Locks the people for this transaction and reads what is open with them: one round trip, whatever their number. */
  async with(entries: readonly Entry[], transaction: Transaction): Promise<Stored> {
    const arriving = entries.filter((entry): entry is Arriving => entry.kind === 'arriving');
    const detected = entries.filter((entry): entry is Detected => entry.kind === 'detected');
    const returning = entries.filter((entry): entry is Returning => entry.kind === 'returning');
    const moving = entries.filter((entry): entry is Moving => entry.kind === 'moving');
    const looking = entries.filter((entry): entry is Looking => entry.kind === 'looking');
    const people = entries
      .filter((entry) => entry.kind !== 'returning' || eventOf(entry) !== null)
      .map(({ person }) => person);
    // Sent in this order: nobody else changes anything of these people between the first statement and the commit.
    const [conversations, processed, tokens, places, { known: lockouts, held }, attack, due, looked] =
      await Promise.all([
        this.#conversations(people, transaction),
        processedEvents(entries, transaction),
        tokensOf(arriving, transaction),
        placesOf(moving, this.#options.settings.caution.afterReport, transaction),
        lockoutsOf(detected, transaction),
        this.#options.attack.facts(detected, transaction),
        dueOf(returning, transaction),
        lookedOf(looking, transaction),
      ]);
    return { conversations, processed, tokens, places, lockouts, held, attack, due, looked };
  }

  /**
   * Outcomes from which nothing follows, of cases that are in our hand: nothing has to be read, what is written looks for
   * itself. Undefined: there is more to it.
   */
  traces(entries: readonly Entry[], versionOf: (helpCase: string) => number | undefined): Stored | undefined {
    const due = new Map<string, DueState>();
    for (const entry of entries) {
      if (entry.kind !== 'returning' || eventOf(entry) !== null) return undefined;
      const version = versionOf(entry.due.case);
      if (version === undefined) return undefined;
      due.set(entry.due.id, { version });
    }
    return { ...nothingStored, due };
  }

  /** Those of the lockouts that nobody told of before. */
  async news(detected: readonly Detected[], sql: Sql): Promise<readonly Detected[]> {
    const { known } = await lockoutsOf(detected, sql);
    return detected.filter(
      ({ system, lockout: { account, lock } }) =>
        !known.has(lockKey({ system, account: account.id, episode: lock.episode })),
    );
  }

  /** A button: its token says which case, which question, which choice. */
  click({ conversation, channel, event, tokens }: ClickInput): Arrival {
    const { person, openCases } = conversation;
    const token = tokens.get(hashToken(event.token));
    // Another person's token is as unknown as one that never was.
    if (token === undefined) return { kind: 'refused', reason: 'unknown-choice' };
    if (token.person !== person.id) return { kind: 'refused', reason: 'unknown-choice', foreign: true };
    if (token.usedBy !== null) return { kind: 'repeated', event: token.usedBy };
    const asked = openCases.find(({ id }) => id === token.case);
    if (token.used || asked === undefined)
      return { kind: 'refused', reason: token.answered ? 'already-answered' : 'unknown-choice' };
    const address = { channel, conversation: event.conversation.id };
    const { question, choice, about, chosen, expired } = token;
    return {
      kind: 'answer',
      case: { ...asked, address },
      question,
      choice,
      about,
      expired,
      chosen,
      values: chosen ?? event.values ?? {},
    };
  }

  /** The questions that typed words can answer now. */
  answerable({ openCases, instant }: Conversation, channel: string): readonly AskingCase[] {
    const isCertain = this.#isCertain(channel);
    return openCases.filter((open): open is AskingCase => {
      if (!open.question?.choices.some((choice) => typedChoices.has(choice))) return false;
      // However late the answer is: it only has the question asked once more.
      return !isCertain || Date.parse(instant) - Date.parse(open.question.askedAt) <= answerLife;
    });
  }

  /** Words: an answer binds to the one question that is open, anything else is a request of its own. */
  words({ conversation, channel, event, meaning, instructed }: WordsInput): Arrival {
    const address = { channel, conversation: event.conversation.id };
    const writtenIn = meaning.language;
    const locale = this.#answeredIn(writtenIn, conversation);
    if (meaning.kind === 'request')
      return { kind: 'request', request: meaning.request, address, locale, writtenIn, instructed };
    const { answer } = meaning;
    const asking = this.answerable(conversation, channel).filter(
      ({ question }) => choiceFor(answer, question) !== undefined,
    );
    const [asked, ...others] = asking;
    const choice = asked === undefined ? undefined : choiceFor(answer, asked.question);
    if (asked !== undefined && choice !== undefined && others.length === 0) {
      // Where the conversation is led it stays: nobody moves it by writing in somebody's name.
      if (!this.#isCertain(channel))
        return { kind: 'unproven', case: { ...asked, address: asked.address ?? address }, choice };
      const { effect: question, about } = asked.question;
      // Whoever writes in another language now is answered in it from here on.
      const answered = { ...asked, address, ...(writtenIn === null ? {} : { locale, writtenIn }) };
      return { kind: 'answer', case: answered, question, choice, about, expired: false, chosen: null, values: {} };
    }
    const about = others.length > 0 ? 'which-question' : 'unclear';
    const request = { about, system: null, forSomebodyElse: false, containedSecret: meaning.containedSecret } as const;
    return { kind: 'request', request, address, locale, writtenIn, instructed: false };
  }

  /** Whether whoever writes on this channel is who they say they are. */
  #isCertain(channel: string): boolean {
    return this.#options.registry.channelFeatures(channel)?.certainty !== 'nothing';
  }

  async #conversations(
    people: readonly string[],
    transaction: Transaction,
  ): Promise<ReadonlyMap<string, Conversation>> {
    if (people.length === 0) return new Map();
    const { caution } = this.#options.settings;
    const [, rows] = await Promise.all([
      lockPeople(people, transaction),
      // Asked once the people are locked, so that nothing of theirs is older than the lock.
      transaction.rows<ConversationRow>(whatIsOpen, [
        people,
        noticesCount(this.#options.settings),
        ...warinessParameters(caution),
      ]),
    ]);
    return new Map(rows.map((row): [string, Conversation] => [row.id, this.#conversation(row)]));
  }

  #conversation(row: ConversationRow): Conversation {
    const {
      id,
      login,
      email,
      display_name,
      accounts,
      notices,
      open_cases,
      last_lockout,
      spoken,
      attack,
      paused,
      at,
      links,
    } = row;
    const { settings, languages, channels, registry } = this.#options;
    const reach = {
      // How people are addressed is the organisation's to say.
      languages: languages.filter((language) => !language.includes('-x-')),
      channels: channels.flatMap((name) => {
        const channel = links.some((link) => link.channel === name) ? registry.ready('channel', name) : undefined;
        return channel === undefined ? [] : [{ name, displayName: channel.displayName }];
      }),
    };
    const personal = withinBounds({
      personal: row.settings ?? noPersonalSettings,
      bounds: settings.personalSettings,
      reach,
    });
    const said = links.find(({ locale }) => locale !== null)?.locale ?? null;
    return {
      person: {
        id,
        login,
        email,
        displayName: display_name,
        locale: this.#chosen({ written: personal.language, directory: row.locale, channel: said }),
      },
      instant: at.toISOString(),
      accounts: accounts.map((account) => this.#account(account)),
      notices: notices.filter(({ shadow }) => !shadow).map(({ at: told }) => new Date(told).toISOString()),
      shadowNotices: notices.filter(({ shadow }) => shadow).map(({ at: told }) => new Date(told).toISOString()),
      wariness: row.wariness,
      lastLockoutResolved: last_lockout === 'unlocked' || last_lockout === 'self-resolved',
      openCases: open_cases.map(helpCase),
      personal,
      reach,
      links,
      attack,
      paused,
      spoken,
    };
  }

  /** The language written in; where it cannot be told, the conversation stays in the one it was in. */
  #answeredIn(written: string | null, { person, spoken }: Conversation): string {
    if (written === null && spoken !== null) return spoken;
    return this.#chosen({ written, directory: person.locale, channel: null });
  }

  #chosen(said: Pick<ChooseLocaleInput, 'written' | 'directory' | 'channel'>): string {
    const { defaultLocale, languages } = this.#options;
    return chooseLocale({ ...said, fallback: defaultLocale, languages });
  }

  #account({ system, account_id, login, lockouts }: AccountRow): LinkedAccount {
    const connector = this.#options.registry.ready('identity', system);
    return {
      system,
      systemName: connector?.displayName ?? system,
      account: account_id,
      login,
      canUnlock: connector?.operations['account.unlock'] !== undefined,
      operations: Object.keys(connector?.operations ?? {}) as IdentityOperationName[],
      lockoutsToday: lockouts,
    };
  }
}

/** The buttons that typed words mean, the nearest first. Asked whether it works, a No wants a person. */
const meant: Readonly<Record<TypedAnswer, readonly ChoiceName[]>> = {
  yes: ['yes', 'works'],
  no: ['no', 'cancel', 'service-desk'],
  cancel: ['cancel', 'no'],
  edit: ['edit'],
  ignore: ['ignore', 'no', 'cancel'],
};

/** A question with one of these can be answered in words. */
const typedChoices: ReadonlySet<ChoiceName> = new Set(['yes', 'cancel', 'works', 'ignore']);

/** The button that typed words mean; undefined where the question has no such button. */
function choiceFor(answer: TypedAnswer, { choices }: OpenQuestion): ChoiceName | undefined {
  const wanted = meant[answer];
  return wanted.find((choice) => choices.includes(choice));
}
