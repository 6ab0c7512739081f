import { setTimeout as delay } from 'node:timers/promises';
import type { Actor, Call, Logger } from '@access-account/contract';
import type { HandOver, Prove } from '@access-account/policies';
import type { Metrics } from '../metrics.ts';
import type { Replica } from '../replica.ts';
import { isConnectionLoss } from '../storage/connection-loss.ts';
import { isDeadlock } from '../storage/is-deadlock.ts';
import { isInsisted } from '../storage/is-insisted.ts';
import type { Returned } from './drain.ts';
import { type DueEffect, isJustBegun } from './due-effect.ts';
import type { Entered } from './enter.ts';
import type { Entry, Returning } from './entry.ts';
import type { Outcome } from './outcome.ts';
import { type Lifted, LostCase, type PerformContext } from './perform.ts';
import type { PerformIdentity } from './perform-identity.ts';
import type { PerformInstructions } from './perform-instructions.ts';
import type { PerformPeople } from './perform-people.ts';
import type { PerformSay } from './perform-say.ts';
import type { PerformTicket } from './perform-ticket.ts';
import type { Recognise } from './recognise.ts';
import type { Beginning } from './record.ts';
import { roadCall } from './road-call.ts';
import { stumble } from './stumble.ts';

export interface CarryOutOptions {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly replica: Replica;
  readonly goodbye: AbortSignal;
  readonly signal: AbortSignal;
  readonly auditIsWritten: () => Promise<boolean>;
  readonly onParked: () => void;
  readonly recognise: Recognise;
  readonly identity: PerformIdentity;
  readonly say: PerformSay;
  readonly ticket: PerformTicket;
  readonly instructions: PerformInstructions;
  readonly people: PerformPeople;
  /** In, with what became of an effect or what it hands over; resolves once that is committed. */
  readonly submit: (entry: Entry) => Promise<Entered>;
  /** Commits that a try begins; false: the case is somebody else's by now. */
  readonly begin: (beginning: Beginning) => Promise<boolean>;
}

/** How often, and every how many milliseconds, an outcome is offered to a database that is away. */
const patience = 40;
const retryEvery = 250;

/** The way out: performs an effect and brings its outcome back in as an event. */
export class CarryOut {
  readonly #options: CarryOutOptions;

  constructor(options: CarryOutOptions) {
    this.#options = options;
  }

  /** @throws when what became of it could not be recorded. */
  async perform(due: DueEffect): Promise<Returned> {
    const { auditIsWritten, logger, metrics, replica } = this.#options;
    if (!(await auditIsWritten())) throw new Error('The audit cannot be written: nothing is performed.');
    // Nobody has said anything in this case yet, so nobody waits: a storm of notices stands behind a single click.
    const actor: Actor = due.address === null ? { kind: 'schedule' } : { kind: 'person', id: due.person };
    const call: Call = {
      ...roadCall(actor, this.#options),
      idempotencyKey: due.id,
      repeated: due.attemptedAgo !== null,
    };
    const begin = async (lifted?: Lifted) => {
      // Recorded together with its intent, and performed at once: it began when it was recorded. Whoever waited, stood still, or
      // was taken for dead meanwhile asks first whose the case is: the desk may have heard of it from another replica by now.
      if (due.holder === replica.id && isJustBegun(due, performance.now())) return;
      if (!(await this.#options.begin({ due, lifted }))) throw new LostCase(due.case);
    };
    try {
      const outcome = await this.#outcome(due, { call, logger, begin });
      metrics.effectsFinished.inc({ type: due.effect.type, status: outcome.status });
      return await this.#returned({ kind: 'returning', person: due.person, due, outcome });
    } catch (error) {
      if (error instanceof LostCase) return { version: null, laneGoesOn: false, effects: [], letGo: false };
      logger.warn('what became of an effect is not recorded', { effect: due.id, reason: (error as Error).message });
      throw error;
    }
  }

  /** Records an outcome. Without the database it is kept until that is back; what the policy fails at is tried again, and put aside in the end. */
  async #returned(entry: Returning): Promise<Returned> {
    const { goodbye, logger, replica } = this.#options;
    for (let tries = 0; ; tries += 1) {
      try {
        const returned = (await this.#options.submit(entry)) as Returned;
        if (entry.outcome.status === 'parked') this.#options.onParked();
        return returned;
      } catch (error) {
        const { due, outcome } = entry;
        // Between the look and the writing somebody else took the case: the next look sees it.
        if (isConnectionLoss(error) || isInsisted(error) || isDeadlock(error)) {
          if (tries === patience || goodbye.aborted || due.holder !== replica.id) throw error;
          await delay(retryEvery);
          continue;
        }
        if (outcome.status === 'parked' || (outcome.status === 'later' && outcome.event === null)) throw error;
        logger.error('an outcome could not be recorded', { effect: due.id, reason: (error as Error).message });
        return this.#returned({ ...entry, outcome: stumble(due, error as Error) });
      }
    }
  }

  async #outcome(due: DueEffect, context: PerformContext): Promise<Outcome> {
    try {
      return await this.#performed(due, context);
    } catch (error) {
      if (error instanceof LostCase || isConnectionLoss(error)) throw error;
      context.logger.error('an effect failed in an unexpected way', {
        effect: due.id,
        reason: (error as Error).message,
      });
      return stumble(due, error as Error);
    }
  }

  #performed(due: DueEffect, context: PerformContext): Promise<Outcome> {
    const { identity, ticket, instructions, people, say } = this.#options;
    const { effect } = due;
    switch (effect.type) {
      case 'identity':
        return identity.perform(due, effect, context);
      case 'ticket':
        return ticket.perform(due, effect, context);
      case 'instructions':
        return instructions.perform(due, effect, context);
      case 'people':
        return people.perform(due, effect, context);
      case 'say':
        return say.say(due, effect, context);
      case 'settle':
        return say.settle(due, effect, context);
      case 'hand-over':
        return this.#handOver(due, effect, context);
      case 'prove':
        return this.#proved(due, effect);
      case 'timer':
        return Promise.resolve({
          status: 'done',
          event: { type: 'timer-due', timer: effect.timer },
          result: {},
          audit: { kind: 'system', name: 'timer-due', summary: `It is time for “${effect.timer}”.`, detail: {} },
        });
    }
  }

  /** Opens a case with whoever owns an account. What stays with the same person was opened by the commit that decided it. */
  async #handOver(due: DueEffect, { to, event, owner }: HandOver, { call }: PerformContext): Promise<Outcome> {
    const person = owner === undefined ? due.person : await this.#options.recognise.ownerOf(owner, call);
    // Nobody confirms their own request.
    const isTheirOwn = to === 'approval' && person === due.person;
    if (person === undefined || isTheirOwn) {
      const refused = { type: 'proof-refused', kind: 'manager-approval', because: 'nobody' } as const;
      const summary = `Nobody is known to hand over to: ${to}.`;
      const audit = { kind: 'system', name: 'handed-over', summary, detail: { policy: to } } as const;
      return { status: 'done', event: to === 'approval' ? refused : null, result: {}, audit };
    }
    await this.#options.submit({ kind: 'opening', person, id: due.id, policy: to, event });
    return {
      status: 'done',
      event: null,
      result: {},
      audit: {
        kind: 'system',
        name: 'handed-over',
        summary: `Handed over: ${to}.`,
        detail: { policy: to },
      },
    };
  }

  /** Tells the case that asked. Who gave the proof is whoever's case this is: the gate looks whether they may. */
  async #proved(due: DueEffect, { to, event }: Prove): Promise<Outcome> {
    await this.#options.submit({ kind: 'proven', person: to.person, case: to.case, id: due.id, event, by: due.person });
    return {
      status: 'done',
      event: null,
      result: {},
      audit: {
        kind: 'security',
        name: event.type,
        summary: event.type === 'proof-given' ? 'The request was confirmed.' : 'The request was not confirmed.',
        detail: { case: to.case },
      },
    };
  }
}
