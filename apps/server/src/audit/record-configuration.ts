import type { Configuration } from '../config/load-configuration.ts';
import type { Database } from '../storage/database.ts';
import { toJson } from '../storage/to-json.ts';
import { version } from '../version.ts';
import type { AuditLog } from './audit-log.ts';

export interface RecordConfigurationOptions {
  readonly configuration: Pick<Configuration, 'digest' | 'warnings'>;
  readonly database: Database;
  readonly audit: AuditLog;
}

/** Writes down with which configuration the product runs, whenever that is another one than before: whatever is allowed follows from it. */
export async function recordConfiguration({
  configuration: { digest, warnings },
  database,
  audit,
}: RecordConfigurationOptions): Promise<void> {
  await database.transaction(async (transaction) => {
    const [changed] = await transaction.rows<{ is_first: boolean }>(
      `insert into watch (name, cursor) values ('(configuration)', $1::jsonb)
       on conflict (name) do update set cursor = excluded.cursor where watch.cursor is distinct from excluded.cursor
       returning xmax = 0 as is_first`,
      [toJson({ digest, version })],
    );
    if (changed === undefined) return;
    const warned = warnings.map(({ key }) => key);
    await audit.append(transaction, [
      {
        kind: 'security',
        name: 'configuration-changed',
        summary: `${changed.is_first ? 'Started for the first time.' : 'Started with another configuration or release than before.'}${warned.length > 0 ? ` Warned about: ${warned.join(', ')}.` : ''}`,
        person: null,
        case: null,
        detail: { sha256: digest, version, warned },
      },
    ]);
  });
}
