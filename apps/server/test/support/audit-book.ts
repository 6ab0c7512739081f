import { createSecretKey } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from '@access-account/contract';
import { silentLogger } from '@access-account/testkit';
import type { AuditEntry } from '../../src/audit/audit-entry.ts';
import { AuditLog } from '../../src/audit/audit-log.ts';
import { Sealer } from '../../src/audit/sealer.ts';
import { verifyAudit } from '../../src/audit/verify-audit.ts';
import { Witness } from '../../src/audit/witness.ts';
import type { Database } from '../../src/storage/database.ts';

export const key = createSecretKey(Buffer.alloc(32, 7));

export const entry = (number: number): AuditEntry => ({
  kind: 'event',
  name: 'test-written',
  summary: `Entry ${number}.`,
  person: null,
  case: null,
  detail: { number },
});

/** One server's hold of the audit. */
export interface Book {
  readonly witness: Witness;
  readonly sealer: Sealer;
  /** The rows, oldest first, as they were when it was opened. */
  readonly ids: readonly string[];
  /** One transaction for each entry. */
  write(count: number): Promise<void>;
  /** One transaction for all of them. */
  writeAtOnce(count: number): Promise<void>;
  verify(): Promise<readonly string[]>;
}

const opened: Witness[] = [];

export async function closeBooks(): Promise<void> {
  for (const witness of opened.splice(0)) await witness.close();
}

export interface BookOptions {
  readonly database: Database;
  readonly logger?: Logger;
  /** Witness files of earlier servers, and of others. */
  readonly others?: readonly string[];
  /** Milliseconds, as the sealer's. */
  readonly every?: number;
  readonly othersEvery?: number;
}

/** Another server's hold of the same audit. */
export async function openBook({ database, logger = silentLogger, others, ...intervals }: BookOptions): Promise<Book> {
  const file = join(mkdtempSync(join(tmpdir(), 'access-account-audit-')), 'audit.witness');
  const witness = await Witness.open(file, others);
  opened.push(witness);
  const log = new AuditLog({ key, witness });
  const sealer = new Sealer({ database, key, witness, logger, ...intervals });
  const rows = await database.rows<{ id: string }>('select id from audit order by id');
  let number = 0;
  const next = () => {
    number += 1;
    return entry(number);
  };
  return {
    witness,
    sealer,
    ids: rows.map(({ id }) => id),
    write: async (count) => {
      for (let written = 0; written < count; written += 1)
        await database.transaction((transaction) => log.append(transaction, [next()]));
    },
    writeAtOnce: async (count) => {
      await database.transaction((transaction) => log.append(transaction, Array.from({ length: count }, next)));
    },
    verify: async () => {
      const { findings } = await verifyAudit({ database, key, witnesses: [witness.file] });
      return findings.map(({ problem }) => problem);
    },
  };
}

/** An empty audit, with so many entries in it; the last ones are not sealed yet. */
export async function auditBook({
  entries,
  unsealed = 2,
  ...options
}: BookOptions & { readonly entries: number; readonly unsealed?: number }): Promise<Book> {
  const { database } = options;
  for (const table of ['audit', 'audit_unsealed', 'audit_position']) await database.run(`delete from ${table}`);
  const book = await openBook(options);
  await book.write(entries - unsealed);
  await book.sealer.seal();
  await book.write(unsealed);
  const rows = await database.rows<{ id: string }>('select id from audit order by id');
  return { ...book, ids: rows.map(({ id }) => id) };
}
