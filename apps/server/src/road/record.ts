import { randomUUID } from 'node:crypto';
import type { ChoiceName, Effect, Say } from '@access-account/policies';
import type { AuditEntry } from '../audit/audit-entry.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { WakeQueue } from '../jobs/wake-queue.ts';
import type { Transaction } from '../storage/database.ts';
import { choiceLabel } from './choice-label.ts';
import { choiceToken, hashToken } from './choice-token.ts';
import { describe } from './describe.ts';
import type { Decision, HelpCase, OpenQuestion, RecordedEffect } from './help-case.ts';

export interface RecordOptions {
  readonly audit: AuditLog;
  readonly wakes: WakeQueue;
  readonly tokenKey: Buffer;
}

/** How long buttons live, in milliseconds. */
const questionLife = 24 * 60 * 60_000;

/** Effects of one lane are performed in order; lanes do not wait for each other, so that nobody waits for a ticket. */
function laneOf(effect: RecordedEffect): string {
  switch (effect.type) {
    case 'ticket':
      return 'ticket';
    case 'timer':
      return `timer:${effect.timer}`;
    case 'settle':
      return 'card';
    default:
      return 'person';
  }
}

/** Station 6. One transaction: state, effects with their order, audit, wake-up call. Nothing leaves the building before its commit. */
export class Record {
  readonly #options: RecordOptions;

  constructor(options: RecordOptions) {
    this.#options = options;
  }

  /** The event this source sent under this id before; undefined when it is new, and then it is remembered as `event`. */
  async once(source: string, id: string, event: string, transaction: Transaction): Promise<string | undefined> {
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

  /** Marks a question as answered by this button and this event. */
  async answered(
    person: string,
    question: string,
    hash: string,
    event: string,
    transaction: Transaction,
  ): Promise<void> {
    await transaction.run(
      `update choice_token set used_at = clock_timestamp(), used_event = case when hash = $3 then $4::uuid end
       where person_id = $1 and question_id = $2 and used_at is null`,
      [person, question, hash, event],
    );
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

  async audit(entries: readonly AuditEntry[], transaction: Transaction): Promise<void> {
    await this.#options.audit.append(transaction, entries);
  }

  async #decision(
    { case: before, event, state, effects }: Decision,
    instant: string,
    transaction: Transaction,
  ): Promise<boolean> {
    const closing = effects.find((effect) => effect.type === 'close');
    const answered = event.type === 'choice-made' ? event.choice : null;
    const planned = plan(before, effects, answered);
    const recorded = planned.effects.map((effect, index) => ({
      id: randomUUID(),
      ordinal: before.nextOrdinal + index,
      lane: laneOf(effect),
      effect,
    }));
    const asking = recorded.findLast(
      (one): one is typeof one & { readonly effect: Say } =>
        one.effect.type === 'say' && one.effect.question !== undefined,
    );
    const question =
      closing === undefined ? questionAfter(planned.keepsQuestion ? before.question : null, asking, instant) : null;
    const subjects = [
      ...new Set([
        ...before.subjects,
        ...effects.flatMap((effect) => (effect.type === 'identity' ? [`${effect.system}/${effect.account}`] : [])),
      ]),
    ];

    await this.#case(
      { before, state, question, subjects, outcome: closing?.outcome ?? null, effects: recorded.length },
      transaction,
    );
    await transaction.run('insert into case_event (person_id, case_id, ordinal, event) values ($1, $2, $3, $4)', [
      before.person,
      before.id,
      before.version + 1,
      JSON.stringify(event),
    ]);
    for (const one of recorded) {
      if (one.effect.type === 'timer') await this.#cancelTimers(before, one.lane, transaction);
    }
    if (recorded.length > 0) {
      await transaction.run(
        `insert into effect (person_id, id, case_id, ordinal, lane, body, not_before)
         select $1, id, $2, ordinal, lane, body, not_before
         from unnest($3::uuid[], $4::int[], $5::text[], $6::jsonb[], $7::timestamptz[]) as new (id, ordinal, lane, body, not_before)`,
        [
          before.person,
          before.id,
          recorded.map(({ id }) => id),
          recorded.map(({ ordinal }) => ordinal),
          recorded.map(({ lane }) => lane),
          recorded.map(({ effect }) => JSON.stringify(effect)),
          recorded.map(({ effect }) => (effect.type === 'timer' ? effect.at : instant)),
        ],
      );
    }
    if (before.question !== null && !planned.keepsQuestion)
      await this.#closeQuestion(before.person, before.question.effect, transaction);
    if (asking !== undefined && question !== null) await this.#tokens(before, question, instant, transaction);
    for (const { id, effect } of recorded) {
      if (effect.type === 'say' && effect.notice) {
        await transaction.run('insert into notice (person_id, effect_id, at) values ($1, $2, $3)', [
          before.person,
          id,
          instant,
        ]);
      }
    }
    if (closing !== undefined) await this.#cancelTimers(before, 'timer:%', transaction);
    await this.#options.audit.append(
      transaction,
      describe({ case: before, event, recorded, outcome: closing?.outcome ?? null }),
    );
    return recorded.some(({ effect }) => effect.type !== 'timer');
  }

  async #case(
    after: {
      readonly before: HelpCase;
      readonly state: unknown;
      readonly question: OpenQuestion | null;
      readonly subjects: readonly string[];
      readonly outcome: string | null;
      readonly effects: number;
    },
    transaction: Transaction,
  ): Promise<void> {
    const { before, state, question, subjects, outcome, effects } = after;
    const values = [
      before.person,
      before.id,
      JSON.stringify(state),
      question === null ? null : JSON.stringify(question),
      JSON.stringify(subjects),
      before.nextOrdinal + effects,
      outcome,
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
      [person, id, question.effect, JSON.stringify(question.about), expires, hashes, [...question.choices]],
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

/** What is really recorded: the policy's effects, without `close`, and the settling of a question that is no longer open. */
function plan(before: HelpCase, effects: readonly Effect[], answered: ChoiceName | null) {
  const kept = effects.flatMap((effect): readonly RecordedEffect[] => {
    if (effect.type === 'close') return [];
    const replaces = effect.type === 'say' && effect.inPlace === true ? before.question?.effect : undefined;
    return [effect.type === 'say' && replaces !== undefined ? { ...effect, replaces } : effect];
  });
  const says = effects.filter((effect) => effect.type === 'say');
  const asksAgain = says.some(({ question }) => question !== undefined);
  const inPlace = says.some((say) => say.inPlace === true);
  const closes = effects.some(({ type }) => type === 'close');
  const keepsQuestion = answered === null && !asksAgain && !closes && !inPlace;
  if (before.question !== null && !keepsQuestion && !inPlace) {
    kept.unshift({
      type: 'settle',
      question: before.question.effect,
      answer: answered === null ? null : choiceLabel(answered, before.locale),
    });
  }
  return { effects: kept, keepsQuestion };
}

function questionAfter(
  kept: OpenQuestion | null,
  asking: { readonly id: string; readonly effect: Say } | undefined,
  instant: string,
): OpenQuestion | null {
  const question = asking?.effect.question;
  if (asking === undefined || question === undefined) return kept;
  return { effect: asking.id, choices: question.choices, about: question.about, askedAt: instant };
}
