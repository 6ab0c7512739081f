import type { Call, ReadRecovery } from '@access-account/contract';
import type { OktaClient } from '../okta-client.ts';
import { readProfileChanges } from '../okta-reads.ts';
import type { OktaUser } from '../okta-shapes.ts';
import { requireUser } from '../require-user.ts';

/** Milliseconds that Okta keeps its System Log, less a day: what is at its edge may be gone while it is asked. */
const logged = 89 * 24 * 60 * 60_000;

export function readRecovery(client: OktaClient): ReadRecovery {
  return async (account, call) => {
    const user = await requireUser({ client, account, call });
    const address = user.profile.secondEmail?.toLowerCase();
    if (!address) return { addresses: [] };
    return { addresses: [{ address, unchangedSince: await unchangedSince({ client, user, call }) }] };
  };
}

/**
 * Since when the second address is certain to be what it is. Okta does not date it: but nothing of the account has changed
 * since `lastUpdated`, and what did change the profile after that is in the log, as far back as that goes.
 */
async function unchangedSince({ client, user, call }: { client: OktaClient; user: OktaUser; call: Call }) {
  const lastUpdated = Date.parse(user.lastUpdated);
  const horizon = client.clock.now().getTime() - logged;
  if (lastUpdated <= horizon) return new Date(lastUpdated).toISOString();
  const { value: events } = await client.requests.read(readProfileChanges(user.id, new Date(horizon)), call);
  const changes = events.map(({ published }) => Date.parse(published));
  const created = user.created ? Date.parse(user.created) : horizon;
  return new Date(Math.max(horizon, created, ...changes)).toISOString();
}
