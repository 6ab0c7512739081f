import type { IdentityOperationName, InboundChoice, InboundText } from '@access-account/contract';
import { type ChooseLocaleInput, chooseLocale } from '@access-account/messages';
import {
  type ChoiceName,
  type LinkedAccount,
  noPersonalSettings,
  type PersonalSettings,
  type Settings,
  type Wariness,
  withinBounds,
} from '@access-account/policies';
import type { AttackFacts, AttackMode } from '../attack/attack-mode.ts';
import type { ConnectorRegistry } from '../registry/connector-registry.ts';
import type { Sql, Transaction } from '../storage/database.ts';
import { given } from '../storage/given.ts';
import { toJson } from '../storage/to-json.ts';
import { type CaseRow, caseColumns, helpCase } from './case-rows.ts';
import { hashToken } from './choice-token.ts';
import type { CaseInHand } from './due-effect.ts';
import { casesInHand, type EffectRow, effectColumns } from './effect-rows.ts';
import type { Arriving, Detected, Entry, Looking, Moving, Returning } from './entry.ts';
import type { Arrival, Conversation, HelpCase, Link, Meaning, OpenQuestion, Token, TypedAnswer } from './help-case.ts';
import { lockPeople } from './lock-people.ts';
import { eventOf } from './outcome.ts';
import { placesOf } from './places-of.ts';
import { warinessOf, warinessParameters } from './wariness.ts';
import { wasAnswered } from './was-answered.ts';

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

interface KnownLockouts {
  readonly known: ReadonlySet<string>;
  readonly held: ReadonlySet<string>;
}

/** Somebody's place on a channel, as it is while they are locked. */
export interface Place {
  /** The person that the new user is already; null: nobody. */
  readonly owner: string | null;
  /** The user that the person is there; null: none. */
  readonly holder: string | null;
  /** Where they are talked to. */
  readonly conversation: string | null;
  /** Of the code that the new user was sent for this place, if it is still good. */
  readonly mac: string | null;
  /** Somebody said of the new user that it was not they, and that is not settled. */
  readonly disputed: boolean;
}

export interface DueState {
  /** The version of its case. */
  readonly version: number;
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
        this.#processed(
          entries.flatMap((entry) =>
            entry.kind === 'arriving'
              ? [{ source: entry.channel, id: entry.event.id }]
              : entry.kind === 'opening' || entry.kind === 'proven'
                ? [{ source: handOverSource, id: entry.id }]
                : entry.kind === 'moving' && entry.event !== null
                  ? [{ source: entry.link.channel, id: entry.event }]
                  : entry.kind === 'reminded'
                    ? [{ source: reminderSource, id: entry.id }]
                    : [],
          ),
          transaction,
        ),
        this.#tokens(arriving, transaction),
        placesOf(moving, this.#options.settings.caution.afterReport, transaction),
        this.#lockouts(detected, transaction),
        this.#options.attack.facts(detected, transaction),
        this.#due(returning, transaction),
        this.#looked(looking, transaction),
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
    const { known } = await this.#lockouts(detected, sql);
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

  async #processed(came: readonly EventSource[], transaction: Transaction): Promise<ReadonlyMap<string, string>> {
    if (came.length === 0) return new Map();
    const rows = await transaction.rows<{ source: string; id: string; event_id: string }>(
      `select processed.source, processed.id, processed.event_id
       from ${given('source text, id text')} as came
       join processed_event processed on processed.source = came.source and processed.id = came.id`,
      [toJson(came)],
    );
    return new Map(rows.map(({ source, id, event_id }) => [eventKey(source, id), event_id]));
  }

  async #tokens(arriving: readonly Arriving[], transaction: Transaction): Promise<ReadonlyMap<string, Token>> {
    const hashes = arriving.flatMap(({ event }) => (event.kind === 'choice' ? [hashToken(event.token)] : []));
    if (hashes.length === 0) return new Map();
    const rows = await transaction.rows<TokenRow>(
      `select token.hash, person_id, case_id, question_id, choice, about, chosen, expires_at <= clock_timestamp() as expired,
         used_at is not null as used, used_event, ${wasAnswered} as answered
       from ${given('hash text')} as asked join choice_token token on token.hash = asked.hash`,
      [toJson(hashes.map((hash) => ({ hash })))],
    );
    return new Map(rows.map((row) => [row.hash, token(row)]));
  }

  async #lockouts(detected: readonly Detected[], sql: Sql): Promise<KnownLockouts> {
    if (detected.length === 0) return { known: new Set(), held: new Set() };
    const rows = await sql.rows<{ system: string; account_id: string; episode: string; held: boolean }>(
      `select lockout.system, lockout.account_id, lockout.episode, lockout.held
       from ${given('person_id uuid, system text, account_id text, episode text')} as found
       join lockout using (person_id, system, account_id, episode)`,
      [
        toJson(
          detected.map(({ person, system, lockout }) => ({
            person_id: person,
            system,
            account_id: lockout.account.id,
            episode: lockout.lock.episode,
          })),
        ),
      ],
    );
    const keyOf = ({ system, account_id: account, episode }: (typeof rows)[number]) =>
      lockKey({ system, account, episode });
    return { known: new Set(rows.map(keyOf)), held: new Set(rows.filter(({ held }) => held).map(keyOf)) };
  }

  async #due(returning: readonly Returning[], transaction: Transaction): Promise<ReadonlyMap<string, DueState>> {
    if (returning.length === 0) return new Map();
    const rows = await transaction.rows<{ id: string; version: number }>(
      `select effect.id, help_case.version
       from ${given('person_id uuid, id uuid, holder uuid')} as performed
       join effect on effect.person_id = performed.person_id and effect.id = performed.id and effect.finished_at is null
       join help_case on help_case.person_id = effect.person_id and help_case.id = effect.case_id
         and help_case.lease_by = performed.holder`,
      [toJson(returning.map(({ due }) => ({ person_id: due.person, id: due.id, holder: due.holder })))],
    );
    return new Map(rows.map(({ id, version }) => [id, { version }]));
  }

  async #looked(looking: readonly Looking[], transaction: Transaction): Promise<ReadonlyMap<string, CaseInHand>> {
    if (looking.length === 0) return new Map();
    const rows = await transaction.rows<EffectRow>(
      `select ${effectColumns}
       from ${given('person_id uuid, id uuid, holder uuid')} as wanted
       join help_case on help_case.person_id = wanted.person_id and help_case.id = wanted.id
         and help_case.lease_by = wanted.holder
       left join effect on effect.person_id = help_case.person_id and effect.case_id = help_case.id
         and effect.finished_at is null
       order by help_case.id, effect.ordinal`,
      [toJson(looking.map(({ person, case: id, holder }) => ({ person_id: person, id, holder })))],
    );
    return new Map(casesInHand(rows).map((one) => [one.id, one]));
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

/** People, and what is open with each of them, by the database's clock: the same for all replicas. */
const whatIsOpen = `select person.id, person.display_name, person.login, person.email, person.locale,
    clock_timestamp() as at, exists (select from attack where ended_at is null) as attack,
    (select coalesce(jsonb_agg(scope), '[]') from pause) as paused,
    (select coalesce(jsonb_agg(jsonb_build_object('channel', link.channel, 'user', link.user_id, 'locale', link.locale,
           'stale', link.seen_at < now() - interval '1 minute') order by link.seen_at desc), '[]')
       from channel_identity link where link.person_id = person.id) as links,
    (select jsonb_build_object('notices', own.notices, 'language', own.language, 'channel', own.channel)
       from person_setting own where own.person_id = person.id) as settings,
    (select coalesce(jsonb_agg(to_jsonb(own) order by own.system, own.login), '[]') from (
       select account.system, account.account_id, account.login,
         (select count(*) from lockout where lockout.person_id = account.person_id and lockout.system = account.system
            and lockout.account_id = account.account_id
            and lockout.detected_at > clock_timestamp() - interval '24 hours') as lockouts
       from account where account.person_id = person.id) as own) as accounts,
    (select coalesce(jsonb_agg(jsonb_build_object('at', notice.at, 'shadow', notice.shadow)), '[]') from notice where notice.person_id = person.id
       and notice.at > clock_timestamp() - make_interval(secs => $2::float8 / 1000)) as notices,
    helped.open_cases, helped.last_lockout, helped.spoken,
    ${warinessOf({ person: 'person.id', first: 3 })} as wariness
  from person
  cross join lateral (
    select coalesce(jsonb_agg((select to_jsonb(open) from (select ${caseColumns}) as open) order by opened_at)
         filter (where closed_at is null), '[]') as open_cases,
      (array_agg(outcome order by closed_at desc) filter (where closed_at is not null and policy = 'lockout-notification'))[1] as last_lockout,
      (array_agg(locale order by opened_at desc) filter (where written_in is not null
         and opened_at > clock_timestamp() - interval '24 hours'))[1] as spoken
    from help_case where help_case.person_id = person.id) as helped
  where person.id = any($1::uuid[])`;

interface ConversationRow {
  readonly id: string;
  readonly display_name: string;
  readonly login: string;
  readonly email: string | null;
  readonly locale: string | null;
  /** The one used last first. */
  readonly links: readonly (Link & { readonly locale: string | null })[];
  readonly settings: PersonalSettings | null;
  readonly attack: boolean;
  readonly paused: readonly string[];
  readonly at: Date;
  readonly accounts: readonly AccountRow[];
  /** ISO 8601. */
  readonly notices: readonly { readonly at: string; readonly shadow: boolean }[];
  readonly open_cases: readonly CaseRow[];
  readonly last_lockout: string | null;
  readonly wariness: Wariness;
  readonly spoken: string | null;
}

interface AccountRow {
  readonly system: string;
  readonly account_id: string;
  readonly login: string;
  readonly lockouts: number;
}

interface TokenRow {
  readonly hash: string;
  readonly person_id: string;
  readonly case_id: string;
  readonly question_id: string;
  readonly choice: ChoiceName;
  readonly about: readonly string[];
  readonly chosen: Token['chosen'];
  readonly expired: boolean;
  readonly used: boolean;
  readonly answered: boolean;
  readonly used_event: string | null;
}

function token({ person_id, case_id, question_id, used_event, hash: _, ...rest }: TokenRow): Token {
  return { ...rest, person: person_id, case: case_id, question: question_id, usedBy: used_event };
}

interface EventSource {
  readonly source: string;
  readonly id: string;
}

/** The source of what cases hand over: no connector can have this name. */
export const handOverSource = '(hand-over)';

/** The source of reminders. */
export const reminderSource = '(reminder)';

/** An event of a source, as one string. */
export function eventKey(source: string, id: string): string {
  return JSON.stringify([source, id]);
}

/** A lock of an account, as one string. */
export function lockKey(lock: { readonly system: string; readonly account: string; readonly episode: string }): string {
  return JSON.stringify([lock.system, lock.account, lock.episode]);
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
