import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { GroupCommit } from '../src/storage/group-commit.ts';

interface Item {
  readonly key: string;
  readonly n: number;
  readonly rank?: number;
  readonly poison?: true;
}

function grouped(commit: (items: readonly Item[]) => Promise<void>, { most = 100, abreast = 1 } = {}) {
  const batches: (readonly Item[])[] = [];
  const group = new GroupCommit<Item, number>({
    keyOf: ({ key }) => key,
    rankOf: ({ rank = 0 }) => rank,
    most,
    abreast,
    commit: async (items) => {
      await commit(items);
      batches.push(items);
      return items.map(({ n }) => n);
    },
  });
  return { group, batches };
}

test('nobody waits for company: a single item is committed at once, and what arrives meanwhile goes together', async () => {
  const first = Promise.withResolvers<void>();
  const { group, batches } = grouped(async ([item]) => {
    if (item?.n === 0) await first.promise;
  });
  const results = [group.submit({ key: 'a', n: 0 })];
  await turn();
  results.push(...[1, 2, 3].map((n) => group.submit({ key: `k${n}`, n })));
  await turn();
  first.resolve();
  expect(await Promise.all(results)).toEqual([0, 1, 2, 3]);
  expect(batches.map((items) => items.map(({ n }) => n))).toEqual([[0], [1, 2, 3]]);
});

test('two commits go side by side where two may, and a third waits until one of them is done', async () => {
  const open = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const begun: number[] = [];
  const { group } = grouped(
    async ([item]) => {
      begun.push(item?.n ?? -1);
      await open[item?.n ?? -1]?.promise;
    },
    { abreast: 2 },
  );
  const results: Promise<number>[] = [];
  for (const n of [0, 1, 2]) {
    results.push(group.submit({ key: `k${n}`, n }));
    await turn();
  }
  expect(begun).toEqual([0, 1]);
  open[1]?.resolve();
  expect(await Promise.all(results.slice(1))).toEqual([1, 2]);
  expect(begun).toEqual([0, 1, 2]);
  open[0]?.resolve();
  expect(await results[0]).toBe(0);
});

test('an item that cannot be committed fails alone', async () => {
  const { group } = grouped(async (items) => {
    if (items.some(({ poison }) => poison)) throw new Error('poison');
  });
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, n) => group.submit({ key: `k${n}`, n, ...(n === 7 ? { poison: true } : {}) })),
  );
  expect(results.flatMap(({ status }, n) => (status === 'rejected' ? [n] : []))).toEqual([7]);
});

test('what another transaction crossed is committed once more, all of it together', async () => {
  let tries = 0;
  const { group, batches } = grouped(async () => {
    tries += 1;
    if (tries < 3) throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
  });
  expect(await Promise.all([1, 2, 3].map((n) => group.submit({ key: `k${n}`, n })))).toEqual([1, 2, 3]);
  expect(batches.map((items) => items.length)).toEqual([3]);
  expect(tries).toBe(3);
});

test('what is crossed again and again fails in the end', async () => {
  const { group } = grouped(async () => {
    throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
  });
  await expect(group.submit({ key: 'a', n: 0 })).rejects.toThrow('deadlock detected');
});

test('without the database nobody is tried alone', async () => {
  let tries = 0;
  const { group } = grouped(async () => {
    tries += 1;
    throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  });
  const results = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => group.submit({ key: `k${n}`, n })));
  expect(results.every(({ status }) => status === 'rejected')).toBe(true);
  expect(tries).toBe(1);
});

test('a lower rank goes first', async () => {
  const first = Promise.withResolvers<void>();
  const { group, batches } = grouped(() => first.promise, { most: 2 });
  const results = [group.submit({ key: 'a', n: 0 })];
  await turn();
  results.push(...[3, 2, 1].map((rank) => group.submit({ key: `k${rank}`, n: rank, rank })));
  first.resolve();
  await Promise.all(results);
  expect(batches.map((items) => items.map(({ n }) => n))).toEqual([[0], [1, 2], [3]]);
});

test('items of one key are committed one after the other, in the order they came, whatever the sizes and the failures', async () => {
  const items = fc.array(
    fc.record({ key: fc.constantFrom('a', 'b', 'c'), rank: fc.integer({ min: 0, max: 2 }), poison: fc.boolean() }),
    { minLength: 1, maxLength: 30 },
  );
  await fc.assert(
    fc.asyncProperty(
      items,
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 3 }),
      async (plan, most, abreast) => {
        const underWay = new Set<string>();
        const { group, batches } = grouped(
          async (together) => {
            const keys = together.map(({ key }) => key);
            expect(new Set(keys).size).toBe(keys.length);
            for (const key of keys) expect(underWay.has(key)).toBe(false);
            for (const key of keys) underWay.add(key);
            await turn();
            for (const key of keys) underWay.delete(key);
            if (together.some(({ poison }) => poison)) throw new Error('poison');
          },
          { most, abreast },
        );
        const results = await Promise.allSettled(
          plan.map(({ key, rank, poison }, n) => group.submit({ key, n, rank, ...(poison ? { poison } : {}) })),
        );
        expect(results.map(({ status }) => status === 'rejected')).toEqual(plan.map(({ poison }) => poison));
        for (const name of ['a', 'b', 'c']) {
          const order = batches.flat().flatMap(({ key, n }) => (key === name ? [n] : []));
          expect(order).toEqual(order.toSorted((a, b) => a - b));
        }
        expect(group.size).toBe(0);
      },
    ),
    { numRuns: 200 },
  );
});
