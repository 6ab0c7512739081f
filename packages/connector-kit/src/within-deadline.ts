import { type Call, TimedOutError } from '@access-account/contract';

export interface DeadlineOptions<Input, Output> {
  /** Who is being asked, for the error. */
  readonly system: string;
  readonly run: (input: Input, call: Call) => Promise<Output>;
}

/**
 * An operation that refuses to begin once the call's deadline has passed: for connectors whose own steps
 * (the store, a file) are too short to be cut off half-way.
 * @throws TimedOutError and nothing was done.
 */
export function withinDeadline<Input, Output>({ system, run }: DeadlineOptions<Input, Output>) {
  return async (input: Input, call: Call): Promise<Output> => {
    if (call.signal.aborted) {
      throw new TimedOutError({
        system,
        summary: 'The deadline of this call has passed; nothing was done.',
        remedy: 'Look for what keeps the product itself this busy.',
        cause: call.signal.reason,
      });
    }
    return run(input, call);
  };
}
