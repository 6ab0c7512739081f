import { createWriteStream, globSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import pg from 'pg';
import { positionMac, rowMac } from '../../apps/server/src/audit/audit-log.ts';
import { loadKeys } from '../../apps/server/src/storage/keys.ts';
import { uuid7 } from '../../apps/server/src/storage/uuid7.ts';

export interface SeedAuditOptions {
  readonly database: string;
  /** Of an installation that was started before and is stopped now. */
  readonly dataDirectory: string;
  readonly rows: number;
}

const batch = 5000;

/** Adds audit rows with valid MACs, sealed and witnessed, as if the product had written them: by its own functions, set by set. */
export async function seedAudit({ database, dataDirectory, rows }: SeedAuditOptions): Promise<void> {
  const { audit: key } = loadKeys({ key: 'generated', dataDirectory });
  const [file] = globSync('audit*.witness', { cwd: dataDirectory });
  if (file === undefined) throw new Error(`There is no witness file in ${dataDirectory}.`);
  const witness = createWriteStream(join(dataDirectory, file), { flags: 'a' });
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  const { rows: heads } = await client.query<{ n: string; mac: string }>(
    'select n, mac from audit_position order by n desc limit 1',
  );
  let n = BigInt(heads[0]?.n ?? 0);
  let previous = heads[0]?.mac ?? '';
  const begun = Date.now() - rows;
  for (let start = 0; start < rows; start += batch) {
    const entries = Array.from({ length: Math.min(batch, rows - start) }, (_, index) => {
      const at = new Date(begun + start + index);
      const id = uuid7(at.getTime());
      const entry = {
        kind: 'outcome',
        name: 'effect-succeeded',
        summary: `Unlocked person-${start + index} in OpenLDAP; read back as not locked.`,
        person: id,
        case: id,
        detail: { system: 'directory', operation: 'account.unlock' },
      };
      const row = { id, at, body: JSON.stringify(entry) };
      const mac = rowMac(key, row);
      n += 1n;
      previous = positionMac(key, { previous, n: String(n), id, row: mac });
      return { ...row, mac, n: String(n), positionMac: previous };
    });
    await client.query(
      `with entry as (
         select * from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::bigint[], $6::text[])
           entry (id, at, body, mac, n, position_mac)
       ), added as (insert into audit (id, at, body, mac) select id, at, body, mac from entry)
       insert into audit_position (n, id, mac) select n, id, position_mac from entry`,
      [
        entries.map(({ id }) => id),
        entries.map(({ at }) => at.toISOString()),
        entries.map(({ body }) => body),
        entries.map(({ mac }) => mac),
        entries.map((entry) => entry.n),
        entries.map((entry) => entry.positionMac),
      ],
    );
    witness.write(entries.map(({ id, mac }) => `c ${id} ${mac}\n`).join(''));
  }
  witness.end(`h ${n} ${previous}\n`);
  await finished(witness);
  await client.query('analyze audit');
  await client.query('analyze audit_position');
  await client.end();
}
