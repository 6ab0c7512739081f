import { fakeClock, silentLogger } from '@access-account/testkit';
import type { Allowance } from '../src/registry/budget/bucket.ts';
import type { ProviderBudget } from '../src/registry/budget/provider-budget.ts';
import { ProviderBudgets } from '../src/registry/budget/provider-budgets.ts';
import { openTestDatabase, type TestDatabase } from './support/database.ts';
import { type FakeTime, fakeTime } from './support/fake-time.ts';
import { onPostgres } from './support/fresh-data.ts';
import { until } from './support/until.ts';

let world: TestDatabase;
beforeAll(async () => {
  world = await openTestDatabase();
}, 60_000);
afterAll(() => world.close());

/** Two servers on one database, and one time for all of them. */
async function replicas(count = 2) {
  const time = fakeTime();
  const clock = fakeClock();
  const opened: ProviderBudgets[] = [];
  for (let index = 0; index < count; index += 1) {
    const database = index === 0 || !onPostgres ? world.database : await world.again();
    opened.push(await ProviderBudgets.open({ database, logger: silentLogger, time, sharedClock: clock }));
  }
  return {
    time,
    budgets: (system: string, allowance: Allowance | null) =>
      Promise.all(opened.map((budgets) => budgets.of(system, allowance))),
    advance: async (milliseconds: number) => {
      clock.advance(milliseconds);
      await time.advance(milliseconds);
    },
    close: () => Promise.all(opened.map((budgets) => budgets.close())),
  };
}

const never = new AbortController().signal;
const asksNow = (budget: ProviderBudget, urgent: boolean) => budget.leave({ urgent, patience: 0, signal: never });
const granted = async (leaves: readonly Promise<unknown>[]) =>
  (await Promise.allSettled(leaves)).filter(({ status }) => status === 'fulfilled').length;

async function one(system: string, allowance: Allowance | null) {
  const servers = await replicas(1);
  const [budget] = await servers.budgets(system, allowance);
  if (budget === undefined) throw new Error('There is no server.');
  return { ...servers, budget };
}

test('two servers together never ask more often than is allowed, in no second, and every click has leave at once', async () => {
  const { budgets, advance, close } = await replicas();
  const both = await budgets('counted', { calls: 50, per: 1000, reserve: 0.2 });
  const calls: number[] = [];
  let refused = 0;
  for (let tick = 0; tick < 60; tick += 1) {
    const flood = both.flatMap((budget) => Array.from({ length: 10 }, () => asksNow(budget, false)));
    const polls = await granted(flood);
    refused += flood.length - polls;
    // Five clicks a second, at one server and the other.
    const clicks = tick % 4 === 0 ? [asksNow(both[(tick / 4) % 2] as ProviderBudget, true)] : [];
    expect(await granted(clicks)).toBe(clicks.length);
    calls.push(...Array.from({ length: polls + clicks.length }, () => tick * 50));
    await advance(50);
  }
  expect(refused).toBeGreaterThan(0);
  expect(calls.length).toBeGreaterThan(60);
  for (const from of calls) expect(calls.filter((at) => at >= from && at < from + 1000).length).toBeLessThanOrEqual(50);
  await close();
});

test('a busy connector asks the database about once in a token’s life, not with every call', async () => {
  const { budget, advance, close } = await one('busy', { calls: 60_000, per: 60_000, reserve: 0 });
  let transactions = 0;
  const { transaction } = world.database;
  world.database.transaction = (work) => {
    transactions += 1;
    return transaction.call(world.database, work) as ReturnType<typeof work>;
  };
  try {
    for (let tick = 0; tick < 100; tick += 1) {
      for (let call = 0; call < 5; call += 1) await asksNow(budget, true);
      await advance(10);
    }
  } finally {
    world.database.transaction = transaction;
  }
  // 500 calls in a second: the chunks grow with what is used.
  expect(transactions).toBeLessThan(40);
  await close();
});

test('what would wait too long is refused at once, with how long it would have been; what can wait gets it in time', async () => {
  const { budget, advance, close } = await one('slow', { calls: 10, per: 60_000, reserve: 0 });
  await asksNow(budget, true);
  await expect(asksNow(budget, true)).rejects.toMatchObject({ code: 'rate-limited', retryAfter: expect.any(Number) });
  const error = await asksNow(budget, true).catch((failure: { retryAfter: number }) => failure);
  const { retryAfter } = error as { retryAfter: number };
  expect(retryAfter).toBeGreaterThan(5000);
  expect(retryAfter).toBeLessThan(7000);
  const waiting = budget.leave({ urgent: true, patience: 8000, signal: never });
  await expect(budget.leave({ urgent: true, patience: 8000, signal: never })).rejects.toMatchObject({
    code: 'rate-limited',
  });
  await advance(retryAfter);
  await expect(waiting).resolves.toMatchObject({ knocks: false });
  await close();
});

test('people go before what has waited longer', async () => {
  const { budget, advance, close } = await one('queue', { calls: 10, per: 10_000, reserve: 0 });
  await asksNow(budget, false);
  const order: string[] = [];
  const poll = budget.leave({ urgent: false, patience: 10_000, signal: never }).then(() => order.push('poll'));
  const click = budget.leave({ urgent: true, patience: 10_000, signal: never }).then(() => order.push('click'));
  await until(async () => {
    await advance(100);
    return order.length === 2;
  });
  expect(order).toEqual(['click', 'poll']);
  await Promise.all([poll, click]);
  await close();
});

test('whoever gives up while waiting leaves the queue, and costs nothing', async () => {
  const { budget, advance, close } = await one('leaving', { calls: 10, per: 10_000, reserve: 0 });
  await asksNow(budget, true);
  const leaving = new AbortController();
  const left = budget.leave({ urgent: true, patience: 5000, signal: leaving.signal });
  const stays = budget.leave({ urgent: true, patience: 5000, signal: never });
  leaving.abort(new Error('gone'));
  await expect(left).rejects.toThrow('gone');
  await advance(1500);
  await expect(stays).resolves.toBeDefined();
  await close();
});

test('a server that stops gives back what it did not use', async () => {
  const { budgets, close } = await replicas();
  const [first, second] = (await budgets('returned', { calls: 1000, per: 60_000, reserve: 0 })) as [
    ProviderBudget,
    ProviderBudget,
  ];
  const tokens = async () => {
    const [row] = await world.database.rows<{ tokens: number }>(
      "select tokens from provider_budget where connector = 'returned'",
    );
    return row?.tokens ?? 0;
  };
  for (let call = 0; call < 4; call += 1) await asksNow(first, false);
  // Chunks of one, two and three; two are left of the last.
  expect(await tokens()).toBe(94);
  await first.close();
  expect(await tokens()).toBe(96);
  await expect(asksNow(first, true)).rejects.toMatchObject({ code: 'rate-limited' });
  await expect(asksNow(second, true)).resolves.toBeDefined();
  await close();
});

describe('when the provider asks for fewer calls', () => {
  /** Waits until the other server has heard. */
  const heard = (budget: ProviderBudget) =>
    until(
      () =>
        asksNow(budget, false).then(
          () => false,
          () => true,
        ),
      'the other server resting',
    );

  test.each([
    ['counted', { calls: 1000, per: 60_000, reserve: 0.2 }],
    ['not counted', null],
  ])(
    '%s: the polls of all servers rest, people knock once a second, and the first answer lets everybody in',
    async (name, allowance) => {
      const { budgets, advance, close } = await replicas();
      const [first, second] = (await budgets(`closing-${name}`, allowance)) as [ProviderBudget, ProviderBudget];
      await Promise.all([asksNow(first, false), asksNow(second, false)]);
      first.learn({ closedFor: 30_000, quietFor: 0 });
      await expect(asksNow(first, false)).rejects.toMatchObject({ code: 'rate-limited' });
      await heard(second);
      // One knock between the two of them.
      const knock = await asksNow(second, true);
      expect(knock.knocks).toBe(true);
      await expect(asksNow(first, true)).rejects.toMatchObject({ code: 'rate-limited' });
      await advance(1000);
      const next = await asksNow(first, true);
      expect(next.knocks).toBe(true);
      first.answered(next);
      await until(
        () =>
          asksNow(second, false).then(
            () => true,
            () => false,
          ),
        'the other server at work again',
      );
      await expect(asksNow(first, false)).resolves.toMatchObject({ knocks: false });
      await close();
    },
  );

  test('a knock that is told to wait again opens nothing', async () => {
    const { budget, advance, close } = await one('again', null);
    budget.learn({ closedFor: 5000, quietFor: 0 });
    const knock = await asksNow(budget, true);
    budget.learn({ closedFor: 60_000, quietFor: 0 });
    budget.answered(knock);
    await advance(10_000);
    await expect(asksNow(budget, false)).rejects.toMatchObject({ code: 'rate-limited' });
    await advance(50_000);
    await expect(asksNow(budget, false)).resolves.toBeDefined();
    await close();
  });

  test('an answer that was on its way when the provider closed opens nothing', async () => {
    const { budget, close } = await one('late', null);
    const early = await asksNow(budget, true);
    budget.learn({ closedFor: 5000, quietFor: 0 });
    budget.answered(early);
    await expect(asksNow(budget, false)).rejects.toMatchObject({ code: 'rate-limited' });
    await close();
  });

  test('what is left of its limit is people’s: polls rest, clicks go on as ever', async () => {
    const { budget, advance, close } = await one('quiet', null);
    budget.learn({ closedFor: 0, quietFor: 30_000 });
    await expect(asksNow(budget, false)).rejects.toMatchObject({ code: 'rate-limited', retryAfter: 30_000 });
    for (let click = 0; click < 20; click += 1) expect((await asksNow(budget, true)).knocks).toBe(false);
    await advance(30_000);
    await expect(asksNow(budget, false)).resolves.toBeDefined();
    await close();
  });

  test('a server that starts meanwhile rests too', async () => {
    const { budgets, time, close } = await replicas(1);
    const [first] = (await budgets('starting', null)) as [ProviderBudget];
    first.learn({ closedFor: 30_000, quietFor: 0 });
    await until(
      async () =>
        (
          await world.database.rows(
            "select 1 from provider_budget where connector = 'starting' and closed_until > 'epoch'",
          )
        ).length > 0,
    );
    const clock = fakeClock();
    const later = await ProviderBudgets.open({
      database: world.database,
      logger: silentLogger,
      time: time as FakeTime,
      sharedClock: clock,
    });
    await expect(asksNow(await later.of('starting', null), false)).rejects.toMatchObject({ code: 'rate-limited' });
    await later.close();
    await close();
  });
});

test('without the database nobody has leave, and it is said why', async () => {
  const { budget, close } = await one('lost', { calls: 10, per: 1000, reserve: 0 });
  const { transaction } = world.database;
  world.database.transaction = () => Promise.reject(new Error('the database is away'));
  try {
    await expect(asksNow(budget, true)).rejects.toMatchObject({ code: 'unavailable', system: 'lost' });
  } finally {
    world.database.transaction = transaction;
  }
  await expect(asksNow(budget, true)).resolves.toBeDefined();
  await close();
});
