import { randomUUID } from 'node:crypto';
import type { ConnectContext, InboundEvent, InboundOutcome } from '@access-account/contract';
import { fakeCall } from '@access-account/testkit';
import { emailConnector } from '../src/index.ts';

export interface Listener {
  /** What was delivered, in its order; also what could not be stored. */
  readonly heard: readonly InboundEvent[];
  /** The texts of it. */
  readonly texts: readonly string[];
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

export interface ListenOptions {
  readonly config: object;
  readonly context: ConnectContext;
  /** Answers what becomes of an event; throws where it cannot be stored. */
  readonly outcome?: (event: InboundEvent) => InboundOutcome;
}

/** Connects to a mailbox as the core does, and keeps what comes. */
export async function listen({ config, context, outcome }: ListenOptions): Promise<Listener> {
  const validated = await emailConnector.config['~standard'].validate(config);
  if (validated.issues) throw new Error(JSON.stringify(validated.issues));
  const connection = await emailConnector.connect(validated.value, context);
  const operations = emailConnector.operations(connection.client);
  const leaving = new AbortController();
  const heard: InboundEvent[] = [];
  const { ended } = await operations['event.listen'](
    {
      signal: leaving.signal,
      deliver: async (events) => {
        heard.push(...events);
        return events.map((event) => outcome?.(event) ?? { status: 'accepted', event: randomUUID() });
      },
    },
    fakeCall(),
  );
  return {
    heard,
    get texts() {
      return heard.map((event) => (event.kind === 'text' ? event.text : ''));
    },
    ended,
    stop: async () => {
      leaving.abort();
      await ended;
      await connection.close();
    },
  };
}

/** Waits for something that comes by itself. */
export async function until(holds: () => boolean, what: string): Promise<void> {
  const overdue = Date.now() + 10_000;
  while (!holds()) {
    if (Date.now() > overdue) throw new Error(`${what} did not come about.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
