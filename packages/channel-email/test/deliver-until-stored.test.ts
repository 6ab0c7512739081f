import { type InboundEvent, UnavailableError } from '@access-account/contract';
import { fakeContext, memoryStore } from '@access-account/testkit';
import { deliverUntilStored } from '../src/deliver-until-stored.ts';

const event = (id: string): InboundEvent => ({
  kind: 'text',
  id,
  user: { id: 'alex@acme.test' },
  conversation: { id: 'alex@acme.test' },
  at: '2026-01-15T09:00:00.000Z',
  text: id,
});
const events = [event('good'), event('bad'), event('last')];
const accepted = ({ id }: InboundEvent) => ({ status: 'accepted' as const, event: id });

interface DeliverOptions {
  readonly store: (event: InboundEvent) => void;
  readonly context?: object;
  readonly signal?: AbortSignal;
}

/** Delivers, and waits for nobody. */
async function deliver({ store, context = {}, signal = new AbortController().signal }: DeliverOptions) {
  const pauses: number[] = [];
  const outcomes = await deliverUntilStored({
    context: fakeContext(context),
    events,
    signal,
    deliver: async (some) => {
      for (const one of some) store(one);
      return some.map(accepted);
    },
    pause: async (milliseconds) => void pauses.push(milliseconds),
  });
  return { outcomes, pauses };
}

test('one mail that can be stored by nobody is put aside after a minute; the others are stored', async () => {
  const { outcomes, pauses } = await deliver({
    store: ({ id }) => {
      if (id === 'bad') throw new Error('This cannot be.');
    },
  });
  expect(outcomes).toEqual([accepted(event('good')), null, accepted(event('last'))]);
  expect(pauses.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(50_000);
});

const lost = new Error('The connection is lost.');
test.each([
  ['a directory', new UnavailableError({ system: 'Okta', summary: 'is away.', remedy: 'Wait.' }), {}],
  ['a database', lost, { store: { ...memoryStore(), put: () => Promise.reject(lost) } }],
])('%s that is away puts nothing aside, however long', async (_name, failure, context) => {
  let tries = 0;
  const { outcomes, pauses } = await deliver({
    context,
    store: () => {
      tries += 1;
      if (tries <= 50) throw failure;
    },
  });
  expect(outcomes).toEqual(events.map(accepted));
  expect(Math.max(...pauses)).toBe(30_000);
});

test('whoever stops listening leaves the rest to whoever listens next', async () => {
  const leaving = new AbortController();
  const { outcomes } = await deliver({
    signal: leaving.signal,
    store: () => {
      leaving.abort();
      throw new Error('The server says goodbye.');
    },
  });
  expect(outcomes).toBeUndefined();
});
