import type { KeyObject } from 'node:crypto';
import type { Database, Transaction } from '../storage/database.ts';
import { positionMac, rowMac } from './audit-log.ts';
import { type Head, readWitness, witnessSize } from './read-witness.ts';

export interface VerifyAuditOptions {
  readonly database: Database;
  readonly key: KeyObject;
  /** Every replica's witness file. */
  readonly witnesses: readonly string[];
}

export interface AuditFinding {
  /** The row or position it is about; null for a witness file. */
  readonly id: string | null;
  readonly problem: string;
}

export interface AuditVerdict {
  readonly rows: number;
  readonly sealed: number;
  /** Lines of the witnesses that tell of a commit. */
  readonly witnessed: number;
  /** The first thousand of every kind of look. */
  readonly findings: readonly AuditFinding[];
}

interface Look {
  readonly key: KeyObject;
  readonly transaction: Transaction;
  readonly found: (finding: AuditFinding) => void;
}

/** What is read at a time, so that the length of the audit costs no memory. */
const page = 500;
const mostFindings = 1000;

/** Holds the database against the keys and the witnesses: edits, deletions, insertions, swaps and truncations are found, sealed or not. */
export async function verifyAudit({ database, key, witnesses }: VerifyAuditOptions): Promise<AuditVerdict> {
  // Where the witnesses end is looked up first: a row that is committed while we read is then in the database, not missing from it.
  const files = await Promise.all(witnesses.map(async (file) => ({ file, size: await witnessSize(file) })));
  return database.transaction(async (transaction) => {
    await transaction.run('set transaction isolation level repeatable read read only');
    const findings: AuditFinding[] = [];
    const look = (): Look => {
      let count = 0;
      const found = (finding: AuditFinding) => {
        count += 1;
        if (count <= mostFindings) findings.push(finding);
      };
      return { key, transaction, found };
    };
    const rows = await checkRows(look());
    const heads = new Map<string, string>();
    let witnessed = 0;
    for (const { file, size } of files) {
      const told = await checkWitness(look(), { file, size });
      witnessed += told.committed;
      if (told.head !== null) heads.set(told.head.n, told.head.mac);
    }
    const sealed = await checkChain(look(), heads);
    return { rows, sealed, witnessed, findings };
  });
}

/** Every row by its own MAC; sealed, or waiting to be. */
async function checkRows({ key, transaction, found }: Look): Promise<number> {
  let after = '00000000-0000-0000-0000-000000000000';
  for (let count = 0; ; ) {
    const rows = await transaction.rows<{ id: string; at: Date; body: string; mac: string; accounted: boolean }>(
      `select audit.id, audit.at, audit.body, audit.mac,
         position.id is not null or audit_unsealed.id is not null as accounted
       from (select * from audit where id > $1 order by id limit ${page}) audit
       left join audit_position position on position.id = audit.id
       left join audit_unsealed on audit_unsealed.id = audit.id order by audit.id`,
      [after],
    );
    for (const row of rows) {
      if (rowMac(key, row) !== row.mac) found({ id: row.id, problem: 'the row was changed or is not ours' });
      if (!row.accounted) found({ id: row.id, problem: 'the row is neither sealed nor waiting to be' });
    }
    count += rows.length;
    const last = rows.at(-1);
    if (last === undefined) return count;
    after = last.id;
  }
}

/** Every row that was committed is there, and the same. Answers the newest head the witness tells of. */
async function checkWitness(
  { transaction, found }: Look,
  { file, size }: { readonly file: string; readonly size: number },
): Promise<{ readonly committed: number; readonly head: Head | null }> {
  let head: Head | null = null;
  let committed = 0;
  for await (const lines of readWitness(file, { page, size })) {
    const told = new Map<string, string>();
    for (const line of lines) {
      if (line.kind === 'committed') told.set(line.id, line.mac);
      else if (line.kind === 'sealed') head = { n: line.n, mac: line.mac };
      else if (line.kind === 'strange') found({ id: null, problem: `${file} has a line that is no witness line` });
    }
    const rows = await transaction.rows<{ id: string; mac: string }>(
      'select id, mac from audit where id = any($1::uuid[])',
      [[...told.keys()]],
    );
    const stored = new Map(rows.map(({ id, mac }) => [id, mac]));
    for (const [id, mac] of told) {
      if (!stored.has(id)) found({ id, problem: 'the row was committed and is gone' });
      else if (stored.get(id) !== mac) found({ id, problem: 'the row is another than the one that was committed' });
    }
    committed += told.size;
  }
  return { committed, head };
}

/** Every position follows from the one before it, and the witnessed heads are among them. */
async function checkChain({ key, transaction, found }: Look, heads: ReadonlyMap<string, string>): Promise<number> {
  let n = 0n;
  let previous = '';
  let count = 0;
  for (;;) {
    const positions = await transaction.rows<{ n: string; id: string; mac: string; row: string | null }>(
      `select position.n, position.id, position.mac, audit.mac as row
       from (select * from audit_position where n > $1 order by n limit ${page}) position
       left join audit on audit.id = position.id order by position.n`,
      [String(n)],
    );
    for (const { id, row, mac, ...position } of positions) {
      n += 1n;
      if (position.n !== String(n)) {
        found({ id, problem: `position ${n} is missing` });
        n = BigInt(position.n);
      }
      if (row === null) found({ id, problem: `the row of position ${position.n} is gone` });
      else if (positionMac(key, { previous, n: position.n, id, row }) !== mac) {
        found({ id, problem: `position ${position.n} does not follow from the one before it` });
      }
      const head = heads.get(position.n);
      if (head !== undefined && head !== mac) {
        found({ id, problem: `position ${position.n} is not the one that was sealed` });
      }
      previous = mac;
    }
    count += positions.length;
    if (positions.length === 0) break;
  }
  for (const headPosition of heads.keys()) {
    if (BigInt(headPosition) > n) {
      found({ id: null, problem: `positions ${n + 1n} to ${headPosition} were sealed and are gone` });
    }
  }
  return count;
}
