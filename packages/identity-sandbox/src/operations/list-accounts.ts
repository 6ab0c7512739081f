import { withinDeadline } from '@access-account/connector-kit';
import type { AccountPage, JsonValue, ListAccounts, ListedAccount } from '@access-account/contract';
import { z } from 'zod';
import { mapListedAccount } from '../map-account.ts';
import type { PersonRecord } from '../person-record.ts';
import type { SandboxClient } from '../sandbox-client.ts';

const pageSize = 500;

const listCursor = z.object({
  directory: z.string(),
  /** The directory's day: another day moves everybody's ends, so that everybody is told again. */
  day: z.int(),
  /** The journal is read from here once everybody is told. */
  since: z.int().min(0),
  /** The id up to which everybody is told; absent: everybody is. */
  after: z.string().optional(),
});
type ListCursor = z.output<typeof listCursor>;

/** Everybody in the order of their ids, and from then on whoever the journal names. */
export function listAccounts(client: SandboxClient): ListAccounts {
  return withinDeadline({
    system: client.displayName,
    run: async ({ cursor }) => {
      const { directory, day } = { directory: await client.directoryId(), day: (await client.days.read()).version };
      const known = cursorOf(cursor);
      if (known === undefined || known.directory !== directory || known.day !== day) {
        return everybody(client, { directory, day, since: await client.journal.last() });
      }
      return known.after === undefined ? changes(client, known) : everybody(client, known);
    },
  });
}

async function everybody(client: SandboxClient, { after, ...from }: ListCursor): Promise<AccountPage> {
  const people = await client.people({ limit: pageSize, ...(after === undefined ? {} : { after }) });
  const last = people.length === pageSize ? people.at(-1)?.id : undefined;
  const more = last !== undefined;
  const cursor = more ? { ...from, after: last } : from;
  return { accounts: await listed(client, people), removed: [], cursor, more, isComplete: !more };
}

async function changes(client: SandboxClient, from: ListCursor): Promise<AccountPage> {
  const { directory, day, since } = from;
  const entries = await client.journal.after(since, pageSize);
  const ids = [...new Set(entries.map(({ id }) => id))];
  const people = await Promise.all(ids.map((id) => client.personById(id)));
  return {
    accounts: await listed(client, people),
    removed: ids.filter((_, index) => people[index] === undefined).map((id) => ({ id })),
    cursor: { directory, day, since: entries.at(-1)?.number ?? since },
    more: entries.length === pageSize,
    isComplete: false,
  };
}

function listed(client: SandboxClient, people: readonly (PersonRecord | undefined)[]): Promise<ListedAccount[]> {
  const present = people.filter((person) => person !== undefined);
  return Promise.all(present.map(async (person) => mapListedAccount(person, await client.stateOf(person))));
}

function cursorOf(cursor: JsonValue): ListCursor | undefined {
  return listCursor.safeParse(cursor).data;
}
