import type { Outcome } from '../outcome.ts';
import { type Act, done } from './act.ts';
import { offered } from './offered.ts';

/** A look at the provider's log of an account that is watched: it gives nobody anything, whoever the account is now. */
export async function readActivity({ effect, system, context }: Act<'activity.read'>): Promise<Outcome> {
  const read = offered(system, 'activity.read');
  const activity = await read({ id: effect.account, since: effect.since }, context.call);
  const at = { system: effect.system, account: effect.account };
  return done({
    operation: 'activity.read',
    event: { type: 'activity-read', ...at, activity },
    summary: `The log of ${system.displayName} tells of ${activity.length} sign-ins and new factors since ${effect.since}.`,
    detail: { ...at, activity: activity.length },
    changed: false,
  });
}
