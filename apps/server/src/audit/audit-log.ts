import type { KeyObject } from 'node:crypto';
import type { Transaction } from '../storage/database.ts';
import { mac } from '../storage/keys.ts';
import { oneStatement, type Part } from '../storage/one-statement.ts';
import { uuid7 } from '../storage/uuid7.ts';
import type { AuditEntry, AuditRow } from './audit-entry.ts';
import type { Witness } from './witness.ts';

export interface AuditLogOptions {
  readonly key: KeyObject;
  readonly witness: Witness;
}

/** Writes entries in the transaction of what they are about, and their witness lines before anything leaves. */
export class AuditLog {
  readonly #key: KeyObject;
  readonly #witness: Witness;

  constructor({ key, witness }: AuditLogOptions) {
    this.#key = key;
    this.#witness = witness;
  }

  /**
   * Stores entries with the transaction; after its commit they are witnessed, and only then does `transaction()` resolve.
   * A witness that cannot be written is an error: no audit, no effect.
   */
  async append(transaction: Transaction, entries: readonly AuditEntry[]): Promise<void> {
    if (entries.length === 0) return;
    const { text, values } = oneStatement(this.parts(transaction, entries), { text: 'select', values: [] });
    await transaction.run(text, values);
  }

  /** The same, as parts of a statement that the transaction runs. */
  parts(transaction: Transaction, entries: readonly AuditEntry[]): readonly Part[] {
    if (entries.length === 0) return [];
    const at = new Date();
    const rows = entries.map((entry) => this.#row(entry, at));
    transaction.afterCommit(() => this.#witness.committed(rows));
    const columns = [
      rows.map(({ id }) => id),
      rows.map(() => at.toISOString()),
      rows.map(({ body }) => body),
      rows.map((row) => row.mac),
    ];
    return [
      { name: 'entry', text: insertEntries, values: columns },
      { name: 'unsealed', text: 'insert into audit_unsealed (id) select id from entry', values: [] },
    ];
  }

  #row(entry: AuditEntry, at: Date): AuditRow {
    const id = uuid7(at.getTime());
    const body = JSON.stringify(entry);
    return { id, at, body, mac: rowMac(this.#key, { id, at, body }) };
  }
}

const insertEntries = `insert into audit (id, at, body, mac)
  select * from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[]) returning id`;

export function rowMac(key: KeyObject, { id, at, body }: Omit<AuditRow, 'mac'>): string {
  return mac(key, 'row', id, at.toISOString(), body);
}

export function positionMac(
  key: KeyObject,
  position: { readonly previous: string; readonly n: string; readonly id: string; readonly row: string },
): string {
  return mac(key, 'position', position.previous, position.n, position.id, position.row);
}
