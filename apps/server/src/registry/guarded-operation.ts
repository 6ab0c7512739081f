import {
  AmbiguousOutcomeError,
  type Call,
  ConnectorError,
  type Idempotency,
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

export interface GuardOptions {
  /** The connector's name. */
  readonly system: string;
  readonly operation: string;
  readonly idempotency: Idempotency;
  readonly breaker: CircuitBreakerPolicy;
  readonly metrics: Metrics;
}

type Operation<Input, Output> = (input: Input, call: Call) => Promise<Output>;

/** Operations that leave everything as it is: an answer that did not come in time changed nothing. */
const reading = /\.(find|read|list|poll|resolve-person)$|^person\.resolve$|^instructions\./;
/** Milliseconds in which any operation must answer. */
export const operationDeadline = 10_000;

/** One breaker per connector: after five failures in a row it answers at once for a while, then lets one call through to see. */
export function connectorBreaker(): CircuitBreakerPolicy {
  return circuitBreaker(
    handleWhen(
      (error) => ConnectorError.isInstance(error) && (error.code === 'unavailable' || error.code === 'timed-out'),
    ),
    { breaker: new ConsecutiveBreaker(5), halfOpenAfter: 5000 },
  );
}

/** The one wrapper on every connector call: deadline, breaker, typed errors, metrics. */
export function guarded<Input, Output>(
  operation: Operation<Input, Output>,
  options: GuardOptions,
): Operation<Input, Output> {
  const changes = !reading.test(options.operation);
  return async (input, call) => {
    const stop = options.metrics.connectorCall.startTimer({ connector: options.system, operation: options.operation });
    try {
      const result = await options.breaker.execute(() => within(operation, input, call, options, changes));
      stop({ outcome: 'ok' });
      return result;
    } catch (error) {
      const typed = typedError(error, options, changes);
      stop({ outcome: typed.code });
      throw typed;
    }
  };
}

async function within<Input, Output>(
  operation: Operation<Input, Output>,
  input: Input,
  call: Call,
  options: GuardOptions,
  changes: boolean,
): Promise<Output> {
  const deadline = AbortSignal.timeout(operationDeadline);
  const signal = AbortSignal.any([call.signal, deadline]);
  // Too late before it began: nothing was asked of the provider.
  if (signal.aborted) throw late(options, false);
  const { promise: overdue, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(late(options, changes));
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    // A connector that ignores the signal is left behind, not waited for.
    return await Promise.race([operation(input, { ...call, signal }), overdue]);
  } catch (error) {
    throw typedError(error, options, changes);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function late({ system, operation }: GuardOptions, changes: boolean): ConnectorError {
  const said = {
    system,
    summary: `${operation} did not answer within ${operationDeadline / 1000} s.`,
    remedy: 'Check that the system is reachable and not overloaded.',
  };
  return changes ? new AmbiguousOutcomeError(said) : new TimedOutError(said);
}

function typedError(error: unknown, { system, operation }: GuardOptions, changes: boolean): ConnectorError {
  if (ConnectorError.isInstance(error)) return error;
  if (error instanceof BrokenCircuitError) {
    return new UnavailableError({
      system,
      summary: 'did not answer several times in a row and is left alone for a few seconds.',
      remedy: 'Check that the system is reachable.',
    });
  }
  const said = {
    system,
    summary: `${operation} failed in an unexpected way (${error instanceof Error ? error.name : typeof error}).`,
    remedy: 'This is a fault of the connector: report it to its author, with the server’s log.',
    cause: error,
  };
  return changes ? new AmbiguousOutcomeError(said) : new UnavailableError(said);
}
