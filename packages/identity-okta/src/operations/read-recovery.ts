import type { Call, ReadRecovery } from '@access-account/contract';
import type { OktaClient } from '../okta-client.ts';
import { readProfileChanges, readUpdates } from '../okta-reads.ts';
import type { OktaUser } from '../okta-shapes.ts';
import { requireUser } from '../require-user.ts';

/** Milliseconds that Okta keeps its System Log, less a day: what is at its edge may be gone while it is asked. */
const logged = 89 * 24 * 60 * 60_000;
/** Milliseconds after which whatever happened is in the System Log: it lags by seconds, at times by minutes. */
const lag = 60 * 60_000;
/** Milliseconds between an update and the instant that the log gives its event. */
const rounding = 1000;

export function readRecovery(client: OktaClient): ReadRecovery {
  return async (account, call) => {
    const user = await requireUser({ client, account, call });
    const address = user.profile.secondEmail?.toLowerCase();
    if (!address) return { addresses: [] };
    return { addresses: [{ address, unchangedSince: await unchangedSince({ client, user, call }) }] };
  };
}

interface AboutOptions {
  readonly client: OktaClient;
  readonly user: OktaUser;
  readonly call: Call;
}

/**
 * Since when the second address is certain to be what it is. Okta does not date it: but nothing of the account has changed
 * since `lastUpdated`, and what did change the profile before that is in the log, as far back as that goes. What changed
 * just now may not be in it yet: until the log tells of the last update, that counts as a change of the address.
 */
async function unchangedSince({ client, user, call }: AboutOptions) {
  const lastUpdated = Date.parse(user.lastUpdated);
  const horizon = client.clock.now().getTime() - logged;
  if (lastUpdated <= horizon || !(await isLogged({ client, user, call }))) return new Date(lastUpdated).toISOString();
  const { value: events } = await client.requests.read(readProfileChanges(user.id, new Date(horizon)), call);
  const changes = events.map(({ published }) => Date.parse(published));
  const created = user.created ? Date.parse(user.created) : horizon;
  return new Date(Math.max(horizon, created, ...changes)).toISOString();
}

/** Whether the log is known to hold what was done until the last update: asked before it is asked for the changes. */
async function isLogged({ client, user, call }: AboutOptions): Promise<boolean> {
  const lastUpdated = Date.parse(user.lastUpdated);
  if (client.clock.now().getTime() - lastUpdated >= lag) return true;
  const { value: events } = await client.requests.read(readUpdates(user.id, new Date(lastUpdated - rounding)), call);
  return events.length > 0;
}
