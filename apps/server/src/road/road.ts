import { randomUUID } from 'node:crypto';
import type {
  Actor,
  Call,
  InboundChoice,
  InboundEvent,
  InboundOutcome,
  InboundText,
  Lockout,
  Logger,
  RawRequest,
  RawResponse,
  RefusalReason,
} from '@access-account/contract';
import { render, sentence } from '@access-account/messages';
import type { PolicyEvent } from '@access-account/policies';
import type { Metrics } from '../http/metrics.ts';
import type { Wake } from '../jobs/wake-queue.ts';
import type { Database, Transaction } from '../storage/database.ts';
import { caseOf } from './case-rows.ts';
import type { Converse } from './converse.ts';
import { answerableQuestions, choiceFor, decide, policyFor, takenOver, takeOver } from './decide.ts';
import { Drain, type DueEffect, holdsLease } from './drain.ts';
import type { Conversation, Decision, HelpCase, Person, Token } from './help-case.ts';
import type { Outcome, PerformContext } from './perform.ts';
import type { PerformIdentity } from './perform-identity.ts';
import type { PerformInstructions } from './perform-instructions.ts';
import type { PerformSay } from './perform-say.ts';
import type { PerformTicket } from './perform-ticket.ts';
import type { Receive } from './receive.ts';
import type { Recognise } from './recognise.ts';
import type { Record } from './record.ts';
import type { Understand } from './understand.ts';

export interface RoadStations {
  readonly database: Database;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** This process. */
  readonly replica: string;
  /** Aborted when the product says goodbye: what was begun is finished, nothing new is begun. */
  readonly goodbye: AbortSignal;
  /** Aborted at the very end: whatever is still waiting for an answer is left. */
  readonly signal: AbortSignal;
  readonly unlockEnabled: boolean;
  readonly noticesEnabled: boolean;
  /** Whether everything committed so far is witnessed: without it nothing is performed. */
  readonly auditIsWritten: () => Promise<boolean>;
  readonly receive: Receive;
  readonly recognise: Recognise;
  readonly converse: Converse;
  readonly understand: Understand;
  readonly record: Record;
  readonly identity: PerformIdentity;
  readonly say: PerformSay;
  readonly ticket: PerformTicket;
  readonly instructions: PerformInstructions;
}

/**
 * The product, top to bottom.
 *
 * in:  receive → recognise → converse → understand → decide → record ── one commit ──┐
 * out: perform (identity | ticket | message) ── the outcome is an event ──▶ decide → record
 */
export class Road {
  readonly #stations: RoadStations;
  readonly #drain: Drain;

  constructor(stations: RoadStations) {
    this.#stations = stations;
    this.#drain = new Drain({
      database: stations.database,
      replica: stations.replica,
      goodbye: stations.goodbye,
      perform: (effect) => this.#perform(effect),
    });
  }

  /** In, from a channel: answered once everything in the request is stored. Undefined: there is no such channel. */
  async webhook(channel: string, request: RawRequest): Promise<RawResponse | undefined> {
    const call = this.#call({ kind: 'schedule' });
    const received = await this.#stations.receive.webhook(channel, request, call);
    if (received === undefined) return undefined;
    const outcomes: InboundOutcome[] = [];
    for (const event of received.events) outcomes.push(await this.#inbound(channel, event, call));
    return received.respond(outcomes);
  }

  async #inbound(channel: string, event: InboundEvent, call: Call): Promise<InboundOutcome> {
    const { recognise, understand, metrics } = this.#stations;
    const person = await recognise.channelUser(channel, event.user, call);
    const systems = event.kind === 'text' && person !== undefined ? await understand.systems(call) : [];
    const outcome =
      person === undefined
        ? this.#refuse('unknown-person', 'en')
        : await this.#stations.database.transaction(async (transaction) =>
            event.kind === 'choice'
              ? this.#clicked({ channel, event, person }, transaction)
              : this.#written({ channel, event, person, systems }, transaction),
          );
    metrics.eventsReceived.inc({
      source: channel,
      status: outcome.status === 'refused' ? outcome.reason : outcome.status,
    });
    return outcome;
  }

  /** A button: its token says which case, which question, which choice. No understanding on this path. */
  async #clicked(
    { channel, event, person }: { readonly channel: string; readonly event: InboundChoice; readonly person: Person },
    transaction: Transaction,
  ): Promise<InboundOutcome> {
    const { converse, record } = this.#stations;
    const conversation = await converse.with(person, transaction);
    const token = await converse.token(person, event.token, transaction);
    if (token === undefined) {
      if (await converse.belongsToSomebodyElse(event.token, transaction))
        await this.#auditForeignToken(person, channel, transaction);
      return this.#refuse('unknown-choice', person.locale);
    }
    if (token.usedBy !== null) return { status: 'repeated', event: token.usedBy };
    const asked = await caseOf(person.id, token.case, transaction);
    if (token.used || asked === undefined || asked.closed) return this.#refuse('already-answered', person.locale);

    const eventId = randomUUID();
    await record.once(channel, event.id, eventId, transaction);
    const answered = { ...asked, address: { channel, conversation: event.conversation.id } };
    await this.#answer(
      { conversation, asked: answered, token, event: eventId, values: event.values ?? {} },
      transaction,
    );
    return { status: 'accepted', event: eventId };
  }

  /** Words: an answer to the one open question, or a request for help. */
  async #written(
    {
      channel,
      event,
      person,
      systems,
    }: {
      readonly channel: string;
      readonly event: InboundText;
      readonly person: Person;
      readonly systems: Parameters<Understand['words']>[2];
    },
    transaction: Transaction,
  ): Promise<InboundOutcome> {
    const { converse, record, understand } = this.#stations;
    const eventId = randomUUID();
    const conversation = await converse.with(person, transaction);
    const first = await record.once(channel, event.id, eventId, transaction);
    if (first !== undefined) return { status: 'repeated', event: first };

    const questions = answerableQuestions(conversation);
    const meaning = understand.words(
      event.text,
      questions.map(({ question }) => question),
      systems,
    );
    const address = { channel, conversation: event.conversation.id };
    if (meaning.kind === 'answer') {
      const [asked, ...others] = questions;
      const choice = asked === undefined ? undefined : choiceFor(meaning.answer, asked.question);
      const token =
        asked === undefined || choice === undefined
          ? undefined
          : await converse.tokenOfChoice(person, asked.question, choice, transaction);
      if (asked !== undefined && others.length === 0 && token !== undefined && !token.used) {
        await this.#answer(
          { conversation, asked: { ...asked, address }, token, event: eventId, values: {} },
          transaction,
        );
        return { status: 'accepted', event: eventId };
      }
    }
    const request =
      meaning.kind === 'request'
        ? meaning.request
        : {
            about: questions.length > 1 ? ('which-question' as const) : ('unclear' as const),
            system: null,
            forSomebodyElse: false,
            containedSecret: meaning.containedSecret,
          };
    const asked: PolicyEvent = { type: 'help-asked', request };
    const { system } = request;
    const instructed = system !== null && !system.connected && systems.some(({ name }) => name === system.words);
    const policy = policyFor(request, this.#stations.unlockEnabled, instructed);
    const opened = converse.open(conversation, policy, address);
    const decisions: Decision[] = [
      ...(policy === 'unlock-account' ? takenOver(conversation, request).map((open) => takeOver(open, asked)) : []),
      decide(opened, asked, converse.situation(conversation, opened)),
    ];
    await record.decisions(decisions, conversation.instant, transaction);
    return { status: 'accepted', event: eventId };
  }

  async #answer(
    {
      conversation,
      asked,
      token,
      event,
      values,
    }: {
      readonly conversation: Conversation;
      readonly asked: HelpCase;
      readonly token: Token;
      readonly event: string;
      readonly values: Readonly<globalThis.Record<string, string>>;
    },
    transaction: Transaction,
  ): Promise<void> {
    const { converse, record } = this.#stations;
    const told: PolicyEvent = token.expired
      ? { type: 'choice-expired', choice: token.choice }
      : { type: 'choice-made', choice: token.choice, about: token.about, values };
    await record.answered(conversation.person.id, token.question, token.hash, event, transaction);
    await record.decisions(
      [decide(asked, told, converse.situation(conversation, asked))],
      conversation.instant,
      transaction,
    );
  }

  /** In, from a watch: a lockout enters at `converse`. Told once, whoever reports it how often. */
  async lockout(system: string, lockout: Lockout): Promise<void> {
    const { recognise, converse, record, database } = this.#stations;
    const call = { ...this.#call({ kind: 'schedule' }), signal: this.#stations.goodbye };
    const person = await recognise.account(system, lockout.account, call);
    await database.transaction(async (transaction) => {
      const conversation = await converse.with(person, transaction);
      const isNew = await transaction.run(
        `insert into lockout (person_id, system, account_id, episode) values ($1, $2, $3, $4) on conflict do nothing`,
        [person.id, system, lockout.account.id, lockout.lock.episode],
      );
      if (isNew === 0 || !this.#stations.noticesEnabled) return;
      const subject = `${system}/${lockout.account.id}`;
      const helped = conversation.openCases.find(
        ({ policy, subjects }) => policy === 'unlock-account' && subjects.includes(subject),
      );
      if (helped !== undefined) {
        await record.audit(
          [
            entry(
              person,
              helped.id,
              'lockout-known',
              `${lockout.account.login} was locked out of ${system} and is being helped already.`,
            ),
          ],
          transaction,
        );
        return;
      }
      const open = conversation.openCases.find(({ policy }) => policy === 'lockout-notification');
      const joined = open ?? converse.open(conversation, 'lockout-notification', null);
      const event: PolicyEvent = { type: 'lockout-detected', system, lockout };
      await record.decisions(
        [decide(joined, event, converse.situation(conversation, joined))],
        conversation.instant,
        transaction,
      );
    });
  }

  /** Out: performs what a case has due, in order. */
  async wake({ person, case: helpCase }: Wake): Promise<void> {
    await this.#drain.run(person, helpCase);
  }

  /** The net below the wake-up calls: cases with something due that nobody is at. */
  async sweep(): Promise<void> {
    const due = await this.#stations.database.rows<{ person_id: string; case_id: string }>(
      `select distinct effect.person_id, effect.case_id from effect
       join help_case on help_case.person_id = effect.person_id and help_case.id = effect.case_id
       where effect.status = 'intent' and effect.not_before < clock_timestamp()
         and (help_case.lease_until is null or help_case.lease_until < clock_timestamp()) limit 200`,
    );
    await Promise.all(
      due.map(({ person_id, case_id }) =>
        this.wake({ person: person_id, case: case_id }).catch((error: Error) =>
          this.#stations.logger.warn('a case could not be drained', { case: case_id, reason: error.message }),
        ),
      ),
    );
  }

  async #perform(due: DueEffect): Promise<void> {
    const { database, logger } = this.#stations;
    if (!(await this.#stations.auditIsWritten())) throw new Error('The audit cannot be written: nothing is performed.');
    const context: PerformContext = {
      call: this.#call({ kind: 'person', id: due.person }, due.id),
      logger,
      begin: async () => {
        await database.run(
          'update effect set attempted_at = coalesce(attempted_at, clock_timestamp()) where person_id = $1 and id = $2',
          [due.person, due.id],
        );
      },
    };
    const outcome = await this.#outcome(due, context);
    this.#stations.metrics.effectsFinished.inc({ type: due.effect.type, status: outcome.status });
    await database.transaction((transaction) => this.#settle(due, outcome, transaction));
  }

  #outcome(due: DueEffect, context: PerformContext): Promise<Outcome> {
    const { effect } = due;
    switch (effect.type) {
      case 'identity':
        return this.#stations.identity.perform(due, effect, context);
      case 'ticket':
        return this.#stations.ticket.perform(due, effect, context);
      case 'instructions':
        return this.#stations.instructions.perform(due, effect, context);
      case 'settle':
        return this.#stations.say.settle(due, effect, context);
      case 'timer':
        return Promise.resolve({
          status: 'done',
          event: { type: 'timer-due', timer: effect.timer },
          result: {},
          audit: { kind: 'system', name: 'timer-due', summary: `It is time for “${effect.timer}”.`, detail: {} },
        });
      default:
        return this.#stations.say.say(due, effect, context);
    }
  }

  /** The outcome of an effect is an event: recorded together with what follows from it. */
  async #settle(due: DueEffect, outcome: Outcome, transaction: Transaction): Promise<void> {
    const { converse, record, replica } = this.#stations;
    const [person] = await transaction.rows<{
      display_name: string;
      login: string;
      email: string | null;
      locale: string | null;
    }>('select display_name, login, email, locale from person where id = $1', [due.person]);
    if (person === undefined) return;
    const conversation = await converse.with(
      {
        id: due.person,
        displayName: person.display_name,
        login: person.login,
        email: person.email,
        locale: person.locale ?? 'en',
      },
      transaction,
    );
    // Somebody else holds the case by now and performs this effect again: their outcome counts.
    if (!(await holdsLease(due.person, due.case, replica, transaction))) return;
    const written = await transaction.run(...statement(due, outcome));
    if (written === 0) return;

    // A try that failed like the one before it is no news.
    const isNews = outcome.status !== 'later' || (outcome.error !== null && due.attempts === 0);
    if (isNews) await record.audit([outcomeEntry(due, outcome)], transaction);
    const told = outcome.status === 'later' && due.attempts > 0 ? null : outcome.event;
    if (told === null) return;
    const current = await caseOf(due.person, due.case, transaction);
    if (current === undefined || current.closed) return;
    await record.consequences(
      [decide(current, told, converse.situation(conversation, current))],
      conversation.instant,
      transaction,
    );
  }

  async #auditForeignToken(person: Person, channel: string, transaction: Transaction): Promise<void> {
    await this.#stations.record.audit(
      [
        {
          kind: 'security',
          name: 'foreign-choice-refused',
          summary: `${person.displayName} pressed a button that belongs to somebody else.`,
          person: person.id,
          case: null,
          detail: { channel },
        },
      ],
      transaction,
    );
  }

  #refuse(reason: RefusalReason, locale: string): InboundOutcome {
    const key = {
      'unknown-person': 'person.unknown',
      'unknown-choice': 'question.gone',
      'already-answered': 'question.already-answered',
      invalid: 'question.unreadable',
    } as const;
    return { status: 'refused', reason, message: { text: render(sentence(key[reason]), locale), locale } };
  }

  #call(actor: Actor, idempotencyKey: string = randomUUID()): Call {
    const { logger, signal } = this.#stations;
    return { actor, idempotencyKey, logger, signal };
  }
}

/** How an outcome is written down; a row that is no longer an intent is left alone. */
function statement(due: DueEffect, outcome: Outcome): [string, readonly unknown[]] {
  const at = "where person_id = $1 and id = $2 and status = 'intent'";
  switch (outcome.status) {
    case 'done':
      return [
        `update effect set status = 'done', finished_at = clock_timestamp(), outcome = $3 ${at}`,
        [due.person, due.id, JSON.stringify(outcome.result)],
      ];
    case 'failed':
      return [
        `update effect set status = 'failed', finished_at = clock_timestamp(), outcome = $3 ${at}`,
        [due.person, due.id, JSON.stringify({ code: outcome.error.code })],
      ];
    case 'later':
      return [
        `update effect set attempts = attempts + 1, not_before = clock_timestamp() + make_interval(secs => $3::float8 / 1000) ${at}`,
        [due.person, due.id, outcome.after],
      ];
  }
}

function outcomeEntry(due: DueEffect, outcome: Outcome) {
  const about = { person: due.person, case: due.case };
  if (outcome.status === 'done')
    return { ...outcome.audit, ...about, detail: { effect: due.id, ...outcome.audit.detail } };
  const { error } = outcome;
  const name = outcome.status === 'later' ? 'effect-delayed' : 'effect-failed';
  return {
    ...about,
    kind: 'outcome' as const,
    name,
    summary: error?.message ?? 'Too early.',
    detail: { effect: due.id, type: due.effect.type, code: error?.code ?? null, attempts: due.attempts + 1 },
  };
}

function entry(person: Person, helpCase: string, name: string, summary: string) {
  return { kind: 'event' as const, name, summary, person: person.id, case: helpCase, detail: {} };
}
