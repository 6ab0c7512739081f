import { randomUUID } from 'node:crypto';
import {
  type ChoiceName,
  type LinkedAccount,
  type PolicyId,
  policies,
  type Settings,
  type Situation,
} from '@access-account/policies';
import type { ConnectorRegistry } from '../registry/connector-registry.ts';
import type { Sql, Transaction } from '../storage/database.ts';
import { type CaseRow, caseColumns, helpCase } from './case-rows.ts';
import { hashToken } from './choice-token.ts';
import type { Address, Conversation, HelpCase, OpenQuestion, Person, Token } from './help-case.ts';

export interface ConverseOptions {
  readonly registry: ConnectorRegistry;
  readonly settings: Settings;
}

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

  /** What the policy of this case may know. */
  situation({ person, instant, accounts, notices, lastLockoutResolved }: Conversation, { id }: HelpCase): Situation {
    const { settings } = this.#options;
    return {
      instant,
      case: id,
      person: { displayName: person.displayName },
      accounts,
      notices,
      lastLockoutResolved,
      settings,
    };
  }

  /** A new case, stored by `record`. */
  open(conversation: Conversation, policy: PolicyId, address: Address | null): HelpCase {
    const { id, version, initial } = policies[policy];
    return {
      id: randomUUID(),
      person: conversation.person.id,
      policy: id,
      policyVersion: version,
      state: initial,
      version: 0,
      nextOrdinal: 1,
      question: null,
      subjects: [],
      address,
      locale: conversation.person.locale,
    };
  }

  /** The token of this person; another person's token is as unknown as one that never was. */
  async token(person: Person, token: string, sql: Sql): Promise<Token | undefined> {
    const hash = hashToken(token);
    const [row] = await sql.rows<{
      case_id: string;
      question_id: string;
      choice: ChoiceName;
      about: readonly string[];
      expired: boolean;
      used: boolean;
      used_event: string | null;
    }>(
      `select case_id, question_id, choice, about, expires_at <= clock_timestamp() as expired, used_at is not null as used, used_event
       from choice_token where person_id = $1 and hash = $2`,
      [person.id, hash],
    );
    if (row === undefined) return undefined;
    const { case_id, question_id, used_event, ...rest } = row;
    return { ...rest, hash, case: case_id, question: question_id, usedBy: used_event };
  }

  /** Whether the token belongs to somebody else: only the audit is told. */
  async belongsToSomebodyElse(token: string, sql: Sql): Promise<boolean> {
    const [row] = await sql.rows('select 1 from choice_token where hash = $1 limit 1', [hashToken(token)]);
    return row !== undefined;
  }

  /** The token of a choice of an open question, for an answer that was typed. */
  async tokenOfChoice(
    person: Person,
    question: OpenQuestion,
    choice: ChoiceName,
    sql: Sql,
  ): Promise<Token | undefined> {
    const [row] = await sql.rows<{
      hash: string;
      case_id: string;
      about: readonly string[];
      expired: boolean;
      used: boolean;
    }>(
      `select hash, case_id, about, expires_at <= clock_timestamp() as expired, used_at is not null as used
       from choice_token where person_id = $1 and question_id = $2 and choice = $3`,
      [person.id, question.effect, choice],
    );
    if (row === undefined) return undefined;
    const { case_id, ...rest } = row;
    return { ...rest, case: case_id, question: question.effect, choice, usedBy: null };
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
