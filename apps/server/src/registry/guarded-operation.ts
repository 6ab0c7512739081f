import {
  AmbiguousOutcomeError,
  type Call,
  ConnectorError,
  type ConnectorErrorCode,
  type RateLimitedError,
  type RateLimitScope,
  ResponseInvalidError,
  TimedOutError,
  UnavailableError,
} from '@access-account/contract';
import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
} from 'cockatiel';
import type { Metrics } from '../metrics.ts';
import type { ProviderBudget } from './budget/provider-budget.ts';
import type { Bulkhead } from './bulkhead.ts';
import { LeftAloneError } from './left-alone-error.ts';
import type { ResultShape } from './shapes/result-shape.ts';
import type { Time } from './time.ts';
import { type Turn, turns } from './turn.ts';

export interface GuardOptions<Output> {
  /** The connector's name. */
  readonly system: string;
  readonly operation: string;
  readonly shape: ResultShape<Output>;
  readonly bulkhead: Bulkhead;
  readonly budget: ProviderBudget;
  readonly rateLimitScope: RateLimitScope;
  readonly breaker: CircuitBreakerPolicy;
  readonly metrics: Metrics;
  readonly time: Time;
  /** Whether this server may still change anything: it may have stood still while others took over what it does. */
  readonly mayChange: () => boolean;
  /** From 0 to 1. */
  readonly random?: () => number;
}

export type Operation<Input, Output> = (input: Input, call: Call) => Promise<Output>;

/** Operations that leave everything as it is: an answer that did not come in time changed nothing. */
const reading = /\.(find|read|list|poll|resolve-person)$|^person\.resolve$|^instructions\./;
/** Milliseconds in which any operation must answer, waiting for its turn included. */
export const operationDeadline = 10_000;
/** Milliseconds that a call waits for its turn at a provider whose budget is used up: longer, and whoever asked does better to come again. */
const patience = { urgent: 5000, background: 1000 };
/** Milliseconds a system is left alone that did not answer five times in a row. */
const leftAloneFor = 5000;
/** Tries of a read, and the milliseconds before the second one at most; twice as many before the third. */
const readTries = 3;
const retryWithin = 100;

/** One breaker per connector: after five failures in a row it answers at once for a while, then lets one call through to see. */
export function connectorBreaker(): CircuitBreakerPolicy {
  return circuitBreaker(
    handleWhen(
      (error) => ConnectorError.isInstance(error) && (error.code === 'unavailable' || error.code === 'timed-out'),
    ),
    { breaker: new ConsecutiveBreaker(5), halfOpenAfter: leftAloneFor },
  );
}

/**
 * The one wrapper on every connector call, from the outside in: deadline, retry, bulkhead, budget, breaker, the connector,
 * the shape of its answer. Every try waits for a place and pays for itself; what the budget refuses is no failure of the
 * provider, so it never reaches the breaker. Whatever goes wrong is one of the contract's errors, and counted.
 */
export function guarded<Input, Output>(
  operation: Operation<Input, Output>,
  options: GuardOptions<Output>,
): Operation<Input, Output> {
  const { bulkhead, budget, breaker, time } = options;
  const changes = !reading.test(options.operation);
  // It comes in: a provider that is slow to answer us must not keep us from answering it.
  if (options.operation === 'webhook.receive') {
    return measured(options, (input, call) =>
      withDeadline(call, options, (limited) => ask({ operation, input, call: limited, options, changes })),
    );
  }
  return measured(options, (input, call) =>
    withDeadline(call, options, (limited) => {
      const urgent = call.actor.kind !== 'schedule';
      const { signal } = limited;
      const until = time.now() + operationDeadline;
      const waits = urgent ? patience.urgent : patience.background;
      return retried({ options, signal, tries: changes ? 1 : readTries }, () =>
        bulkhead.run({ urgent, signal, time }, async () => {
          const leave = await budget.leave({ urgent, patience: waits, signal });
          // What may have changed something is finished before anything else begins.
          const turn: Turn = { urgent: urgent || changes, until, leave };
          try {
            if (changes && !options.mayChange()) throw stoodStill(options);
            const result = await breaker.execute(() =>
              turns.run(turn, () => paced(options, () => ask({ operation, input, call: limited, options, changes }))),
            );
            budget.answered(leave);
            return result;
          } catch (error) {
            if (options.rateLimitScope === 'system') budget.failed(leave, error);
            throw error;
          }
        }),
      );
    }),
  );
}

function measured<Input, Output>(
  options: GuardOptions<Output>,
  run: Operation<Input, Output>,
): Operation<Input, Output> {
  return async (input, call) => {
    const stop = options.metrics.connectorCall.startTimer({ connector: options.system, operation: options.operation });
    try {
      const result = await run(input, call);
      stop({ outcome: 'ok' });
      return result;
    } catch (error) {
      // Asked or not: what the connector itself may have done was told apart where it was asked.
      const typed = typedError(error, options, false);
      stop({ outcome: typed.code });
      throw typed;
    }
  };
}

/** Everything inside ends when the time is over, wherever it waits: for its turn, for a place, for the provider. */
async function withDeadline<Output>(
  call: Call,
  options: GuardOptions<Output>,
  run: (call: Call) => Promise<Output>,
): Promise<Output> {
  const over = new AbortController();
  const { signal } = over;
  const callOff = options.time.after(operationDeadline, () => over.abort());
  // By hand: a signal made of others costs several times as much, and more when it is cleared away.
  const onAbort = () => over.abort(call.signal.reason);
  call.signal.addEventListener('abort', onAbort, { once: true });
  if (call.signal.aborted) onAbort();
  try {
    return await run({ ...call, signal });
  } catch (error) {
    // It was still waiting for its turn: nothing was asked.
    throw signal.aborted && error === signal.reason ? late(options, false) : error;
  } finally {
    callOff();
    call.signal.removeEventListener('abort', onAbort);
  }
}

/** Tells the bulkhead how long the system took. */
async function paced<Output>(
  { bulkhead, time }: Pick<GuardOptions<unknown>, 'bulkhead' | 'time'>,
  run: () => Promise<Output>,
): Promise<Output> {
  const begun = time.now();
  try {
    return await run();
  } finally {
    bulkhead.answered(time.now() - begun);
  }
}

interface RetryOptions<Output> {
  readonly options: GuardOptions<Output>;
  readonly signal: AbortSignal;
  readonly tries: number;
}

/**
 * Repeats a read that failed, quickly and twice at most: enough for a connection that was lost, so that nobody is told of
 * trouble that is over. Everything longer is the road's, which knows how to wait, and a change is never repeated here: the
 * road looks at the live state before it tries again. What asked too often is not asked once more.
 */
async function retried<Output>(
  { options, signal, tries }: RetryOptions<Output>,
  run: () => Promise<Output>,
): Promise<Output> {
  const { time, random = Math.random } = options;
  for (let tried = 1; ; tried += 1) {
    try {
      return await run();
    } catch (error) {
      const isPassing =
        ConnectorError.isInstance(error) && (error.code === 'unavailable' || error.code === 'timed-out');
      if (tried >= tries || !isPassing || signal.aborted) throw error;
    }
    await pause({ time, signal, milliseconds: random() * retryWithin * 2 ** (tried - 1) });
  }
}

interface PauseOptions {
  readonly time: Time;
  readonly signal: AbortSignal;
  readonly milliseconds: number;
}

async function pause({ time, signal, milliseconds }: PauseOptions): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const callOff = time.after(milliseconds, resolve);
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    await promise;
  } finally {
    callOff();
    signal.removeEventListener('abort', onAbort);
  }
}

interface AskOptions<Input, Output> {
  readonly operation: Operation<Input, Output>;
  readonly input: Input;
  readonly call: Call;
  readonly options: GuardOptions<Output>;
  readonly changes: boolean;
}

/** Asks the connector. One that ignores the signal is left behind, not waited for. */
async function ask<Input, Output>({
  operation,
  input,
  call,
  options,
  changes,
}: AskOptions<Input, Output>): Promise<Output> {
  // Too late before it began: nothing was asked of the provider.
  if (call.signal.aborted) throw late(options, false);
  const { promise: overdue, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(late(options, changes));
  call.signal.addEventListener('abort', onAbort, { once: true });
  try {
    const answer: unknown = await Promise.race([operation(input, call), overdue]);
    const looked = options.shape(answer);
    if ('problem' in looked) throw nonsense(looked.problem, options, changes);
    return looked.value;
  } catch (error) {
    throw typedError(error, options, changes);
  } finally {
    call.signal.removeEventListener('abort', onAbort);
  }
}

type Asked = Pick<GuardOptions<unknown>, 'system' | 'operation'>;

function late({ system, operation }: Asked, changes: boolean): ConnectorError {
  const said = {
    system,
    summary: `${operation} did not come to an end within ${operationDeadline / 1000} s.`,
    remedy: 'Check that the system is reachable and not overloaded.',
  };
  return changes ? new AmbiguousOutcomeError(said) : new TimedOutError(said);
}

function stoodStill({ system, operation }: Asked): UnavailableError {
  return new UnavailableError({
    system,
    summary: `${operation} was left alone: this server stood still for so long that another one goes on in its place.`,
    remedy: 'Nothing to do; look for what stopped the server where it happens again.',
  });
}

/** A change that is answered with nonsense may have been made all the same. */
function nonsense(problem: string, { system, operation }: Asked, changes: boolean): ConnectorError {
  const said = {
    system,
    summary: `${operation} was answered with something the contract does not know (${problem}).`,
    remedy: 'This is a fault of the connector, or of the provider’s version: report it to the connector’s author.',
  };
  return changes ? new AmbiguousOutcomeError(said) : new ResponseInvalidError(said);
}

function typedError(error: unknown, { system, operation }: Asked, changes: boolean): ConnectorError {
  if (isSound(error)) return error;
  if (error instanceof BrokenCircuitError) return new LeftAloneError(system, leftAloneFor);
  const said = {
    system,
    summary: `${operation} failed in an unexpected way (${error instanceof Error ? error.name : typeof error}).`,
    remedy: 'This is a fault of the connector: report it to its author, with the server’s log.',
    cause: error,
  };
  return changes ? new AmbiguousOutcomeError(said) : new UnavailableError(said);
}

const codes: Readonly<Record<ConnectorErrorCode, true>> = {
  'ambiguous-outcome': true,
  'authentication-failed': true,
  'configuration-invalid': true,
  conflict: true,
  'not-found': true,
  'operation-unsupported': true,
  'permission-denied': true,
  'rate-limited': true,
  'response-invalid': true,
  'timed-out': true,
  unavailable: true,
};
/** Characters of what an error says; milliseconds that it may ask to wait. */
const longestMessage = 4000;
const longestWait = 24 * 60 * 60_000;

/** An error of the contract that says what the road relies on: errors are answers too, and as little trusted. */
function isSound(error: unknown): error is ConnectorError {
  if (!ConnectorError.isInstance(error)) return false;
  const { code, isRetryable, message } = error;
  if (!Object.hasOwn(codes, code) || typeof isRetryable !== 'boolean') return false;
  if (typeof message !== 'string' || message.length > longestMessage) return false;
  if (code !== 'rate-limited') return true;
  const { retryAfter } = error as RateLimitedError;
  return Number.isFinite(retryAfter) && retryAfter >= 0 && retryAfter <= longestWait;
}
