import type { ConnectorStore } from '@access-account/contract';
import { fakeCall, fakeContext, memoryStore } from '@access-account/testkit';
import fc from 'fast-check';
import { localConnector } from '../src/index.ts';

const request = (key: string) => ({
  key,
  requester: { displayName: 'Alex Example', login: 'alex', email: null },
  subject: 'Account locked',
  description: 'Locked by failed logins.',
});

async function desk(store: ConnectorStore = memoryStore()) {
  const { client } = await localConnector.connect({ displayName: 'Desk' }, fakeContext({ store }));
  const operations = localConnector.operations(client);
  const open = async (key: string) => (await operations['ticket.open'](request(key), fakeCall())).number;
  return { operations, open, client, store };
}

test('numbers start at AA-000001 and go on after a restart', async () => {
  const { open, store } = await desk();
  expect([await open('a'), await open('b'), await open('a')]).toEqual(['AA-000001', 'AA-000002', 'AA-000001']);
  const restarted = await desk(store);
  expect(await restarted.open('c')).toBe('AA-000003');
});

test('however many open at once by however few keys, numbers have no gap and none is given twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 30 }), async (keys) => {
      const { open } = await desk();
      const numbers = await Promise.all(keys.map(async (key) => [key, await open(`key-${key}`)] as const));
      const different = new Set(keys).size;
      const ofKey = new Map(numbers);
      for (const [key, number] of numbers) expect(number).toBe(ofKey.get(key));
      const expected = Array.from({ length: different }, (_, index) => `AA-${String(index + 1).padStart(6, '0')}`);
      expect([...new Set(ofKey.values())].sort()).toEqual(expected);
    }),
  );
});

test('a crash at any write while opening loses no ticket and no number', async () => {
  for (let crashAt = 0; crashAt < 3; crashAt += 1) {
    const store = memoryStore();
    let writes = 0;
    const crashing: ConnectorStore = {
      ...store,
      compareAndSet: async (...write) => {
        if (writes === crashAt) throw new Error('crash');
        writes += 1;
        return store.compareAndSet(...write);
      },
    };
    await expect((await desk(crashing)).open('first')).rejects.toThrow('crash');
    const { open, operations } = await desk(store);
    expect(await open('second')).toBe(crashAt === 0 ? 'AA-000001' : 'AA-000002');
    expect(await open('first')).toBe(crashAt === 0 ? 'AA-000002' : 'AA-000001');
    expect((await operations['ticket.find']({ key: 'first' }, fakeCall()))?.status).toBe('open');
  }
});

test('the history tells what happened, in order and once', async () => {
  const { operations, client, open } = await desk();
  const number = await open('story');
  const ticket = { id: number, number, url: null };
  const note = fakeCall();
  await operations['ticket.note']({ ticket, text: 'Told in the chat.' }, note);
  await operations['ticket.note']({ ticket, text: 'Told in the chat.' }, note);
  await operations['ticket.hand-off']({ ticket, to: 'security', reason: 'This was not the person.' }, fakeCall());
  await operations['ticket.resolve']({ ticket, resolution: 'Looked into.' }, fakeCall());
  const { history, desk: owner, status } = await client.ticketByNumber(number);
  expect(history.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
    'opened: Locked by failed logins.',
    'note: Told in the chat.',
    'handed-off: This was not the person.',
    'resolved: Looked into.',
  ]);
  expect({ owner, status }).toEqual({ owner: 'security', status: 'resolved' });
});

test('EC-18 fifty repeats of one note at the same moment write one line', async () => {
  const { operations, client, open } = await desk();
  const number = await open('race');
  const call = fakeCall();
  const note = () => operations['ticket.note']({ ticket: { id: number, number, url: null }, text: 'Once.' }, call);
  await Promise.all(Array.from({ length: 50 }, note));
  expect((await client.ticketByNumber(number)).history).toHaveLength(2);
});

test('a resolved ticket that is handed off later is open to people again', async () => {
  const { operations, open } = await desk();
  const number = await open('again');
  const ticket = { id: number, number, url: null };
  await operations['ticket.resolve']({ ticket, resolution: 'Unlocked.' }, fakeCall());
  const handedOff = await operations['ticket.hand-off']({ ticket, to: 'security', reason: 'Not me.' }, fakeCall());
  expect(handedOff.status).toBe('handed-off');
});
