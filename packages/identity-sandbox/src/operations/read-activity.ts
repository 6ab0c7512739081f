import { withinDeadline } from '@access-account/connector-kit';
import type { AccountActivity, ReadActivity } from '@access-account/contract';
import { requirePerson } from '../require-person.ts';
import type { SandboxClient } from '../sandbox-client.ts';
import type { Place } from '../sign-in/places.ts';

const countries: Readonly<Record<Place, string | null>> = { home: 'Homeland', abroad: 'Elsewhere', hidden: null };

/** Who signed in, and the second factors that are there and were set up since. */
export function readActivity(client: SandboxClient): ReadActivity {
  return withinDeadline({
    system: client.displayName,
    run: async ({ id, since }) => {
      const person = await requirePerson({ client, account: { id } });
      const [{ log = [] }, factors] = await Promise.all([client.sessions.of(person.id), client.factors.of(person.id)]);
      const activity: readonly AccountActivity[] = [
        ...log.map(({ at, from }) => ({
          what: 'sign-in' as const,
          at,
          country: countries[from],
          anonymised: from === 'hidden',
        })),
        ...factors.flatMap(({ enrolledAt, kind }) =>
          enrolledAt === null
            ? []
            : [{ what: 'factor-enrolled' as const, at: enrolledAt, factor: kind, country: null, anonymised: false }],
        ),
      ];
      return activity.filter(({ at }) => Date.parse(at) >= Date.parse(since));
    },
  });
}
