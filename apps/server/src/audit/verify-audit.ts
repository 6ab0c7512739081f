import type { KeyObject } from 'node:crypto';
import type { Database } from '../storage/database.ts';
import { positionMac, rowMac } from './audit-log.ts';
import { readWitness } from './witness.ts';

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
  readonly witnessed: number;
  readonly findings: readonly AuditFinding[];
}

const page = 5000;
const halfWritten = /^(c( [0-9a-f-]{0,36}( [\w-]{0,43})?)?|h( \d{0,20}( [\w-]{0,43})?)?)$/;

/** Holds the database against the keys and the witnesses: edits, deletions, insertions, swaps and truncations are found, sealed or not. */
export async function verifyAudit({ database, key, witnesses }: VerifyAuditOptions): Promise<AuditVerdict> {
  // The witnesses first: a row that is committed while we read is then in the database, not missing from it.
  const accounts = await Promise.all(witnesses.map(async (file) => ({ file, ...(await readWitness(file)) })));
  const findings: AuditFinding[] = [];
  const witnessed = new Map<string, string>();
  for (const { file, strange, committed } of accounts) {
    for (const [id, mac] of committed) witnessed.set(id, mac);
    for (const line of strange) {
      // Half a line is what a process leaves that was killed while it wrote; anything else is somebody's hand.
      if (!halfWritten.test(line)) findings.push({ id: null, problem: `${file} has a line that is no witness line` });
    }
  }

  const verdict = await database.transaction(async (transaction) => {
    await transaction.run('set transaction isolation level repeatable read read only');
    const macs = new Map<string, string>();
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const rows = await transaction.rows<{ id: string; at: Date; body: string; mac: string }>(
        `select id, at, body, mac from audit where id > $1 order by id limit ${page}`,
        [after],
      );
      for (const row of rows) {
        macs.set(row.id, row.mac);
        if (rowMac(key, row) !== row.mac) findings.push({ id: row.id, problem: 'the row was changed or is not ours' });
      }
      const last = rows.at(-1);
      if (last === undefined || rows.length < page) break;
      after = last.id;
    }
    for (const [id, mac] of witnessed) {
      const stored = macs.get(id);
      if (stored === undefined) findings.push({ id, problem: 'the row was committed and is gone' });
      else if (stored !== mac) findings.push({ id, problem: 'the row is another than the one that was committed' });
    }

    const sealed = new Set<string>();
    const heads = new Map(accounts.flatMap(({ head }) => (head === null ? [] : [[head.n, head.mac] as const])));
    let n = 0n;
    let previous = '';
    for (;;) {
      const positions = await transaction.rows<{ n: string; id: string; mac: string }>(
        `select n, id, mac from audit_position where n > $1 order by n limit ${page}`,
        [String(n)],
      );
      for (const position of positions) {
        n += 1n;
        if (position.n !== String(n)) {
          findings.push({ id: position.id, problem: `position ${n} is missing` });
          n = BigInt(position.n);
        }
        const row = macs.get(position.id);
        if (row === undefined) findings.push({ id: position.id, problem: `the row of position ${position.n} is gone` });
        else if (positionMac(key, { previous, n: position.n, id: position.id, row }) !== position.mac) {
          findings.push({ id: position.id, problem: `position ${position.n} does not follow from the one before it` });
        }
        const head = heads.get(position.n);
        if (head !== undefined && head !== position.mac) {
          findings.push({ id: position.id, problem: `position ${position.n} is not the one that was sealed` });
        }
        sealed.add(position.id);
        previous = position.mac;
      }
      if (positions.length < page) break;
    }
    for (const headPosition of heads.keys()) {
      if (BigInt(headPosition) > n)
        findings.push({ id: null, problem: `positions ${n + 1n} to ${headPosition} were sealed and are gone` });
    }
    const unsealed = new Set(
      (await transaction.rows<{ id: string }>('select id from audit_unsealed')).map(({ id }) => id),
    );
    for (const id of macs.keys()) {
      if (!sealed.has(id) && !unsealed.has(id))
        findings.push({ id, problem: 'the row is neither sealed nor waiting to be' });
    }
    return { rows: macs.size, sealed: sealed.size };
  });
  return { ...verdict, witnessed: witnessed.size, findings };
}
