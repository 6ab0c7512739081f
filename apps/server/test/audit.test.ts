import { createSecretKey } from 'node:crypto';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import fc from 'fast-check';
import { positionMac, rowMac } from '../src/audit/audit-log.ts';
import { readWitness, type WitnessLine, witnessSize } from '../src/audit/read-witness.ts';
import { verifyAudit } from '../src/audit/verify-audit.ts';
import { Witness } from '../src/audit/witness.ts';
import { uuid7 } from '../src/storage/uuid7.ts';
import { auditBook, type Book, closeBooks, entry, key } from './support/audit-book.ts';
import { openTestDatabase, type TestDatabase } from './support/database.ts';

let world: TestDatabase;
beforeAll(async () => {
  world = await openTestDatabase();
}, 60_000);
afterAll(() => world.close());

afterEach(closeBooks);

const book = (entries: number, unsealed?: number): Promise<Book> =>
  auditBook({ database: world.database, entries, ...(unsealed === undefined ? {} : { unsealed }) });

const sql = (statement: string, ...parameters: unknown[]) => world.database.run(statement, parameters);

test('an audit that nobody touched is whole, sealed or not', async () => {
  const { verify, sealer } = await book(8);
  expect(await verify()).toEqual([]);
  await sealer.seal();
  expect(await verify()).toEqual([]);
  const { rows, sealed, witnessed } = await verifyAudit({ database: world.database, key, witnesses: [] });
  expect({ rows, sealed, witnessed }).toEqual({ rows: 8, sealed: 8, witnessed: 0 });
});

describe('what somebody does who can write to the database and has no key is found', () => {
  // Row 2 is sealed, row 7 is not.
  test.each([2, 7])('one byte of one body (row %i)', async (index) => {
    const { ids, verify } = await book(8);
    await sql("update audit set body = replace(body, 'Entry', 'entry') where id = $1", ids[index]);
    expect(await verify()).toContain('the row was changed or is not ours');
  });

  test.each([2, 7])('the time of a row (row %i)', async (index) => {
    const { ids, verify } = await book(8);
    await sql("update audit set at = at - interval '1 millisecond' where id = $1", ids[index]);
    expect(await verify()).toContain('the row was changed or is not ours');
  });

  test.each([2, 7])('the MAC of a row (row %i)', async (index) => {
    const { ids, verify } = await book(8);
    await sql('update audit set mac = reverse(mac) where id = $1', ids[index]);
    expect(await verify()).toContain('the row is another than the one that was committed');
  });

  test.each([2, 7])('the id of a row (row %i)', async (index) => {
    const { ids, verify } = await book(8);
    await sql('update audit set id = $2 where id = $1', ids[index], uuid7());
    expect(await verify()).toContain('the row was committed and is gone');
  });

  test.each([
    ['in the middle', 3],
    ['the last sealed', 5],
    ['the last', 7],
    ['the first', 0],
  ])('a row deleted %s', async (_, index) => {
    const { ids, verify } = await book(8);
    await sql('delete from audit where id = $1', ids[index]);
    expect(await verify()).toContain('the row was committed and is gone');
  });

  test('the last row deleted with everything that speaks of it in the database', async () => {
    const { ids, verify, sealer } = await book(8);
    await sealer.seal();
    for (const table of ['audit', 'audit_unsealed', 'audit_position'])
      await sql(`delete from ${table} where id = $1`, ids[7]);
    expect(await verify()).toEqual(
      expect.arrayContaining(['the row was committed and is gone', 'positions 8 to 8 were sealed and are gone']),
    );
  });

  test('a row inserted, with a MAC of one’s own making', async () => {
    const { verify } = await book(8);
    const row = { id: uuid7(), at: new Date(), body: JSON.stringify(entry(99)) };
    const mac = rowMac(createSecretKey(Buffer.alloc(32, 8)), row);
    await sql('insert into audit (id, at, body, mac) values ($1, $2, $3, $4)', row.id, row.at, row.body, mac);
    expect(await verify()).toEqual(
      expect.arrayContaining(['the row was changed or is not ours', 'the row is neither sealed nor waiting to be']),
    );
  });

  test('two rows swapped', async () => {
    const { ids, verify } = await book(8);
    await sql(
      `update audit set body = other.body, mac = other.mac from audit other
       where (audit.id = $1 and other.id = $2) or (audit.id = $2 and other.id = $1)`,
      ids[1],
      ids[2],
    );
    expect((await verify()).length).toBeGreaterThanOrEqual(2);
  });

  test('two positions swapped', async () => {
    const { ids, verify } = await book(8);
    await sql('alter table audit_position drop constraint audit_position_id_key');
    try {
      await sql(
        'update audit_position set id = case when id = $1 then $2::uuid else $1::uuid end where id in ($1, $2)',
        ids[1],
        ids[2],
      );
      expect(await verify()).toContain('position 2 does not follow from the one before it');
    } finally {
      await sql('delete from audit_position');
      await sql('alter table audit_position add constraint audit_position_id_key unique (id)');
    }
  });

  test('positions cut off at the end', async () => {
    const { verify } = await book(8);
    await sql('delete from audit_position where n > 4');
    expect(await verify()).toEqual(
      expect.arrayContaining([
        'positions 5 to 6 were sealed and are gone',
        'the row is neither sealed nor waiting to be',
      ]),
    );
  });

  test('a position cut out of the middle', async () => {
    const { verify } = await book(8);
    await sql('delete from audit_position where n = 3');
    expect(await verify()).toContain('position 3 is missing');
  });

  test('a tail that was hashed again without the key', async () => {
    const { database } = world;
    const { ids, verify } = await book(8, 0);
    const wrong = createSecretKey(Buffer.alloc(32, 9));
    await sql("update audit set body = replace(body, 'Entry', 'entry') where id = $1", ids[5]);
    let previous = '';
    for (const row of await database.rows<{ n: string; id: string; at: Date; body: string; position: string }>(
      'select n, id, at, body, position.mac as position from audit_position position join audit using (id) order by n',
    )) {
      if (BigInt(row.n) < 6n) {
        previous = row.position;
        continue;
      }
      const mac = rowMac(wrong, row);
      previous = positionMac(wrong, { previous, n: row.n, id: row.id, row: mac });
      await sql('update audit set mac = $2 where id = $1', row.id, mac);
      await sql('update audit_position set mac = $2 where n = $1', row.n, previous);
    }
    expect(await verify()).toEqual(
      expect.arrayContaining([
        'the row was changed or is not ours',
        'the row is another than the one that was committed',
        'position 8 is not the one that was sealed',
      ]),
    );
  });

  test('any one change to any one row', async () => {
    const change = fc.constantFrom(
      "update audit set body = body || ' ' where id = $1",
      "update audit set at = at + interval '1 second' where id = $1",
      "update audit set mac = mac || 'A' where id = $1",
      'delete from audit where id = $1',
    );
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 5 }), change, async (index, statement) => {
        const { ids, verify } = await book(6);
        await sql(statement, ids[index]);
        expect(await verify()).not.toEqual([]);
      }),
      { numRuns: 15 },
    );
  });

  test('the sealer does not go on over a chain that was cut: it stops and says so', async () => {
    const { sealer, write } = await book(8);
    await sql('delete from audit_position where n > 4');
    await write(1);
    expect(await sealer.seal()).toBe(0);
    expect(sealer.broken).toBe('position 6 was sealed, and the database ends at 4');
  });
});

describe('the witness', () => {
  test('half a line at the end, as a killed process leaves it, is no finding', async () => {
    const { witness, verify, ids } = await book(4);
    for (const half of ['c', `c ${ids[0]}`, `c ${ids[0]} AbC`, 'h 12']) {
      const before = readFileSync(witness.file, 'utf8');
      writeFileSync(witness.file, before + half);
      expect(await verify()).toEqual([]);
      // The next process starts on a line of its own.
      const next = await Witness.open(witness.file);
      const heads = (await linesOf(witness.file)).filter((line) => line.kind === 'sealed');
      expect(next.head).toEqual({ n: '2', mac: heads.at(-1)?.mac });
      await next.sealed({ n: '2', mac: heads.at(-1)?.mac ?? '' });
      await next.close();
      expect(await verify()).toEqual([]);
      writeFileSync(witness.file, before);
    }
  });

  test('a line that somebody else wrote is a finding', async () => {
    const { witness, verify } = await book(4);
    appendFileSync(witness.file, 'hello there\n');
    expect(await verify()).toEqual([`${witness.file} has a line that is no witness line`]);
  });

  test('a line that is missing, as after a crash between commit and append, leaves its row to its own MAC', async () => {
    const { witness, verify, ids } = await book(4);
    const lines = readFileSync(witness.file, 'utf8')
      .split('\n')
      .filter((line) => !line.includes(ids[3] ?? ''));
    writeFileSync(witness.file, lines.join('\n'));
    expect(await verify()).toEqual([]);
    await sql("update audit set body = replace(body, 'Entry', 'entry') where id = $1", ids[3]);
    expect(await verify()).toEqual(['the row was changed or is not ours']);
  });

  test('one that speaks of rows of another database finds them all missing', async () => {
    const first = await book(4);
    await book(4);
    expect((await first.verify()).filter((problem) => problem === 'the row was committed and is gone')).toHaveLength(4);
  });

  test('on a full disk nothing is lost: what could not be written is written later, on lines of its own', async () => {
    const { witness, write, verify } = await book(2);
    const fill = await fullDisk();
    try {
      await expect(write(1)).rejects.toThrow('ENOSPC');
      await expect(write(1)).rejects.toThrow('ENOSPC');
      expect(witness.failure?.message).toContain('ENOSPC');
      expect(await witness.recover()).toBe(false);
    } finally {
      fill.undo();
    }
    expect(await witness.recover()).toBe(true);
    expect(witness.failure).toBeNull();
    await write(1);
    expect(await verify()).toEqual([]);
    const committed = new Set(
      (await linesOf(witness.file)).flatMap((line) => (line.kind === 'committed' ? [line.id] : [])),
    );
    const rows = await world.database.rows<{ id: string }>('select id from audit');
    expect(rows.filter(({ id }) => !committed.has(id))).toEqual([]);
  });
});

async function linesOf(file: string): Promise<readonly WitnessLine[]> {
  const lines: WitnessLine[] = [];
  for await (const page of readWitness(file, { page: 3, size: await witnessSize(file) })) lines.push(...page);
  return lines;
}

/** A disk that takes half of what is appended, and then nothing. */
async function fullDisk(): Promise<{ undo(): void }> {
  const probe = await open('/dev/null', 'a');
  await probe.close();
  const handles = Object.getPrototypeOf(probe) as FileHandle;
  const appendFile = handles.appendFile;
  handles.appendFile = async function (this: FileHandle, data) {
    await appendFile.call(this, String(data).slice(0, String(data).length / 2));
    throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
  };
  return {
    undo: () => {
      handles.appendFile = appendFile;
    },
  };
}
