import type { Database } from '../storage/database.ts';
import { type NamedAccount, plain } from './near-people.ts';

/** Rows that are looked at closely: whoever writes nothing but a first name that hundreds bear has to write more. */
const most = 200;
/** More words than that are no name. */
const mostWords = 6;

/**
 * Accounts that may be called so, by an index: every word has to be there as a whole, or with its beginning or its end. Whole
 * words come first.
 */
export async function accountsNamed(words: string, database: Database): Promise<readonly NamedAccount[]> {
  const parts = plain(words)
    .split(' ')
    .filter((part) => part !== '');
  if (parts.length === 0 || parts.length > mostWords) return [];
  const keys = parts.map(keysOf);
  const near = keys.map((_, index) => `name_keys && $${index + 3}::text[]`).join(' and ');
  return database.rows<NamedAccount>(
    `select person_id as person, system, account_id as account, login, display_name as "displayName", email
     from account where ${near}
     order by cardinality(array(select unnest(name_keys) intersect select unnest($1::text[]))) desc, person_id limit $2`,
    [parts, most, ...keys],
  );
}

/** One slip leaves the beginning or the end of a word as it was; of a short word nothing is left to go by. */
function keysOf(word: string): readonly string[] {
  if (word.length < 3) return [word];
  if (word.length < 6) return [word, `${word.slice(0, 2)}*`, `*${word.slice(-3)}`];
  const end = word.length < 8 ? 3 : 4;
  return [word, `${word.slice(0, end)}*`, `*${word.slice(-end)}`];
}
