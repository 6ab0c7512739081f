import type { AccountActivity, Call, ReadActivity } from '@access-account/contract';
import { toEnrolledFactors } from '../map-factors.ts';
import type { OktaClient } from '../okta-client.ts';
import { type ActivityRange, followActivityEvents, readActivityEvents, readFactors } from '../okta-reads.ts';
import type { OktaActivityEvent } from '../okta-shapes.ts';
import { requireUser } from '../require-user.ts';

/** Of a thousand events each, the newest first: whoever has more of them signed in by a program. */
const mostPages = 5;
/** Okta's clock may be ahead of this one. Milliseconds. */
const skew = 5 * 60_000;

/**
 * The System Log says who was let in, that a factor was activated, and from where. Which kind it was is only in the log's debug data, on
 * which Okta promises nothing: the factors themselves say that, so that one that is there is told twice, and one that is gone again once.
 */
export function readActivity(client: OktaClient): ReadActivity {
  return async ({ id, since: from }, call) => {
    const user = await requireUser({ client, account: { id }, call });
    const since = new Date(from);
    const until = new Date(client.clock.now().getTime() + skew);
    const [events, { value: factors }] = await Promise.all([
      readEvents({ client, call, range: { id: user.id, since, until } }),
      client.requests.read(readFactors(user.id), call),
    ]);
    const enrolled = toEnrolledFactors(factors).flatMap(({ factor, members }): readonly AccountActivity[] => {
      // Okta Verify on one more device is a new factor, too.
      const instants = members.flatMap(({ created }) => (created ? [Date.parse(created)] : []));
      const newest = Math.max(...instants);
      if (instants.length === 0 || newest < since.getTime()) return [];
      const at = new Date(newest).toISOString();
      return [{ what: 'factor-enrolled', at, factor: factor.kind, country: null, anonymised: false }];
    });
    return [...events.map(toActivity), ...enrolled];
  };
}

interface ReadEventsOptions {
  readonly client: OktaClient;
  readonly call: Call;
  readonly range: ActivityRange;
}

async function readEvents({ client, call, range }: ReadEventsOptions): Promise<readonly OktaActivityEvent[]> {
  const events: OktaActivityEvent[] = [];
  let request = readActivityEvents(range);
  for (let page = 0; page < mostPages; page += 1) {
    const { value, next } = await client.requests.read(request, call);
    events.push(...value);
    if (next === null || value.length === 0) break;
    request = followActivityEvents(next);
  }
  return events;
}

function toActivity({ published, eventType, client, securityContext }: OktaActivityEvent): AccountActivity {
  const origin = {
    at: new Date(published).toISOString(),
    country: client?.geographicalContext?.country || null,
    anonymised: securityContext?.isProxy === true,
  };
  return eventType === 'user.session.start'
    ? { what: 'sign-in', ...origin }
    : { what: 'factor-enrolled', factor: null, ...origin };
}
