import { randomUUID } from 'node:crypto';
import type {
  Actor,
  Call,
  InboundEvent,
  InboundOutcome,
  Lockout,
  Logger,
  RawRequest,
  RawResponse,
} from '@access-account/contract';
import type { Wake } from '../jobs/wake-queue.ts';
import type { Metrics } from '../metrics.ts';
import type { Database, Transaction } from '../storage/database.ts';
import { holdsLease } from './case-lease.ts';
import { caseOf, dueCases } from './case-rows.ts';
import { belongsToSomebody } from './choice-token-rows.ts';
import type { Converse } from './converse.ts';
import type { Decide } from './decide.ts';
import { Drain, type DueEffect } from './drain.ts';
import type { Arrival, Conversation, Person } from './help-case.ts';
import type { Outcome } from './outcome.ts';
import type { PerformContext } from './perform.ts';
import type { PerformIdentity } from './perform-identity.ts';
import type { PerformInstructions } from './perform-instructions.ts';
import type { PerformSay } from './perform-say.ts';
import type { PerformTicket } from './perform-ticket.ts';
import type { Receive } from './receive.ts';
import type { Recognise } from './recognise.ts';
import type { Record } from './record.ts';
import { refusal } from './refusal.ts';
import type { NamedSystem, Understand } from './understand.ts';

export interface RoadStations {
  readonly database: Database;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Aborted when the product says goodbye: what was begun is finished, nothing new is begun. */
  readonly goodbye: AbortSignal;
  /** Aborted at the very end: whatever is still waiting for an answer is left. */
  readonly signal: AbortSignal;
  readonly noticesEnabled: boolean;
  /** Whether everything committed so far is witnessed: without it nothing is performed. */
  readonly auditIsWritten: () => Promise<boolean>;
  readonly receive: Receive;
  readonly recognise: Recognise;
  readonly converse: Converse;
  readonly understand: Understand;
  readonly decide: Decide;
  readonly record: Record;
  readonly identity: PerformIdentity;
  readonly say: PerformSay;
  readonly ticket: PerformTicket;
  readonly instructions: PerformInstructions;
}

interface Inbound {
  readonly channel: string;
  readonly event: InboundEvent;
  readonly person: Person;
  readonly systems: readonly NamedSystem[];
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
    const { database, goodbye } = stations;
    this.#drain = new Drain({ database, goodbye, perform: (effect) => this.#perform(effect) });
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
    const { recognise, understand, database, metrics } = this.#stations;
    const person = await recognise.channelUser(channel, event.user, call);
    const systems = person !== undefined && event.kind === 'text' ? await understand.systems(call) : [];
    const outcome =
      person === undefined
        ? refusal('unknown-person', 'en')
        : await database.transaction((transaction) => this.#arrive({ channel, event, person, systems }, transaction));
    const status = outcome.status === 'refused' ? outcome.reason : outcome.status;
    metrics.eventsReceived.inc({ source: channel, status });
    return outcome;
  }

  /** One commit: what the event belongs to, what follows from it, and the wake-up call for performing that. */
  async #arrive({ channel, event, person, systems }: Inbound, transaction: Transaction): Promise<InboundOutcome> {
    const { converse, decide, record } = this.#stations;
    const conversation = await converse.with(person, transaction);
    const arrival = await this.#understood({ channel, event, person, systems }, conversation, transaction);
    if (arrival.kind === 'repeated') return { status: 'repeated', event: arrival.event };
    if (arrival.kind === 'refused') {
      if (event.kind === 'choice' && (await belongsToSomebody(event.token, transaction))) {
        await record.refusedChoice(person, channel, transaction);
      }
      return refusal(arrival.reason, person.locale);
    }
    const id = randomUUID();
    const first = await record.once({ source: channel, id: event.id, event: id }, transaction);
    if (first !== undefined) return { status: 'repeated', event: first };

    if (arrival.kind === 'answer') await record.answered(person.id, arrival.token, id, transaction);
    const decisions =
      arrival.kind === 'answer' ? decide.answer(arrival, conversation) : decide.request(arrival, conversation);
    await record.decisions(decisions, conversation.instant, transaction);
    return { status: 'accepted', event: id };
  }

  /** A button says by its token what it means: no understanding on that path. */
  async #understood(
    { channel, event, systems }: Inbound,
    conversation: Conversation,
    transaction: Transaction,
  ): Promise<Arrival> {
    const { converse, understand } = this.#stations;
    if (event.kind === 'choice') return converse.click({ conversation, channel, event }, transaction);
    const questions = converse.answerable(conversation).map(({ question }) => question);
    const meaning = understand.words({ text: event.text, questions, systems });
    const instructed = understand.isInstructed(meaning, systems);
    return converse.words({ conversation, channel, event, meaning, instructed }, transaction);
  }

  /** In, from a watch: a lockout enters at `converse`. Told once, whoever reports it how often. */
  async lockout(system: string, lockout: Lockout): Promise<void> {
    const { recognise, converse, decide, record, database, goodbye, noticesEnabled } = this.#stations;
    const call = { ...this.#call({ kind: 'schedule' }), signal: goodbye };
    const person = await recognise.account(system, lockout.account, call);
    await database.transaction(async (transaction) => {
      const conversation = await converse.with(person, transaction);
      const isNew = await record.lockout(person.id, system, lockout, transaction);
      if (!isNew || !noticesEnabled) return;
      await record.decisions(decide.lockout(system, lockout, conversation), conversation.instant, transaction);
    });
  }

  /** Out: performs what a case has due, in order. */
  async wake({ person, case: helpCase }: Wake): Promise<void> {
    await this.#drain.run(person, helpCase);
  }

  /** The net below the wake-up calls: cases with something due that nobody is at. */
  async sweep(): Promise<void> {
    const { database, logger } = this.#stations;
    const swept = (await dueCases(database)).map((due) =>
      this.wake(due).catch((error: Error) => {
        logger.warn('a case could not be drained', { case: due.case, reason: error.message });
      }),
    );
    await Promise.all(swept);
  }

  async #perform(due: DueEffect): Promise<void> {
    const { auditIsWritten, record, logger, metrics, database } = this.#stations;
    if (!(await auditIsWritten())) throw new Error('The audit cannot be written: nothing is performed.');
    const call = this.#call({ kind: 'person', id: due.person }, due.id);
    const outcome = await this.#outcome(due, { call, logger, begin: () => record.begun(due, database) });
    metrics.effectsFinished.inc({ type: due.effect.type, status: outcome.status });
    await database.transaction((transaction) => this.#return(due, outcome, transaction));
  }

  #outcome(due: DueEffect, context: PerformContext): Promise<Outcome> {
    const { identity, ticket, instructions, say } = this.#stations;
    const { effect } = due;
    switch (effect.type) {
      case 'identity':
        return identity.perform(due, effect, context);
      case 'ticket':
        return ticket.perform(due, effect, context);
      case 'instructions':
        return instructions.perform(due, effect, context);
      case 'say':
        return say.say(due, effect, context);
      case 'settle':
        return say.settle(due, effect, context);
      case 'timer':
        return Promise.resolve({
          status: 'done',
          event: { type: 'timer-due', timer: effect.timer },
          result: {},
          audit: { kind: 'system', name: 'timer-due', summary: `It is time for “${effect.timer}”.`, detail: {} },
        });
    }
  }

  /** The outcome of an effect is an event: recorded together with what follows from it. */
  async #return(due: DueEffect, outcome: Outcome, transaction: Transaction): Promise<void> {
    const { recognise, converse, decide, record } = this.#stations;
    // That something is tried again is news once. What is no news changes no case, and waits for nobody.
    const event = outcome.status === 'later' && due.attempts > 0 ? null : outcome.event;
    const conversation =
      event === null ? null : await converse.with(await recognise.known(due.person, transaction), transaction);
    // Somebody else holds the case by now and performs this effect again: their outcome counts.
    if (!(await holdsLease(due, transaction))) return;
    if (!(await record.outcome(due, outcome, transaction))) return;

    if (event === null || conversation === null) return;
    const helped = await caseOf(due.person, due.case, transaction);
    if (helped === undefined || helped.closed) return;
    await record.consequences(decide.outcome(helped, event, conversation), conversation.instant, transaction);
  }

  #call(actor: Actor, idempotencyKey: string = randomUUID()): Call {
    const { logger, signal } = this.#stations;
    return { actor, idempotencyKey, logger, signal };
  }
}
