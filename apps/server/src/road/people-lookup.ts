import type { Database } from '../storage/database.ts';
import { Lookup } from '../storage/lookup.ts';

export interface PersonDetails {
  readonly displayName: string;
  readonly login: string;
  readonly email: string | null;
  readonly locale: string | null;
}

/** Looks people up by their ids. */
export function peopleLookup(database: Database): Lookup<string, PersonDetails | undefined> {
  return new Lookup(async (ids) => {
    const rows = await database.rows<PersonDetails & { readonly id: string }>(
      'select id, display_name as "displayName", login, email, locale from person where id = any($1::uuid[])',
      [ids],
    );
    const byId = new Map(rows.map(({ id, ...details }) => [id, details]));
    return ids.map((id) => byId.get(id));
  });
}
