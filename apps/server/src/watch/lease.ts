import type { JsonValue } from '@access-account/contract';
import type { Sql } from '../storage/database.ts';

export interface LeaseOptions {
  /** The watch. */
  readonly name: string;
  readonly replica: string;
  /** Milliseconds. */
  readonly life: number;
}

/** A watch that is ours for now. */
export interface HeldWatch {
  /** Where the last look ended; null before the first. */
  readonly cursor: JsonValue;
}

/**
 * Takes the lease of a watch, or keeps it: one runner, whatever the number of servers. Undefined: somebody else has it.
 * It lasts no longer than its holder: the watch of a replica that is dead is whoever's comes first.
 * While more than half of the lease is left this only reads, so that a watch with no news writes next to nothing.
 */
export async function holdWatch(options: LeaseOptions, sql: Sql): Promise<HeldWatch | undefined> {
  const { name, replica, life } = options;
  const [held] = await sql.rows<HeldWatch>(
    `select cursor from watch
     where name = $1 and lease_by = $2 and lease_until > clock_timestamp() + make_interval(secs => $3::float8 / 2000)`,
    [name, replica, life],
  );
  if (held !== undefined) return held;
  const [taken] = await sql.rows<HeldWatch>(
    `insert into watch (name, lease_by, lease_until) values ($1, $2, clock_timestamp() + make_interval(secs => $3::float8 / 1000))
     on conflict (name) do update set lease_by = excluded.lease_by, lease_until = excluded.lease_until
     where watch.lease_by is null or watch.lease_by = excluded.lease_by or watch.lease_until < clock_timestamp()
       or not exists (select from replica where replica.id = watch.lease_by and replica.alive_until > clock_timestamp())
     returning cursor`,
    [name, replica, life],
  );
  return taken;
}

/** Gives the leases of this process back, so that another goes on at once. Where the database is gone they end by themselves. */
export async function releaseLeases(replica: string, sql: Sql): Promise<void> {
  await sql
    .run('update watch set lease_by = null, lease_until = null where lease_by = $1', [replica])
    .catch(() => undefined);
}
