import type { Database } from '../storage/database.ts';
import { type NamedAccount, plain } from './near-people.ts';

/** Rows that are looked at closely: whoever writes nothing but a first name that hundreds bear has to write more. */
const most = 200;
/** More words than that are no name. */
const mostWords = 6;

/**
 * Accounts that may be called so, by an index, and never more than a few hundred of them: those that have every word as a whole, and where
 * there are few of these, those that have of each word its beginning or its end.
 */
export async function accountsNamed(words: string, database: Database): Promise<readonly NamedAccount[]> {
  const parts = plain(words)
    .split(' ')
    .filter((part) => part !== '');
  if (parts.length === 0 || parts.length > mostWords) return [];
  const whole = await database.rows<NamedAccount>(`${columns} where name_keys @> $1::text[] limit $2`, [parts, most]);
  if (whole.length === most) return whole;
  const near = parts.map((_, index) => `name_keys && $${index + 2}::text[]`).join(' and ');
  const similar = await database.rows<NamedAccount>(`${columns} where ${near} limit $1`, [most, ...parts.map(keysOf)]);
  const key = ({ system, account }: NamedAccount) => JSON.stringify([system, account]);
  return [...new Map([...whole, ...similar].map((one) => [key(one), one])).values()];
}

const columns = `select person_id as person, system, account_id as account, login, display_name as "displayName", email
  from account`;

/** One slip leaves the beginning or the end of a word as it was; of a short word nothing is left to go by. */
function keysOf(word: string): readonly string[] {
  if (word.length < 3) return [word];
  if (word.length < 6) return [word, `${word.slice(0, 2)}*`, `*${word.slice(-3)}`];
  const end = word.length < 8 ? 3 : 4;
  return [word, `${word.slice(0, end)}*`, `*${word.slice(-end)}`];
}
