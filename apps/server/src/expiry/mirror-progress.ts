import type { Sql } from '../storage/database.ts';
import { type MirrorProgress, mirrorPrefix } from './directory-mirror.ts';

/** How far the mirror of one directory has come. */
export interface DirectoryProgress {
  readonly system: string;
  /** ISO 8601 instant of the last page. */
  readonly readAt: string | null;
  /** The last walk that met everybody; null: none yet. */
  readonly complete: MirrorProgress['complete'];
  /** What is under way; null: nothing. */
  readonly walk: { readonly begunAt: string; readonly accounts: number } | null;
}

export async function mirrorProgress(sql: Sql): Promise<readonly DirectoryProgress[]> {
  const rows = await sql.rows<{ name: string; cursor: MirrorProgress | null; polled_at: Date | null }>(
    'select name, cursor, polled_at from watch where starts_with(name, $1) order by name',
    [mirrorPrefix],
  );
  return rows.map(({ name, cursor, polled_at }) => ({
    system: name.slice(mirrorPrefix.length),
    readAt: polled_at?.toISOString() ?? null,
    complete: cursor?.complete ?? null,
    walk: cursor?.begunAt == null ? null : { begunAt: cursor.begunAt, accounts: cursor.accounts },
  }));
}
