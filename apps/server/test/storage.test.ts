import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConnectorStore, JsonValue } from '@access-account/contract';
import { memoryStore } from '@access-account/testkit';
import fc from 'fast-check';
import { DatabaseStores } from '../src/storage/database-store.ts';
import { lockDirectory } from '../src/storage/directory-lock.ts';
import { migrations } from '../src/storage/migrations/index.ts';
import { beginningOf } from '../src/storage/process-identity.ts';
import { UncertainCommitError } from '../src/storage/uncertain-commit-error.ts';
import { uuid7 } from '../src/storage/uuid7.ts';
import { openTestDatabase, type TestDatabase } from './support/database.ts';
import { until } from './support/until.ts';

let world: TestDatabase;
beforeAll(async () => {
  world = await openTestDatabase();
}, 60_000);
afterAll(() => world.close());

const temporary = () => mkdtempSync(join(tmpdir(), 'access-account-storage-'));

describe('transactions', () => {
  test('twenty at once, half of which fail: what was committed is there, and nothing else', async () => {
    const { database } = world;
    await database.run('create table balance (amount integer not null)');
    await database.run('insert into balance values (0)');
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        database.transaction(async (transaction) => {
          const [row] = await transaction.rows<{ amount: number }>('select amount from balance for update');
          await transaction.run('update balance set amount = $1', [(row?.amount ?? 0) + 1]);
          if (index % 2 === 1) throw new Error('changed my mind');
        }),
      ),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    expect(await database.rows('select amount from balance')).toEqual([{ amount: 10 }]);
  });

  test('a statement that goes around the open transaction is an error, not a standstill', async () => {
    const { database } = world;
    const around = database.transaction(async () => database.rows('select 1'));
    await expect(around).rejects.toThrow('outside of the transaction');
    await expect(database.transaction(() => database.transaction(async () => undefined))).rejects.toThrow(
      'outside of the transaction',
    );
    expect(await database.rows('select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('a failed statement fails its transaction and leaves the connection well', async () => {
    const { database } = world;
    const failing = database.transaction(async (transaction) => {
      await transaction.run('create table half_done (id integer)');
      await transaction.run('no such statement');
    });
    await expect(failing).rejects.toThrow(/syntax/);
    expect(await database.rows("select 1 from pg_tables where tablename = 'half_done'")).toEqual([]);
  });

  test('statements that do not wait for each other travel together, and one that fails takes all of them back', async () => {
    const { database } = world;
    const [one, two] = await database.transaction((transaction) =>
      Promise.all([
        transaction.rows<{ n: number }>('select $1::int as n', [1]),
        transaction.rows<{ n: number }>('select $1::int as n', [2]),
      ]),
    );
    expect([one, two]).toEqual([[{ n: 1 }], [{ n: 2 }]]);
    const failing = database.transaction(async (transaction) => {
      await Promise.all([
        transaction.run('create table half_done (id integer)'),
        transaction.run('select 1 / $1::int', [0]),
        transaction.run('create table other_half (id integer)'),
      ]);
    });
    await expect(failing).rejects.toThrow(/division by zero/);
    expect(await database.rows("select 1 from pg_tables where tablename in ('half_done', 'other_half')")).toEqual([]);
    // As many as the pool has connections: none of them is the one that was left behind.
    const looks = await Promise.all(Array.from({ length: 16 }, () => database.rows('select 1 as one')));
    expect(looks.flat()).toHaveLength(16);
  });

  test('statements that travel with the commit are part of it, and one that fails takes all of it back', async () => {
    const { database } = world;
    const { travelling } = await database.transaction(async (transaction) => {
      await transaction.run('create table travelled (id integer)');
      return { travelling: transaction.run('insert into travelled select $1::int', [7]) };
    });
    expect(await travelling).toBe(1);
    expect(await database.rows('select id from travelled')).toEqual([{ id: 7 }]);
    let told: unknown;
    const failing = database.transaction(async (transaction) => {
      await transaction.run('drop table travelled');
      transaction.afterCommit(async () => {
        told = 'committed';
      });
      const travelling = transaction.run('select 1 / $1::int', [0]);
      travelling.catch(() => undefined);
      return { travelling };
    });
    await expect(failing).rejects.toThrow(/division by zero/);
    await expect(failing).rejects.not.toBeInstanceOf(UncertainCommitError);
    expect(told).toBeUndefined();
    expect(await database.rows('select id from travelled')).toEqual([{ id: 7 }]);
    await database.run('drop table travelled');
  });

  test('a statement that comes after the commit is refused: it would be outside of the transaction', async () => {
    const { database } = world;
    let late: Promise<unknown> = Promise.resolve();
    await database.transaction(async (transaction) => {
      late = transaction.run('select 1').then(() => transaction.run('select 2'));
      late.catch(() => undefined);
    });
    await expect(late).rejects.toThrow('after the commit');
  });

  test('an error that is swallowed inside a transaction does not pass for a commit', async () => {
    const swallowing = world.database.transaction(async (transaction) => {
      await transaction.run('select 1 / $1::int', [0]).catch(() => undefined);
      return 'committed';
    });
    await expect(swallowing).rejects.toThrow(/division by zero/);
  });

  test('what runs after the commit runs to the end, whichever part of it fails', async () => {
    const ran: string[] = [];
    const committed = world.database.transaction(async (transaction) => {
      transaction.afterCommit(async () => {
        throw new Error('the first failed');
      });
      transaction.afterCommit(async () => {
        ran.push('second');
      });
    });
    await expect(committed).rejects.toThrow('the first failed');
    expect(ran).toEqual(['second']);
    const rolledBack = world.database.transaction(async (transaction) => {
      transaction.afterCommit(async () => {
        ran.push('never');
      });
      throw new Error('rolled back');
    });
    await expect(rolledBack).rejects.toThrow('rolled back');
    expect(ran).toEqual(['second']);
  });
});

describe('notifications', () => {
  test('a rollback at the same moment does not undo a subscription', async () => {
    const { database } = world;
    const heard: string[] = [];
    const rolledBack = database.transaction(async () => {
      throw new Error('rolled back');
    });
    const [stop] = await Promise.all([
      database.listen('test_channel', (payload) => heard.push(payload)),
      rolledBack.catch(() => undefined),
    ]);
    await database.rows("select pg_notify('test_channel', 'hello')");
    await until(() => heard.includes('hello'));
    stop();
    await database.rows("select pg_notify('test_channel', 'unheard'), pg_notify('test_other', '')");
    expect(heard).toEqual(['hello']);
  });

  test('one that was rolled back is never heard, one that was committed is, once', async () => {
    const { database } = world;
    const heard: string[] = [];
    await database.listen('commits', (payload) => heard.push(payload));
    const notify = (payload: string, fails: boolean) =>
      database.transaction(async (transaction) => {
        await transaction.rows("select pg_notify('commits', $1)", [payload]);
        if (fails) throw new Error('rolled back');
      });
    await notify('undone', true).catch(() => undefined);
    await notify('done', false);
    await until(() => heard.length > 0);
    expect(heard).toEqual(['done']);
  });

  test('a listener may use the database', async () => {
    const { database } = world;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    await database.listen('asks_back', () => void database.rows('select 2 as two').then(resolve, reject));
    await database.transaction(async (transaction) => {
      await transaction.rows("select pg_notify('asks_back', '')");
    });
    expect(await promise).toEqual([{ two: 2 }]);
  });
});

describe('the directory’s lock', () => {
  test('turns a second server away, with who holds it and what to do', async () => {
    const holder = spawn('sleep', ['60']);
    await once(holder, 'spawn');
    const directory = temporary();
    writeFileSync(join(directory, 'lock'), `${holder.pid}\n`);
    try {
      expect(() => lockDirectory(directory)).toThrow(`in use by process ${holder.pid}`);
      expect(() => lockDirectory(directory)).toThrow('DATABASE_URL');
    } finally {
      holder.kill();
      await once(holder, 'exit');
    }
    // The holder is dead now: its lock is taken over.
    const { release } = lockDirectory(directory);
    expect(readFileSync(join(directory, 'lock'), 'utf8').split(' ').slice(0, 2)).toEqual([
      String(process.pid),
      hostname(),
    ]);
    release();
    expect(() => statSync(join(directory, 'lock'))).toThrow();
  });

  test('a holder on another host keeps it while it shows life, whatever runs under its number here', () => {
    const directory = temporary();
    const file = join(directory, 'lock');
    writeFileSync(file, `${process.pid} another-host\n`);
    expect(() => lockDirectory(directory)).toThrow(`process ${process.pid} on another-host`);
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(file, longAgo, longAgo);
    lockDirectory(directory).release();
  });

  test.each([
    ['our own', process.pid],
    ['that of somebody here', 1],
    ['that of nobody here', 99_999_999],
  ])(
    'a holder in another container with our host name keeps it while it shows life, whether its number is %s',
    (_, pid) => {
      const directory = temporary();
      const file = join(directory, 'lock');
      writeFileSync(file, `${pid} ${hostname()} another-boot/pid:[1] 100\n`);
      expect(() => lockDirectory(directory)).toThrow(`process ${pid} in another container`);
      expect(() => lockDirectory(directory)).toThrow('after 30 seconds');
      const longAgo = new Date(Date.now() - 60_000);
      utimesSync(file, longAgo, longAgo);
      lockDirectory(directory).release();
    },
  );

  // Only Linux tells when a process began.
  (process.platform === 'linux' ? test : test.skip)(
    'whoever has the number of a dead holder is not taken for it',
    async () => {
      const directory = temporary();
      const file = join(directory, 'lock');
      lockDirectory(directory);
      const ours = readFileSync(file, 'utf8').trim().split(' ');
      const other = spawn('sleep', ['60']);
      await once(other, 'spawn');
      try {
        const beginning = beginningOf(other.pid ?? 0);
        expect(beginning).toMatch(/^\d+$/);
        writeFileSync(file, [other.pid, ours[1], ours[2], beginning].join(' '));
        expect(() => lockDirectory(directory)).toThrow(`in use by process ${other.pid}.`);
        writeFileSync(file, [other.pid, ours[1], ours[2], String(Number(beginning) - 1)].join(' '));
        lockDirectory(directory).release();
      } finally {
        other.kill();
        await once(other, 'exit');
      }
    },
  );

  test('of two who find a dead holder at the same moment one takes it', () => {
    const directory = temporary();
    const [file, taking] = [join(directory, 'lock'), join(directory, 'lock.taking')];
    writeFileSync(file, '99999999');
    writeFileSync(taking, '');
    expect(() => lockDirectory(directory)).toThrow('is being taken by another process');
    expect([readFileSync(file, 'utf8'), readFileSync(taking, 'utf8')]).toEqual(['99999999', '']);
    // Who was killed right then holds nobody up for long.
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(taking, longAgo, longAgo);
    const { release } = lockDirectory(directory);
    expect(() => statSync(taking)).toThrow();
    release();
  });

  test('what another has taken meanwhile is not released', () => {
    const directory = temporary();
    const file = join(directory, 'lock');
    const { release } = lockDirectory(directory);
    writeFileSync(file, '1 another-host\n');
    release();
    expect(readFileSync(file, 'utf8')).toBe('1 another-host\n');
  });

  test.each(['', 'not a number', '-1', '0', '99999999'])('a lock that says “%s” is taken over', (text) => {
    const directory = temporary();
    writeFileSync(join(directory, 'lock'), text);
    lockDirectory(directory).release();
  });
});

test('ids sort by the order in which they were made', () => {
  const ids = Array.from({ length: 10_000 }, () => uuid7());
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

describe('connector stores', () => {
  const key = fc.constantFrom('a', 'a/1', 'a/2', 'a/é', 'a/%', 'a/_', 'b', 'B', '/', 'a//', 'ä');
  const value = fc
    .jsonValue({ maxDepth: 2 })
    .filter((json) => !JSON.stringify(json).includes('\\u0000')) as fc.Arbitrary<JsonValue>;
  const operation = fc.oneof(
    fc.record({ kind: fc.constant('put' as const), key, value }),
    fc.record({ kind: fc.constant('compareAndSet' as const), key, expected: fc.integer({ min: 0, max: 3 }), value }),
    fc.record({ kind: fc.constant('delete' as const), key }),
    fc.record({ kind: fc.constant('get' as const), key }),
    fc.record({
      kind: fc.constant('list' as const),
      prefix: fc.constantFrom('', 'a', 'a/', 'b', 'z', 'a/%'),
      after: fc.option(key, { nil: undefined }),
      limit: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
    }),
  );
  type Operation = typeof operation extends fc.Arbitrary<infer One> ? One : never;

  async function apply(store: ConnectorStore, one: Operation): Promise<unknown> {
    switch (one.kind) {
      case 'put':
        return store.put(one.key, one.value);
      case 'compareAndSet':
        return store.compareAndSet(one.key, one.expected, one.value);
      case 'delete':
        return store.delete(one.key);
      case 'get':
        return store.get(one.key);
      case 'list':
        return store.list(one.prefix, {
          ...(one.after === undefined ? {} : { after: one.after }),
          ...(one.limit === undefined ? {} : { limit: one.limit }),
        });
    }
  }

  test('whatever is done to them, they answer as the one in memory that connectors are tested with', async () => {
    const stores = await DatabaseStores.open(world.database);
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { maxLength: 20 }), async (operations) => {
        run += 1;
        const [stored, remembered] = [stores.of(`model-${run}`), memoryStore()];
        for (const one of operations) expect(await apply(stored, one)).toEqual(await apply(remembered, one));
      }),
      { numRuns: 60 },
    );
  });

  test('a value with a NUL in it is kept, with a mark in its place', async () => {
    const store = (await DatabaseStores.open(world.database)).of('nul');
    await store.put('key', { name: 'a\0b', text: String.raw`a\u0000b` });
    expect((await store.get('key'))?.value).toEqual({ name: 'a\ufffdb', text: String.raw`a\u0000b` });
  });

  test('one connector never sees another’s', async () => {
    const stores = await DatabaseStores.open(world.database);
    await stores.of('mine').put('key', 'mine');
    expect(await stores.of('theirs').get('key')).toBeUndefined();
    expect(await stores.of('theirs').list('')).toEqual([]);
    expect(await stores.of('theirs').compareAndSet('key', 0, 'theirs')).toBe(true);
    expect((await stores.of('mine').get('key'))?.value).toBe('mine');
  });

  test('of twenty who write at once by compare-and-set, one wins', async () => {
    const store = (await DatabaseStores.open(world.database)).of('race');
    await store.put('count', 0);
    const won = await Promise.all(Array.from({ length: 20 }, (_, index) => store.compareAndSet('count', 1, index)));
    expect(won.filter(Boolean)).toHaveLength(1);
  });

  test('two servers that write the same keys at once, each in another order, do not stand in each other’s way', async () => {
    const keys = Array.from({ length: 100 }, (_, index) => `key-${index}`);
    const [here, there] = await Promise.all(
      [world.database, world.database.embedded ? world.database : await world.again()].map((one) =>
        DatabaseStores.open(one),
      ),
    );
    const [mine, theirs] = [here?.of('both'), there?.of('both')];
    for (let version = 0; version < 20; version += 1) {
      const won = await Promise.all([
        ...keys.map((key) => mine?.compareAndSet(key, version, 'mine')),
        ...keys.toReversed().map((key) => theirs?.compareAndSet(key, version, 'theirs')),
      ]);
      expect(won.filter(Boolean)).toHaveLength(keys.length);
    }
    // PostgreSQL breaks such a circle after a second, and whoever lost tries again.
    const [seen] = await world.database.rows<{ circles: string }>(
      'select deadlocks as circles from pg_stat_database where datname = current_database()',
    );
    expect(Number(seen?.circles)).toBe(0);
  });

  test('who watches a prefix hears of its changes and of no others', async () => {
    const store = (await DatabaseStores.open(world.database)).of('watched');
    const heard: string[] = [];
    const stop = store.watch('a/', (changed) => heard.push(changed));
    await store.put('b', 1);
    await store.put('a/ one', 1);
    await store.compareAndSet('a/ one', 9, 2);
    await store.compareAndSet('a/ one', 1, 2);
    await store.delete('a/ one');
    await until(() => heard.length === 3);
    stop();
    await store.put('a/two', 1);
    expect(heard).toEqual(['a/ one', 'a/ one', 'a/ one']);
  });
});

test('the migrations leave nothing behind when they are taken back, and can be made again', async () => {
  const { database } = world;
  const all = migrations.map((Migration) => new Migration());
  const tables = async () =>
    (
      await database.rows<{ name: string }>(
        "select tablename as name from pg_tables where schemaname = 'public' order by 1",
      )
    ).map(({ name }) => name);
  const before = await tables();
  const runner = { query: (statement: string) => database.run(statement) } as never;
  for (const migration of all.toReversed()) await migration.down(runner);
  expect((await tables()).filter((name) => !['balance', 'migrations'].includes(name))).toEqual([]);
  for (const migration of all) await migration.up(runner);
  expect(await tables()).toEqual(before);
});
