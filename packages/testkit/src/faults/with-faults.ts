import { AmbiguousOutcomeError, type Call, TimedOutError, UnavailableError } from '@access-account/contract';
import type { FaultSchedule } from './fault-schedule.ts';

export interface WithFaultsOptions<Operations extends object> {
  readonly operations: Operations;
  readonly schedule: FaultSchedule;
  /** Who the errors name. */
  readonly system?: string;
}

type Operation = (input: unknown, call: Call) => Promise<unknown>;

/** Operations that change something at the provider: without their answer nobody knows whether they did. */
const changing = new Set([
  'account.unlock',
  'message.send',
  'message.update',
  'ticket.open',
  'ticket.note',
  'ticket.resolve',
  'ticket.hand-off',
]);

/** The same operations, going wrong by the schedule as a real connector would report it: with the contract's own errors. */
export function withFaults<Operations extends object>(options: WithFaultsOptions<Operations>): Operations {
  const { operations, schedule, system = 'Faulty' } = options;
  const faulty = Object.entries(operations).map(([name, operation]: [string, Operation]) => {
    let number = 0;
    const run: Operation = async (input, call) => {
      number += 1;
      const fault = schedule({ operation: name, number });
      if (fault === 'before') throw unavailable(system);
      if (fault === 'hang') await untilDeadline(call.signal);
      const answer = fault === 'hang' ? undefined : await operation(input, call);
      if (fault === null) return answer;
      throw changing.has(name) ? lost(system) : timedOut(system);
    };
    return [name, run] as const;
  });
  return Object.fromEntries(faulty) as Operations;
}

function untilDeadline(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function unavailable(system: string): UnavailableError {
  return new UnavailableError({ system, summary: 'The provider refused the connection.', remedy: 'Wait.' });
}

function lost(system: string): AmbiguousOutcomeError {
  return new AmbiguousOutcomeError({ system, summary: 'The answer was lost.', remedy: 'Read the state back.' });
}

function timedOut(system: string): TimedOutError {
  return new TimedOutError({ system, summary: 'There was no answer in time.', remedy: 'Try again.' });
}
