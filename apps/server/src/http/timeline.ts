import { setTimeout as wait } from 'node:timers/promises';
import type { AuditEntry } from '../audit/audit-entry.ts';
import type { Database } from '../storage/database.ts';
import type { TimelineEntry } from './api-schemas.ts';

/** Milliseconds between two looks for new entries, while somebody watches. */
const lookEvery = 400;
/** How far back a look reaches for entries that were committed late: their ids are older than the newest that was sent. */
const overlap = 2000;
/** Entries that are read at once. */
const page = 500;

interface Row {
  readonly id: string;
  readonly at: Date;
  readonly body: string;
}

/** The newest entries, newest first. */
export async function latestEntries(database: Database, limit: number): Promise<readonly TimelineEntry[]> {
  const rows = await database.rows<Row>('select id, at, body from audit order by id desc limit $1', [limit]);
  return entriesOf(rows, database);
}

export interface FollowOptions {
  /** The last entry that is known already. */
  readonly after: string | null;
  readonly signal: AbortSignal;
}

/** Entries as they are written, as server-sent events. A comment every 15 s keeps proxies from hanging up. */
export async function* followEntries(database: Database, { after, signal }: FollowOptions): AsyncGenerator<string> {
  let since = after === null ? Date.now() : timeOf(after).getTime();
  const sent = new Set<string>(after === null ? [] : [after]);
  let quiet = Date.now();
  yield 'retry: 1000\n\n';
  while (!signal.aborted) {
    let from = firstIdAt(since - overlap);
    let more = true;
    while (more) {
      const rows = await database.rows<Row>('select id, at, body from audit where id >= $1 order by id limit $2', [
        from,
        page,
      ]);
      const news = rows.filter(({ id }) => !sent.has(id) && (after === null || id > after));
      for (const entry of await entriesOf(news, database)) {
        sent.add(entry.id);
        since = Math.max(Date.parse(entry.at), since);
        quiet = Date.now();
        yield `id: ${entry.id}\nevent: entry\ndata: ${JSON.stringify(entry)}\n\n`;
      }
      from = rows.at(-1)?.id ?? from;
      more = rows.length === page;
    }
    if (sent.size > 5000) for (const id of [...sent].slice(0, 2500)) sent.delete(id);
    if (Date.now() - quiet > 15_000) {
      quiet = Date.now();
      yield ': still here\n\n';
    }
    await wait(lookEvery, undefined, { signal }).catch(() => undefined);
  }
  yield 'event: bye\ndata: {}\n\n';
}

/** Every entry as JSON lines, oldest first, page by page. */
export async function* exportEntries(database: Database): AsyncGenerator<string> {
  let after = firstIdAt(0);
  for (;;) {
    const rows = await database.rows<Row & { mac: string }>(
      'select id, at, body, mac from audit where id > $1 order by id limit 1000',
      [after],
    );
    for (const { id, at, body, mac } of rows)
      yield `${JSON.stringify({ id, at: at.toISOString(), ...(JSON.parse(body) as object), mac })}\n`;
    const last = rows.at(-1);
    if (last === undefined || rows.length < 1000) return;
    after = last.id;
  }
}

/** The audit knows people by their id; whoever reads along wants their name. */
async function entriesOf(rows: readonly Row[], database: Database): Promise<readonly TimelineEntry[]> {
  const entries = rows.map(({ id, at, body }) => ({ id, at: at.toISOString(), ...(JSON.parse(body) as AuditEntry) }));
  const ids = new Set(entries.map(({ person }) => person).filter((person) => person !== null));
  const people =
    ids.size === 0
      ? []
      : await database.rows<{ id: string; display_name: string }>(
          'select id, display_name from person where id = any($1::uuid[])',
          [[...ids]],
        );
  const names = new Map(people.map(({ id, display_name }) => [id, display_name]));
  return entries.map((entry) => ({
    ...entry,
    person: entry.person === null ? null : (names.get(entry.person) ?? entry.person),
  }));
}

/** The smallest UUID version 7 of an instant, in milliseconds. */
function firstIdAt(instant: number): string {
  const time = Math.max(0, instant).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}

function timeOf(id: string): Date {
  return new Date(Number.parseInt(id.replace('-', '').slice(0, 12), 16));
}
