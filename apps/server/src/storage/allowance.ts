import type { Sql } from './database.ts';

export interface Allowance {
  /** What is counted, for whom. Nothing in it that is not to be stored as it is. */
  readonly key: string;
  readonly atMost: number;
  /** Milliseconds. */
  readonly per: number;
}

/**
 * Takes one of so many in any such time. Answers whether there was one left: of a hundred that ask at the same moment, on
 * however many servers, no more get one than there are.
 */
export async function takeOne(sql: Sql, { key, atMost, per }: Allowance): Promise<boolean> {
  const taken = await sql.run(
    `with over as (
       delete from allowance where key in (
         select key from allowance where over_at <= (select clock_timestamp()) and key <> $1
         order by over_at limit 100 for update skip locked)
     )
     insert into allowance as one (key, taken, over_at)
     values ($1, array[clock_timestamp()], clock_timestamp() + ${interval})
     on conflict (key) do update
       set taken = array(select at from unnest(one.taken) as at where at > clock_timestamp() - ${interval})
           || clock_timestamp(),
         over_at = clock_timestamp() + ${interval}
       where (select count(*) from unnest(one.taken) as at where at > clock_timestamp() - ${interval}) < $2::int`,
    [key, atMost, per],
  );
  return taken === 1;
}

const interval = 'make_interval(secs => $3::float8 / 1000)';
