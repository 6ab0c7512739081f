import type { Sql } from '../storage/database.ts';

/** Those of the words that are part of the name, the login or the address of somebody who is known here. Words as `plain` has them. */
export async function namesAmong(words: readonly string[], sql: Sql): Promise<ReadonlySet<string>> {
  if (words.length === 0) return new Set();
  const rows = await sql.rows<{ word: string }>(
    `select word from unnest($1::text[]) as word
     where exists (select from account where account.name_keys @> array[word])`,
    [words],
  );
  return new Set(rows.map(({ word }) => word));
}
