import { readdirSync, readlinkSync } from 'node:fs';
import { cp, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { residentMegabytes } from '../bench/machine.ts';
import type { World } from '../chaos/world.ts';
import { collectGarbage } from './collect-garbage.ts';
import type { Lived } from './growth.ts';
import { type OpenedDatabase, openDatabase } from './open-database.ts';
import type { Notice } from './unanswered.ts';

/** A server as it is at rest. */
export interface SoakSample {
  /** Stories that were begun before. */
  readonly stories: number;
  /** What the people of those stories did. */
  readonly lived: Lived;
  /** Simulated days since the start. */
  readonly day: number;
  /** Per cent of one core while nothing happened. */
  readonly processor: number;
  /** Megabytes, after its garbage was collected. */
  readonly resident: number;
  readonly heap: number;
  /** Open file descriptors: connections, and everything else. */
  readonly connections: number;
  readonly files: number;
  /** Megabytes. */
  readonly size: number;
  readonly rows: Readonly<Record<string, number>>;
}

/** What can be measured of a server that rests, all but the processor. */
export async function takeSample(world: World): Promise<Omit<SoakSample, 'stories' | 'lived' | 'day' | 'processor'>> {
  const pid = world.seat.pid ?? 0;
  const inspector = /Debugger listening on (ws:\S+)/.exec(world.seat.log)?.[1];
  if (inspector === undefined) throw new Error('The server’s inspector did not say where it listens.');
  const heap = (await collectGarbage(inspector)) / 1024 ** 2;
  const resident = residentMegabytes(pid);
  return { heap, resident, ...descriptorsOf(pid), ...(await tablesOf(world)) };
}

function descriptorsOf(pid: number): Pick<SoakSample, 'connections' | 'files'> {
  const folder = `/proc/${pid}/fd`;
  const open = readdirSync(folder).map((name) => {
    try {
      return readlinkSync(join(folder, name));
    } catch {
      return '';
    }
  });
  const connections = open.filter((name) => name.startsWith('socket:')).length;
  return { connections, files: open.length - connections };
}

/** Rows of every table, and how much room the database takes. */
export async function tablesOf(world: World): Promise<Pick<SoakSample, 'rows' | 'size'>> {
  const { rows, size } = await look(world, count);
  const { database } = world;
  return 'url' in database
    ? { rows, size }
    : { rows, size: (await bytesIn(join(database.dataDirectory, 'database'))) / 1024 ** 2 };
}

/** Every notice that somebody was given, by the servers' clock. */
export function noticesOf(world: World): Promise<readonly Notice[]> {
  return look(world, (database) =>
    database.rows<Notice>('select person_id::text as person, (extract(epoch from at) * 1000)::float as at from notice'),
  );
}

async function look<Seen>({ database }: World, at: (database: OpenedDatabase) => Promise<Seen>): Promise<Seen> {
  // Nobody may open an embedded database beside its server: a copy of it, taken at rest, is as good.
  const folder = await mkdtemp(join(tmpdir(), 'access-account-soak-'));
  try {
    if (!('url' in database))
      await cp(join(database.dataDirectory, 'database'), join(folder, 'database'), { recursive: true });
    const opened = await openDatabase('url' in database ? database : { dataDirectory: folder });
    try {
      return await at(opened);
    } finally {
      await opened.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function count(database: OpenedDatabase): Promise<Pick<SoakSample, 'rows' | 'size'>> {
  const tables = await database.rows<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
  );
  const counts = await database.rows<{ name: string; n: string }>(
    tables.map(({ name }) => `select '${name}' as name, count(*)::text as n from "${name}"`).join(' union all '),
  );
  const [size] = await database.rows<{ bytes: string }>('select pg_database_size(current_database())::text as bytes');
  return {
    rows: Object.fromEntries(counts.map(({ name, n }) => [name, Number(n)])),
    size: Number(size?.bytes) / 1024 ** 2,
  };
}

async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = entries.map(async (entry) =>
    entry.isFile() ? ((await stat(join(entry.parentPath, entry.name)).catch(() => undefined))?.size ?? 0) : 0,
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
