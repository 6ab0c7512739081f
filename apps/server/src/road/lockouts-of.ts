import type { Sql } from '../storage/database.ts';
import { given } from '../storage/given.ts';
import { toJson } from '../storage/to-json.ts';
import type { Detected } from './entry.ts';

export interface KnownLockouts {
  readonly known: ReadonlySet<string>;
  readonly held: ReadonlySet<string>;
}

/** What is known of the locks that were detected, by their keys. */
export async function lockoutsOf(detected: readonly Detected[], sql: Sql): Promise<KnownLockouts> {
  if (detected.length === 0) return { known: new Set(), held: new Set() };
  const rows = await sql.rows<{ system: string; account_id: string; episode: string; held: boolean }>(
    `select lockout.system, lockout.account_id, lockout.episode, lockout.held
     from ${given('person_id uuid, system text, account_id text, episode text')} as found
     join lockout using (person_id, system, account_id, episode)`,
    [
      toJson(
        detected.map(({ person, system, lockout }) => ({
          person_id: person,
          system,
          account_id: lockout.account.id,
          episode: lockout.lock.episode,
        })),
      ),
    ],
  );
  const keyOf = ({ system, account_id: account, episode }: (typeof rows)[number]) =>
    lockKey({ system, account, episode });
  return { known: new Set(rows.map(keyOf)), held: new Set(rows.filter(({ held }) => held).map(keyOf)) };
}

/** A lock of an account, as one string. */
export function lockKey(lock: { readonly system: string; readonly account: string; readonly episode: string }): string {
  return JSON.stringify([lock.system, lock.account, lock.episode]);
}
