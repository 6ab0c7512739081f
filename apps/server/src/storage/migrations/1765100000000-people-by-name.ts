import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Accounts are found by what people call their owner. Of each word of a name, login or address its whole, its first two to four and its last three and
 * four letters are kept: one slip leaves one end of a word as it was.
 */
export class PeopleByName1765100000000 implements MigrationInterface {
  name = 'PeopleByName1765100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create function plain_words(words text) returns text[] language sql immutable parallel safe as $$
         select coalesce(array_agg(distinct word), '{}')
         from regexp_split_to_table(
           lower(regexp_replace(normalize($1, NFKD), '[\\u0300-\\u036f]', '', 'g')), '[][ \\t.,;:@()/_+"''’-]+') as word
         where word <> ''
       $$`,
    );
    await runner.query(
      `create function name_keys(words text) returns text[] language sql immutable parallel safe as $$
         select coalesce(array_agg(distinct key), '{}') from unnest(plain_words($1)) as word,
           unnest(array[word, left(word, 2) || '*', left(word, 3) || '*', left(word, 4) || '*', '*' || right(word, 3), '*' || right(word, 4)]) as key
       $$`,
    );
    await runner.query(
      `alter table account add column name_keys text[]
         generated always as (name_keys(display_name || ' ' || login || ' ' || coalesce(email, ''))) stored`,
    );
    await runner.query('create index account_name_keys on account using gin (name_keys)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table account drop column name_keys');
    await runner.query('drop function name_keys(text)');
    await runner.query('drop function plain_words(text)');
  }
}
