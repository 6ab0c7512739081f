import type { Lockout } from '@access-account/contract';
import type { AuditLog } from '../audit/audit-log.ts';
import type { WakeQueue } from '../jobs/wake-queue.ts';
import type { Sql, Transaction } from '../storage/database.ts';
import { toJson } from '../storage/to-json.ts';
import { choiceToken, hashToken } from './choice-token.ts';
import { describe } from './describe.ts';
import type { DueEffect } from './drain.ts';
import type { Decision, HelpCase, OpenQuestion, Person, Token } from './help-case.ts';
import { describeOutcome, type Outcome, outcomeStatement } from './outcome.ts';
import { type Plan, planOf } from './plan.ts';

/** An event under the id its source gave it. */
export interface SourcedEvent {
  readonly source: string;
  readonly id: string;
  /** Our own id of it. */
  readonly event: string;
}

export interface RecordOptions {
  readonly audit: AuditLog;
  readonly wakes: WakeQueue;
  readonly tokenKey: Buffer;
}

/** How long buttons live, in milliseconds. */
const questionLife = 24 * 60 * 60_000;

/** Station 6. One transaction: state, effects with their order, audit, wake-up call. Nothing leaves the building before its commit. */
export class Record {
  readonly #options: RecordOptions;

  constructor(options: RecordOptions) {
    this.#options = options;
  }

  /** The event this source sent under this id before; undefined when it is new, and then it is remembered as `event`. */
  async once({ source, id, event }: SourcedEvent, transaction: Transaction): Promise<string | undefined> {
    const added = await transaction.run(
      'insert into processed_event (source, id, event_id) values ($1, $2, $3) on conflict (source, id) do nothing',
      [source, id, event],
    );
    if (added === 1) return undefined;
    const [first] = await transaction.rows<{ event_id: string }>(
      'select event_id from processed_event where source = $1 and id = $2',
      [source, id],
    );
    return first?.event_id ?? event;
  }

  /** Uses up the tokens of a question: this button by this event, the others with it. */
  async answered(person: string, { question, hash }: Token, event: string, transaction: Transaction): Promise<void> {
    await transaction.run(
      `update choice_token set used_at = clock_timestamp(), used_event = case when hash = $3 then $4::uuid end
       where person_id = $1 and question_id = $2 and used_at is null`,
      [person, question, hash, event],
    );
  }

  /** Remembers a lock; false when it was known. */
  async lockout(
    person: string,
    system: string,
    { account, lock }: Lockout,
    transaction: Transaction,
  ): Promise<boolean> {
    const added = await transaction.run(
      'insert into lockout (person_id, system, account_id, episode) values ($1, $2, $3, $4) on conflict do nothing',
      [person, system, account.id, lock.episode],
    );
    return added === 1;
  }

  /** Records decisions and wakes their cases. */
  async decisions(decisions: readonly Decision[], instant: string, transaction: Transaction): Promise<void> {
    for (const decision of decisions) {
      const performs = await this.#decision(decision, instant, transaction);
      const { person, id } = decision.case;
      if (performs) await this.#options.wakes.wake(transaction, { person, case: id });
    }
  }

  /** Records what follows from an outcome: whoever performed it goes on with the case anyway, so that nobody is woken. */
  async consequences(decisions: readonly Decision[], instant: string, transaction: Transaction): Promise<void> {
    for (const decision of decisions) await this.#decision(decision, instant, transaction);
  }

  /** Writes down what an effect brought; false when it was settled before. */
  async outcome(due: DueEffect, outcome: Outcome, transaction: Transaction): Promise<boolean> {
    if ((await transaction.run(...outcomeStatement(due, outcome))) === 0) return false;
    const entry = describeOutcome(due, outcome);
    if (entry !== undefined) await this.#options.audit.append(transaction, [entry]);
    return true;
  }

  /** Commits that a try which may change something begins now. */
  async begun({ person, id }: DueEffect, sql: Sql): Promise<void> {
    await sql.run(
      'update effect set attempted_at = coalesce(attempted_at, clock_timestamp()) where person_id = $1 and id = $2',
      [person, id],
    );
  }

  /** Somebody pressed a button that is somebody else's: they are told nothing, the audit is. */
  async refusedChoice({ id, displayName }: Person, channel: string, transaction: Transaction): Promise<void> {
    const summary = `${displayName} pressed a button that belongs to somebody else.`;
    const entry = {
      kind: 'security',
      name: 'choice-refused',
      summary,
      person: id,
      case: null,
      detail: { channel },
    } as const;
    await this.#options.audit.append(transaction, [entry]);
  }

  /** Answers whether there is anything to perform now. */
  async #decision(decision: Decision, instant: string, transaction: Transaction): Promise<boolean> {
    const { case: before, event } = decision;
    const plan = planOf(decision, instant);
    await this.#case(decision, plan, transaction);
    await transaction.run('insert into case_event (person_id, case_id, ordinal, event) values ($1, $2, $3, $4)', [
      before.person,
      before.id,
      before.version + 1,
      toJson(event),
    ]);
    for (const lane of plan.replacedTimers) await this.#cancelTimers(before, lane, transaction);
    await this.#effects(before, plan.effects, transaction);
    if (plan.closedQuestion !== null) await this.#closeQuestion(before.person, plan.closedQuestion, transaction);
    if (plan.askedQuestion !== null) await this.#tokens(before, plan.askedQuestion, instant, transaction);
    for (const notice of plan.notices) {
      const values = [before.person, notice, instant];
      await transaction.run('insert into notice (person_id, effect_id, at) values ($1, $2, $3)', values);
    }
    const { effects: recorded, outcome } = plan;
    await this.#options.audit.append(transaction, describe({ case: before, event, recorded, outcome }));
    return recorded.some(({ effect }) => effect.type !== 'timer');
  }

  async #effects({ person, id }: HelpCase, effects: Plan['effects'], transaction: Transaction): Promise<void> {
    if (effects.length === 0) return;
    await transaction.run(
      `insert into effect (person_id, id, case_id, ordinal, lane, body, not_before)
       select $1, id, $2, ordinal, lane, body, not_before
       from unnest($3::uuid[], $4::int[], $5::text[], $6::jsonb[], $7::timestamptz[]) as new (id, ordinal, lane, body, not_before)`,
      [
        person,
        id,
        effects.map((one) => one.id),
        effects.map(({ ordinal }) => ordinal),
        effects.map(({ lane }) => lane),
        effects.map(({ effect }) => toJson(effect)),
        effects.map(({ notBefore }) => notBefore),
      ],
    );
  }

  async #case({ case: before, state }: Decision, plan: Plan, transaction: Transaction): Promise<void> {
    const values = [
      before.person,
      before.id,
      toJson(state),
      plan.openQuestion === null ? null : toJson(plan.openQuestion),
      toJson(plan.subjects),
      before.nextOrdinal + plan.effects.length,
      plan.outcome,
    ];
    if (before.version === 0) {
      await transaction.run(
        `insert into help_case (person_id, id, state, question, subjects, next_ordinal, outcome, closed_at,
           policy, policy_version, channel, conversation_id, locale)
         values ($1, $2, $3, $4, $5, $6, $7::text, case when $7::text is null then null else clock_timestamp() end, $8, $9, $10, $11, $12)`,
        [
          ...values,
          before.policy,
          before.policyVersion,
          before.address?.channel ?? null,
          before.address?.conversation ?? null,
          before.locale,
        ],
      );
      return;
    }
    const changed = await transaction.run(
      `update help_case set state = $3, question = $4, subjects = $5, next_ordinal = $6, outcome = $7::text,
         closed_at = case when $7::text is null then null else clock_timestamp() end, version = version + 1,
         channel = coalesce($9, channel), conversation_id = coalesce($10, conversation_id)
       where person_id = $1 and id = $2 and version = $8`,
      [...values, before.version, before.address?.channel ?? null, before.address?.conversation ?? null],
    );
    if (changed !== 1) throw new Error(`The case ${before.id} was changed by somebody else.`);
  }

  async #tokens(
    { person, id }: HelpCase,
    question: OpenQuestion,
    instant: string,
    transaction: Transaction,
  ): Promise<void> {
    const hashes = question.choices.map((choice) =>
      hashToken(choiceToken(this.#options.tokenKey, question.effect, choice)),
    );
    const expires = new Date(Date.parse(instant) + questionLife).toISOString();
    await transaction.run(
      `insert into choice_token (person_id, hash, case_id, question_id, choice, about, expires_at)
       select $1, hash, $2, $3, choice, $4, $5 from unnest($6::text[], $7::text[]) as new (hash, choice)`,
      [person, id, question.effect, toJson(question.about), expires, hashes, [...question.choices]],
    );
  }

  async #closeQuestion(person: string, question: string, transaction: Transaction): Promise<void> {
    await transaction.run(
      'update choice_token set used_at = clock_timestamp() where person_id = $1 and question_id = $2 and used_at is null',
      [person, question],
    );
  }

  async #cancelTimers({ person, id }: HelpCase, lane: string, transaction: Transaction): Promise<void> {
    await transaction.run(
      `update effect set status = 'cancelled', finished_at = clock_timestamp()
       where person_id = $1 and case_id = $2 and lane like $3 and status = 'intent'`,
      [person, id, lane],
    );
  }
}
