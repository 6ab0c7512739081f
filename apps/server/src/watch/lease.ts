import type { Sql } from '../storage/database.ts';

export interface LeaseOptions {
  readonly name: string;
  readonly replica: string;
  /** Milliseconds. */
  readonly life: number;
}

/** Takes or renews the lease of a watch: one runner, whatever the number of servers. */
export async function takeLease({ name, replica, life }: LeaseOptions, sql: Sql): Promise<boolean> {
  const taken = await sql.run(
    `insert into watch (name, lease_by, lease_until) values ($1, $2, clock_timestamp() + make_interval(secs => $3::float8 / 1000))
     on conflict (name) do update set lease_by = excluded.lease_by, lease_until = excluded.lease_until
     where watch.lease_by is null or watch.lease_by = excluded.lease_by or watch.lease_until < clock_timestamp()`,
    [name, replica, life],
  );
  return taken === 1;
}

/** Gives the leases of this process back, so that another goes on at once. */
export async function releaseLeases(replica: string, sql: Sql): Promise<void> {
  await sql.run('update watch set lease_by = null, lease_until = null where lease_by = $1', [replica]);
}
