import type { InboundChoice, InboundText } from '@access-account/contract';
import type { ChoiceName, LinkedAccount, Settings } from '@access-account/policies';
import type { ConnectorRegistry } from '../registry/connector-registry.ts';
import type { Sql, Transaction } from '../storage/database.ts';
import { type CaseRow, caseColumns, caseOf, helpCase } from './case-rows.ts';
import { tokenOf, tokenOfChoice } from './choice-token-rows.ts';
import type { Arrival, Conversation, HelpCase, Meaning, OpenQuestion, Person, TypedAnswer } from './help-case.ts';

export interface ConverseOptions {
  readonly registry: ConnectorRegistry;
  readonly settings: Settings;
}

interface ClickInput {
  readonly conversation: Conversation;
  readonly channel: string;
  readonly event: InboundChoice;
}

interface WordsInput {
  readonly conversation: Conversation;
  readonly channel: string;
  readonly event: InboundText;
  readonly meaning: Meaning;
  readonly instructed: boolean;
}

type AskingCase = HelpCase & { readonly question: OpenQuestion };

/** Typed answers bind to a question that is at most this old, in milliseconds. */
const answerLife = 15 * 60_000;

/** Station 3. Gathers what is open with the person and finds, or opens, the case an event belongs to. Everything of one person happens one after the other. */
export class Converse {
  readonly #options: ConverseOptions;

  constructor(options: ConverseOptions) {
    this.#options = options;
  }

  /** Locks the person for this transaction and reads what is open with them. */
  async with(person: Person, transaction: Transaction): Promise<Conversation> {
    const [now] = await transaction.rows<{ at: Date }>(
      // The database's clock: the same for all replicas.
      'select clock_timestamp() as at from person where id = $1 for update',
      [person.id],
    );
    if (now === undefined) throw new Error(`There is no person ${person.id}.`);
    const { lockoutNotification } = this.#options.settings;
    const instant = now.at.toISOString();
    const since = new Date(now.at.getTime() - Math.max(lockoutNotification.per, lockoutNotification.gap)).toISOString();
    const [accounts, notices, openCases, last] = [
      await this.#accounts(transaction, person.id, instant),
      await transaction.rows<{ at: Date }>('select at from notice where person_id = $1 and at > $2', [
        person.id,
        since,
      ]),
      await transaction.rows<CaseRow>(
        `select ${caseColumns} from help_case where person_id = $1 and closed_at is null order by opened_at`,
        [person.id],
      ),
      await transaction.rows<{ outcome: string }>(
        `select outcome from help_case where person_id = $1 and policy = 'lockout-notification' and closed_at is not null
         order by closed_at desc limit 1`,
        [person.id],
      ),
    ];
    return {
      person,
      instant,
      accounts,
      notices: notices.map(({ at }) => at.toISOString()),
      lastLockoutResolved: last[0]?.outcome === 'unlocked' || last[0]?.outcome === 'self-resolved',
      openCases: openCases.map(helpCase),
    };
  }

  /** A button: its token says which case, which question, which choice. */
  async click({ conversation, channel, event }: ClickInput, sql: Sql): Promise<Arrival> {
    const { person } = conversation;
    const token = await tokenOf(person.id, event.token, sql);
    if (token === undefined) return { kind: 'refused', reason: 'unknown-choice' };
    if (token.usedBy !== null) return { kind: 'repeated', event: token.usedBy };
    const asked = await caseOf(person.id, token.case, sql);
    if (token.used || asked === undefined || asked.closed) return { kind: 'refused', reason: 'already-answered' };
    const address = { channel, conversation: event.conversation.id };
    return { kind: 'answer', case: { ...asked, address }, token, values: event.values ?? {} };
  }

  /** The questions that typed words can answer now. */
  answerable({ openCases, instant }: Conversation): readonly AskingCase[] {
    return openCases.filter((open): open is AskingCase => {
      if (!open.question?.choices.some((choice) => choice === 'yes' || choice === 'cancel')) return false;
      return Date.parse(instant) - Date.parse(open.question.askedAt) <= answerLife;
    });
  }

  /** Words: an answer binds to the one question that is open, anything else is a request of its own. */
  async words({ conversation, channel, event, meaning, instructed }: WordsInput, sql: Sql): Promise<Arrival> {
    const address = { channel, conversation: event.conversation.id };
    if (meaning.kind === 'request') return { kind: 'request', request: meaning.request, address, instructed };
    const [asked, ...others] = this.answerable(conversation);
    const choice = asked === undefined ? undefined : choiceFor(meaning.answer, asked.question);
    if (asked !== undefined && choice !== undefined && others.length === 0) {
      const token = await tokenOfChoice({ person: asked.person, question: asked.question.effect, choice }, sql);
      if (token !== undefined && !token.used) return { kind: 'answer', case: { ...asked, address }, token, values: {} };
    }
    const about = others.length > 0 ? 'which-question' : 'unclear';
    const request = { about, system: null, forSomebodyElse: false, containedSecret: meaning.containedSecret } as const;
    return { kind: 'request', request, address, instructed: false };
  }

  async #accounts(sql: Sql, person: string, instant: string): Promise<readonly LinkedAccount[]> {
    const rows = await sql.rows<{ system: string; account_id: string; login: string; lockouts: string }>(
      `select account.system, account.account_id, account.login,
         (select count(*) from lockout where lockout.person_id = account.person_id and lockout.system = account.system
            and lockout.account_id = account.account_id and lockout.detected_at > $2::timestamptz - interval '24 hours') as lockouts
       from account where account.person_id = $1 order by account.system, account.login`,
      [person, instant],
    );
    return rows.map(({ system, account_id, login, lockouts }) => {
      const connector = this.#options.registry.ready('identity', system);
      return {
        system,
        systemName: connector?.displayName ?? system,
        account: account_id,
        login,
        canUnlock: connector?.operations['account.unlock'] !== undefined,
        lockoutsToday: Number(lockouts),
      };
    });
  }
}

/** The button that typed words mean; undefined where the question has no such button. */
function choiceFor(answer: TypedAnswer, { choices }: OpenQuestion): ChoiceName | undefined {
  const wanted: readonly ChoiceName[] =
    answer === 'no' ? ['no', 'cancel'] : answer === 'cancel' ? ['cancel', 'no'] : [answer];
  return wanted.find((choice) => choices.includes(choice));
}
