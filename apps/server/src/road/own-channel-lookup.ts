import type { Database } from '../storage/database.ts';
import { Lookup } from '../storage/lookup.ts';

/** Looks up on which channel people want to be told of what they did not ask for. */
export function ownChannelLookup(database: Database): Lookup<string, string | undefined> {
  return new Lookup(async (people) => {
    const rows = await database.rows<{ person_id: string; channel: string }>(
      'select person_id, channel from person_setting where person_id = any($1::uuid[]) and channel is not null',
      [people],
    );
    const byPerson = new Map(rows.map(({ person_id, channel }) => [person_id, channel]));
    return people.map((person) => byPerson.get(person));
  });
}
