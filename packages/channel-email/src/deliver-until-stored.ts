import {
  type ConnectContext,
  ConnectorError,
  type InboundEvent,
  type InboundOutcome,
  type ListenForEventsInput,
} from '@access-account/contract';

export interface DeliverUntilStoredOptions extends Pick<ListenForEventsInput, 'deliver'> {
  readonly context: Pick<ConnectContext, 'store' | 'clock' | 'logger'>;
  readonly events: readonly InboundEvent[];
  /** Aborted when nobody listens any more. */
  readonly signal: AbortSignal;
  /** Waits so many milliseconds, or until nobody listens any more. */
  readonly pause?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** Milliseconds until what could not be stored is tried again: doubled each time, up to the longest. */
const firstPause = 100;
const longestPause = 30_000;
/** Tries, within a minute, before a mail that nothing stands in the way of is put aside. */
const patience = 9;

/** Null: this one alone can be stored by nobody. Undefined: the listening ended before all were stored. */
export async function deliverUntilStored(
  options: DeliverUntilStoredOptions,
): Promise<readonly (InboundOutcome | null)[] | undefined> {
  const { context, deliver, events, signal } = options;
  try {
    return await deliver(events);
  } catch (error) {
    if (signal.aborted) return undefined;
    const reason = (error as Error).message;
    context.logger.warn('mails could not be stored and are tried again, one by one', { reason });
  }
  const outcomes: (InboundOutcome | null)[] = [];
  for (const event of events) {
    const outcome = await storeOne(options, event);
    if (outcome === undefined) return undefined;
    outcomes.push(outcome);
  }
  return outcomes;
}

async function storeOne(
  { context, deliver, signal, pause = wait }: DeliverUntilStoredOptions,
  event: InboundEvent,
): Promise<InboundOutcome | null | undefined> {
  let milliseconds = firstPause;
  for (let tries = 1; !signal.aborted; tries += 1) {
    await pause(milliseconds, signal);
    milliseconds = Math.min(milliseconds * 2, longestPause);
    if (signal.aborted) return undefined;
    try {
      return (await deliver([event]))[0] ?? null;
    } catch (error) {
      if (signal.aborted) return undefined;
      const reason = (error as Error).message;
      context.logger.warn('a mail could not be stored and is tried again', { reason });
      // Everything is there, and still it cannot: one mail must not keep all others out for ever.
      if (tries < patience || ConnectorError.isInstance(error) || !(await canStore(context))) continue;
      context.logger.error('a mail was put aside: it can be stored by nobody', { event: event.id, reason });
      return null;
    }
  }
  return undefined;
}

async function canStore({ store, clock }: DeliverUntilStoredOptions['context']): Promise<boolean> {
  return store.put('probe', clock.now().toISOString()).then(
    () => true,
    () => false,
  );
}

function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, milliseconds);
  signal.addEventListener('abort', () => resolve(), { once: true });
  return promise.finally(() => clearTimeout(timer));
}
