import type { Sql } from '../storage/database.ts';
import { toJson } from '../storage/to-json.ts';

/** Two accounts that may be one person's, and may not: they are not linked. */
export interface Collision {
  readonly system: string;
  /** Empty: it is about all of its accounts. */
  readonly account: string;
  readonly other: string;
  readonly reason: /** Several accounts of one of the two systems bear the address. */
    | 'shared-address'
    /** The account there is somebody else's, or the person has another one there. */
    | 'other-person'
    /** The provider names an account of the other system that is not there. */
    | 'no-such-account'
    /** The connector names a system that is not in the configuration. */
    | 'no-such-system';
}

export async function keepCollisions(collisions: readonly Collision[], sql: Sql): Promise<void> {
  if (collisions.length === 0) return;
  await sql.run(
    `insert into collision (system, account_id, other_system, reason)
     select distinct on (system, account, other) system, account, other, reason
     from jsonb_to_recordset($1::jsonb) as new (system text, account text, other text, reason text)
     on conflict (system, account_id, other_system) do update set reason = excluded.reason
       where collision.reason <> excluded.reason`,
    [toJson(collisions)],
  );
}

export async function forgetCollision(
  { system, account, other }: Pick<Collision, 'system' | 'account' | 'other'>,
  sql: Sql,
): Promise<void> {
  await sql.run('delete from collision where system = $1 and account_id = $2 and other_system = $3', [
    system,
    account,
    other,
  ]);
}
