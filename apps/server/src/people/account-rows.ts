import type { Account } from '@access-account/contract';
import type { Sql } from '../storage/database.ts';
import { given } from '../storage/given.ts';
import { toJson } from '../storage/to-json.ts';

export interface AccountReference {
  readonly system: string;
  readonly account: string;
}

export interface SystemAccount {
  readonly system: string;
  readonly account: Account;
  /** Its own provider's word names it, by its immutable id. */
  readonly isCertain?: true;
}

/** Any number of ours: the advisory lock of whoever makes people known. */
export const linkingLock = 0x5ea3;

export const addAccounts = `insert into account (system, account_id, person_id, login, display_name, email)
  select system, account_id, person_id, login, display_name, email from jsonb_to_recordset($1::jsonb)
    as new (system text, account_id text, person_id uuid, login text, display_name text, email text)`;

export function rowOf({ system, account }: SystemAccount, person: string): object {
  const { id, login, displayName, email } = account;
  return { system, account_id: id, person_id: person, login, display_name: displayName, email };
}

/** In which systems people have accounts. */
export async function systemsOf(people: readonly string[], sql: Sql): Promise<Map<string, Set<string>>> {
  const systems = new Map<string, Set<string>>();
  if (people.length === 0) return systems;
  const rows = await sql.rows<{ person_id: string; systems: string[] }>(
    'select person_id, array_agg(distinct system) as systems from account where person_id = any($1::uuid[]) group by person_id',
    [people],
  );
  for (const row of rows) systems.set(row.person_id, new Set(row.systems));
  return systems;
}

export async function knownPeople(accounts: readonly AccountReference[], sql: Sql): Promise<Map<string, string>> {
  const rows = await sql.rows<{ system: string; account_id: string; person_id: string }>(
    `select account.system, account.account_id, account.person_id
     from ${given('system text, account text')} as wanted
     join account on account.system = wanted.system and account.account_id = wanted.account`,
    [toJson(accounts)],
  );
  return new Map(rows.map((row) => [accountKey({ system: row.system, account: row.account_id }), row.person_id]));
}

export function accountKey({ system, account }: AccountReference): string {
  return `${system}/${account}`;
}

/** PostgreSQL's text has no place for U+0000, and no name needs one. */
export function storable(account: Account): Account {
  return JSON.parse(toJson(account)) as Account;
}
