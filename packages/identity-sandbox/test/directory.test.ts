import { fakeCall, fakeContext, memoryStore } from '@access-account/testkit';
import fc from 'fast-check';
import { sandboxConnector } from '../src/index.ts';
import { sandboxConfig } from '../src/sandbox-config.ts';
import { afterReset, afterWrongTry, cleanRecord, lockAt } from '../src/sign-in-record.ts';
import { sandboxWorld } from './sandbox-world.ts';

test('people are found by id, login and e-mail, whatever the case, and strangers are not', async () => {
  const { operations, account } = await sandboxWorld();
  const find = operations['account.find'];
  const alex = await account('alex');
  expect(alex).toMatchObject({ login: 'alex', displayName: 'Alex Example', email: 'alex@acme.test', locale: null });
  expect(await find({ by: 'id', value: alex.id }, fakeCall())).toEqual([alex]);
  expect(await find({ by: 'login', value: 'ALEX' }, fakeCall())).toEqual([alex]);
  expect(await find({ by: 'email', value: 'Alex@Acme.test' }, fakeCall())).toEqual([alex]);
  for (const value of ['', 'al', '*', 'alex@acme', 'a\0b', 'x'.repeat(10_000), `alex@acme.test/${alex.id}`]) {
    for (const by of ['id', 'login', 'email'] as const) expect(await find({ by, value }, fakeCall())).toEqual([]);
  }
});

test('EC-23 two people with one address are both answered', async () => {
  const person = { displayName: 'Reception', email: 'desk@acme.test', password: 'front-desk' };
  const { operations } = await sandboxWorld({
    people: [
      { ...person, login: 'one' },
      { ...person, login: 'two' },
    ],
  });
  const found = await operations['account.find']({ by: 'email', value: 'desk@acme.test' }, fakeCall());
  expect(found.map(({ login }) => login).sort()).toEqual(['one', 'two']);
});

test('two servers that start at the same moment seed each person once, and a restart changes nobody', async () => {
  const store = memoryStore();
  const config = sandboxConfig.parse({ passwordHashCost: 10 });
  const connect = () => sandboxConnector.connect(config, fakeContext({ store }));
  await Promise.all([connect(), connect()]);
  const before = await store.list('');
  await connect();
  expect(await store.list('')).toEqual(before);
  expect(await store.list('person/')).toHaveLength(config.people.length);
});

test('no password is kept as it is', async () => {
  const { context, config, lock } = await sandboxWorld({ passwordHashCost: undefined });
  await lock('alex');
  const everything = JSON.stringify(await context.store.list(''));
  for (const { password } of config.people) expect(everything).not.toContain(password);
  expect(everything).toContain('scrypt$16384$8$1$');
});

test('check speaks of every operation', async () => {
  const { check, operations } = await sandboxWorld();
  const diagnostics = await check(fakeCall());
  expect(diagnostics.map(({ operation }) => operation)).toEqual(Object.keys(operations));
  expect(diagnostics.every(({ severity }) => severity === 'ok')).toBe(true);
});

test('whatever the order of tries, unlocks and waiting, a lock holds only after enough wrong tries in a row', () => {
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.constant('wrong' as const) },
    fc.constant('reset' as const),
    fc.integer({ min: 1, max: 40_000 }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 6 }), (steps, lockAfter) => {
      const rule = { lockAfter, lockFor: 30_000 };
      let now = 0;
      let record = cleanRecord;
      let row = 0;
      let lockedUntil = 0;
      for (const each of steps) {
        if (typeof each === 'number') now += each;
        else if (each === 'reset') {
          record = afterReset(record);
          row = 0;
          lockedUntil = 0;
        } else {
          if (now >= lockedUntil) {
            if (lockedUntil > 0) row = 0;
            lockedUntil = 0;
            row += 1;
            if (row === lockAfter) lockedUntil = now + rule.lockFor;
          }
          record = afterWrongTry(record, { now: new Date(now), rule });
        }
        expect(lockAt(record, new Date(now)) !== null).toBe(now < lockedUntil);
      }
    }),
  );
});
