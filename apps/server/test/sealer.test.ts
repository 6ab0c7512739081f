import { createSecretKey } from 'node:crypto';
import type { Logger } from '@access-account/contract';
import { silentLogger } from '@access-account/testkit';
import { AuditLog, positionMac, rowMac } from '../src/audit/audit-log.ts';
import { verifyAudit } from '../src/audit/verify-audit.ts';
import { auditBook, type Book, closeBooks, key, openBook } from './support/audit-book.ts';
import { openTestDatabase, type TestDatabase } from './support/database.ts';
import { onPostgres } from './support/fresh-data.ts';
import { until } from './support/until.ts';

let world: TestDatabase;
beforeAll(async () => {
  world = await openTestDatabase();
}, 60_000);
afterAll(() => world.close());
afterEach(closeBooks);

const sql = (statement: string, ...parameters: unknown[]) => world.database.run(statement, parameters);
const heads = async () =>
  (await world.database.rows<{ n: string }>('select n from audit_position order by n')).map(({ n }) => Number(n));
const waiting = async () => (await world.database.rows('select 1 from audit_unsealed')).length;

interface Told {
  readonly logger: Logger;
  readonly errors: readonly (readonly [string, unknown])[];
}

function listening(): Told {
  const errors: (readonly [string, unknown])[] = [];
  return { logger: { ...silentLogger, error: (message, fields) => errors.push([message, fields]) }, errors };
}

/** Two servers on one audit; the second has sealed what came after the first one's head. */
async function twoServers(logger?: Logger): Promise<{ readonly first: Book; readonly second: Book }> {
  const { database } = world;
  const first = await auditBook({ database, entries: 4, unsealed: 2, ...(logger === undefined ? {} : { logger }) });
  const second = await openBook({ database });
  expect(await second.sealer.seal()).toBe(2);
  expect(first.witness.head?.n).toBe('2');
  expect(second.witness.head?.n).toBe('4');
  return { first, second };
}

describe('sealing', () => {
  test('what was written is sealed once, in its order, and the head is witnessed', async () => {
    const { sealer, write, witness } = await auditBook({ database: world.database, entries: 0, unsealed: 0 });
    expect(await sealer.seal()).toBe(0);
    await write(3);
    expect(await sealer.seal()).toBe(3);
    expect(await sealer.seal()).toBe(0);
    expect(await heads()).toEqual([1, 2, 3]);
    expect(witness.head?.n).toBe('3');
    const ids = await world.database.rows('select id from audit order by id');
    expect(await world.database.rows('select id from audit_position order by n')).toEqual(ids);
  });

  test('a thousand at a time', async () => {
    const { sealer, writeAtOnce, verify } = await auditBook({ database: world.database, entries: 0, unsealed: 0 });
    await writeAtOnce(1001);
    expect(await sealer.seal()).toBe(1000);
    expect(await sealer.seal()).toBe(1);
    expect(await verify()).toEqual([]);
  });

  // The embedded database has one opener, and so one who seals.
  (onPostgres ? test : test.skip)('while another server seals, this one leaves it to that one', async () => {
    const { database, again } = world;
    const { sealer, write } = await auditBook({ database, entries: 0, unsealed: 0 });
    await write(1);
    const other = await again();
    const [taken, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const sealing = other.transaction(async (transaction) => {
      await transaction.rows('select pg_advisory_xact_lock($1)', [0x5ea1]);
      taken.resolve();
      await over.promise;
    });
    await taken.promise;
    expect(await sealer.seal()).toBe(0);
    over.resolve();
    await sealing;
    expect(await sealer.seal()).toBe(1);
  });

  test('an entry that is gone before it was sealed is not sealed', async () => {
    const { sealer, ids } = await auditBook({ database: world.database, entries: 3, unsealed: 1 });
    await sql('delete from audit where id = $1', ids[2]);
    expect(await sealer.seal()).toBe(0);
    expect(await heads()).toEqual([1, 2]);
  });
});

describe('two servers', () => {
  test('each goes on after the other', async () => {
    const { first, second } = await twoServers();
    await first.write(1);
    expect(await first.sealer.seal()).toBe(1);
    await second.write(1);
    expect(await second.sealer.seal()).toBe(1);
    expect([first.sealer.broken, second.sealer.broken]).toEqual([null, null]);
    expect(await heads()).toEqual([1, 2, 3, 4, 5, 6]);
    expect([await first.verify(), await second.verify()]).toEqual([[], []]);
  });

  test.each([
    [
      'the head that was witnessed is another',
      'update audit_position set mac = reverse(mac) where n = 2',
      'position 2 is not the one that was sealed',
    ],
    [
      'the head that was witnessed is gone, and later ones are there',
      'delete from audit_position where n = 2',
      'position 2 is not the one that was sealed',
    ],
    [
      'a later link is another',
      'update audit_position set mac = reverse(mac) where n = 3',
      'position 3 does not follow from the one before it',
    ],
    [
      'the last link is another',
      'update audit_position set mac = reverse(mac) where n = 4',
      'position 4 does not follow from the one before it',
    ],
    [
      'a row behind a later link is gone',
      'delete from audit where id = (select id from audit_position where n = 3)',
      'position 3 does not follow from the one before it',
    ],
    [
      'a link is missing in between',
      'delete from audit_position where n = 3',
      'position 4 does not follow from the one before it',
    ],
    [
      'the end is missing',
      'delete from audit_position where n > 1',
      'position 2 was sealed, and the database ends at 1',
    ],
    ['all of it is missing', 'delete from audit_position', 'position 2 was sealed, and the database ends at 0'],
  ])('where %s, sealing stops, and says so', async (_, harm, problem) => {
    const { logger, errors } = listening();
    const { first } = await twoServers(logger);
    await sql(harm);
    const before = await heads();
    await first.write(1);
    expect(await first.sealer.seal()).toBe(0);
    expect(first.sealer.broken).toBe(problem);
    expect(errors).toEqual([['the audit chain is not the one that was witnessed', { reason: problem }]]);
    // A human must look: it does not go on, and does not say it again.
    expect(await first.sealer.seal()).toBe(0);
    expect(errors).toHaveLength(1);
    expect(await heads()).toEqual(before);
  });

  test('the same position with another MAC is another chain', async () => {
    const { sealer, write } = await auditBook({ database: world.database, entries: 2, unsealed: 0 });
    await sql('update audit_position set mac = reverse(mac) where n = 2');
    await write(1);
    expect(await sealer.seal()).toBe(0);
    expect(sealer.broken).toBe('position 2 is not the one that was sealed');
  });

  test('a server that has witnessed nothing believes the database', async () => {
    const { database } = world;
    await auditBook({ database, entries: 2, unsealed: 0 });
    const late = await openBook({ database });
    await late.write(1);
    expect(await late.sealer.seal()).toBe(1);
    expect(late.sealer.broken).toBeNull();
  });

  test('what others sealed long after our head is compared as well', async () => {
    const { database } = world;
    const first = await auditBook({ database, entries: 1, unsealed: 0 });
    const second = await openBook({ database });
    await second.writeAtOnce(1500);
    while ((await second.sealer.seal()) > 0);
    await sql('update audit_position set mac = reverse(mac) where n = 1500');
    await first.write(1);
    expect(await first.sealer.seal()).toBe(0);
    expect(first.sealer.broken).toBe('position 1500 does not follow from the one before it');
  });

  test('what others sealed is compared a batch at a time, however much that is', async () => {
    const { database } = world;
    const pages: number[] = [];
    const transaction = database.transaction.bind(database);
    const counting = Object.assign(Object.create(database) as typeof database, {
      rows: database.rows.bind(database),
      run: database.run.bind(database),
      transaction: (run: Parameters<typeof transaction>[0]) =>
        transaction((inside) =>
          run({
            rows: async <Row>(statement: string, parameters?: readonly unknown[]) => {
              const rows = await inside.rows<Row>(statement, parameters);
              pages.push(rows.length);
              return rows;
            },
            run: (statement, parameters) => inside.run(statement, parameters),
            afterCommit: (after) => inside.afterCommit(after),
          }),
        ),
    });
    const first = await auditBook({ database: counting, entries: 1, unsealed: 0 });
    const second = await openBook({ database });
    await second.writeAtOnce(2500);
    while ((await second.sealer.seal()) > 0);
    await first.write(1);
    expect(await first.sealer.seal()).toBe(1);
    expect(pages.reduce((sum, rows) => sum + rows)).toBeGreaterThan(2500);
    expect(Math.max(...pages)).toBe(1000);
    expect(first.sealer.broken).toBeNull();
  });
});

describe('a server that is started again', () => {
  /** Cuts everything behind a position off, in whatever speaks of it. */
  const cut = async (n: number) => {
    const after = 'select id from audit_position where n > $1';
    await sql(`delete from audit where id in (${after})`, n);
    await sql('delete from audit_position where n > $1', n);
  };

  test('knows what earlier ones and others on its volume saw sealed: no end is cut off meanwhile', async () => {
    const { database } = world;
    const earlier = await auditBook({ database, entries: 2, unsealed: 0 });
    const other = await openBook({ database });
    await other.write(2);
    expect(await other.sealer.seal()).toBe(2);
    await cut(2);
    const { logger, errors } = listening();
    const again = await openBook({ database, logger, others: [other.witness.file, earlier.witness.file] });
    await again.write(1);
    expect(await again.sealer.seal()).toBe(0);
    expect(again.sealer.broken).toBe('position 4 was sealed, and the database ends at 2');
    expect(errors).toHaveLength(1);
  });

  test('finds that with its first look, whether or not anything waits', async () => {
    const { database } = world;
    const earlier = await auditBook({ database, entries: 4, unsealed: 0 });
    await cut(2);
    const again = await openBook({ database, others: [earlier.witness.file] });
    expect(await again.sealer.seal()).toBe(0);
    expect(again.sealer.broken).toBe('position 4 was sealed, and the database ends at 2');
  });

  test('and has witnessed nothing believes what it saw first, and nothing less afterwards', async () => {
    const { database } = world;
    await auditBook({ database, entries: 4, unsealed: 0 });
    const late = await openBook({ database });
    expect(await late.sealer.seal()).toBe(0);
    await cut(2);
    await late.write(1);
    expect(await late.sealer.seal()).toBe(0);
    expect(late.sealer.broken).toBe('position 4 was sealed, and the database ends at 2');
  });
});

describe('the schedule', () => {
  test('what this server wrote is sealed soon, all of it, again and again', async () => {
    const { sealer, writeAtOnce, write } = await auditBook({
      database: world.database,
      entries: 0,
      unsealed: 0,
      every: 1,
      othersEvery: 3_600_000,
    });
    sealer.start();
    try {
      await writeAtOnce(1001);
      await until(async () => (await waiting()) === 0);
      await write(1);
      await until(async () => (await heads()).length === 1002);
    } finally {
      await sealer.stop();
    }
  });

  test('what other servers left is found without news', async () => {
    const { database } = world;
    const { sealer, witness } = await auditBook({ database, entries: 0, unsealed: 0, every: 1, othersEvery: 20 });
    witness.hasNews();
    sealer.start();
    try {
      const other = await openBook({ database });
      await other.write(1);
      await until(async () => (await waiting()) === 0);
      await other.write(1);
      await until(async () => (await waiting()) === 0);
    } finally {
      await sealer.stop();
    }
  });

  test('between its looks for others an idle server asks the database for nothing', async () => {
    const { database } = world;
    const { sealer, witness, write } = await auditBook({
      database,
      entries: 0,
      unsealed: 0,
      every: 1,
      othersEvery: 3_600_000,
    });
    sealer.start();
    try {
      await write(1);
      await until(async () => (await waiting()) === 0);
      await until(() => !witness.hasNews());
      const other = await openBook({ database });
      await other.write(1);
      const begun = performance.now();
      await until(() => performance.now() - begun > 50);
      expect(await waiting()).toBe(1);
    } finally {
      await sealer.stop();
    }
    // The end seals what is left.
    expect(await waiting()).toBe(0);
  });

  test('after the end nothing is sealed any more', async () => {
    const { sealer, write } = await auditBook({
      database: world.database,
      entries: 0,
      unsealed: 0,
      every: 1,
      othersEvery: 1,
    });
    sealer.start();
    await sealer.stop();
    await write(1);
    const begun = performance.now();
    await until(() => performance.now() - begun > 50);
    expect(await waiting()).toBe(1);
  });

  test('a database that fails is told of, and tried again', async () => {
    const { logger, errors } = listening();
    const { sealer, write } = await auditBook({ database: world.database, entries: 0, unsealed: 0, logger, every: 1 });
    await write(1);
    await sql('alter table audit_unsealed rename to audit_hidden');
    try {
      sealer.start();
      await until(() => errors.length > 0);
      expect(errors[0]).toEqual([
        'the audit could not be sealed',
        { reason: expect.stringContaining('audit_unsealed') as string },
      ]);
    } finally {
      await sql('alter table audit_hidden rename to audit_unsealed');
      await write(1);
      await until(async () => (await waiting()) === 0);
      await sealer.stop();
    }
  });
});

describe('verifying', () => {
  test('a long audit is whole, of any number of pages', async () => {
    const { sealer, writeAtOnce, witness } = await auditBook({ database: world.database, entries: 0, unsealed: 0 });
    await writeAtOnce(499);
    for (const more of [1, 1]) {
      await writeAtOnce(more);
      await sealer.seal();
      const verdict = await verifyAudit({ database: world.database, key, witnesses: [witness.file] });
      const rows = await world.database.rows('select 1 from audit');
      expect(verdict).toEqual({ rows: rows.length, sealed: rows.length, witnessed: rows.length, findings: [] });
    }
  });

  test('what is wrong on the second page is found', async () => {
    const { sealer, writeAtOnce, verify } = await auditBook({ database: world.database, entries: 0, unsealed: 0 });
    await writeAtOnce(502);
    await sealer.seal();
    await sql('update audit_position set mac = reverse(mac) where n = 501');
    await sql("update audit set body = '{}' where id = (select id from audit_position where n = 502)");
    const findings = await verify();
    expect(findings).toContain('the row was changed or is not ours');
    expect(findings).toContain('position 501 does not follow from the one before it');
  });

  test('of each kind the first thousand are told', async () => {
    const { sealer, writeAtOnce, verify } = await auditBook({ database: world.database, entries: 0, unsealed: 0 });
    await writeAtOnce(1001);
    await sealer.seal();
    await sealer.seal();
    await sql("update audit set body = '{}'");
    expect(await verify()).toEqual(Array.from({ length: 1000 }, () => 'the row was changed or is not ours'));
  });

  test('a position whose row is gone is named, by its id', async () => {
    const { ids } = await auditBook({ database: world.database, entries: 3, unsealed: 0 });
    await sql('delete from audit where id = $1', ids[1]);
    const { findings } = await verifyAudit({ database: world.database, key, witnesses: [] });
    expect(findings).toContainEqual({ id: ids[1], problem: 'the row of position 2 is gone' });
  });

  test('every server’s witness counts', async () => {
    const { first, second } = await twoServers();
    await second.write(3);
    const witnesses = [first.witness.file, second.witness.file];
    const { rows, sealed, witnessed } = await verifyAudit({ database: world.database, key, witnesses });
    expect({ rows, sealed, witnessed }).toEqual({ rows: 7, sealed: 4, witnessed: 7 });
  });

  test('it reads one moment, and changes nothing', async () => {
    const { witness } = await auditBook({ database: world.database, entries: 2 });
    const asked: string[] = [];
    const transaction = world.database.transaction.bind(world.database);
    const watched = Object.assign(Object.create(world.database) as typeof world.database, {
      transaction: (run: Parameters<typeof transaction>[0]) =>
        transaction((inside) =>
          run({
            rows: (statement, parameters) => inside.rows(statement, parameters),
            run: (statement, parameters) => {
              asked.push(statement);
              return inside.run(statement, parameters);
            },
            afterCommit: (after) => inside.afterCommit(after),
          }),
        ),
    });
    await verifyAudit({ database: watched, key, witnesses: [witness.file] });
    expect(asked).toEqual(['set transaction isolation level repeatable read read only']);
  });
});

test('nothing to append is no row, no statement and no news', async () => {
  const { witness } = await auditBook({ database: world.database, entries: 0, unsealed: 0 });
  witness.hasNews();
  const log = new AuditLog({ key, witness });
  await world.database.transaction((transaction) => log.append(transaction, []));
  expect(witness.hasNews()).toBe(false);
});

test('what earlier releases have written stays good: a row and a position have the same MAC in each', () => {
  const fixed = createSecretKey(Buffer.alloc(32, 7));
  const id = '0b3c1f6e-0d7c-4a52-9c8e-3f1f2f7f0001';
  const row = rowMac(fixed, { id, at: new Date('2026-03-02T08:00:00.000Z'), body: '{}' });
  expect(row).toBe('qfSERXi7eT5uUW7LdymXUSsCSW3uQSEfX9wcTgUFmZg');
  expect(positionMac(fixed, { previous: '', n: '1', id, row })).toBe('zuCeyooYIlLkw_eSOpxPKOWyIPVzf3ZJHD6pEEUwpv8');
});
