import { UnavailableError } from '@access-account/contract';
import type { Outcome } from '../outcome.ts';
import { type Act, done } from './act.ts';
import { allowedAccount } from './allowed-account.ts';
import { offered } from './offered.ts';

/** Ends the sessions. What the provider does not confirm is not spoken of as ended. */
export async function revokeSessions(act: Act<'sessions.revoke'>): Promise<Outcome> {
  const { effect, system, context } = act;
  const revoke = offered(system, 'sessions.revoke');
  // Where it goes with the removal of a factor it needs what that needs; the owner may end theirs at any time.
  const { grant } = await allowedAccount(act, effect.reported === true ? 'protect' : 'remove-factor');
  await context.begin();
  const { verified, ...change } = await revoke({ id: effect.account }, context.call);
  if (!verified) {
    throw new UnavailableError({
      system: system.displayName,
      summary: 'accepted the end of the sessions and did not confirm it.',
      remedy: 'Look at the sessions in the provider’s console.',
    });
  }
  const at = { system: effect.system, account: effect.account };
  return done({
    operation: 'sessions.revoke',
    event: { type: 'sessions-revoked', ...at, change: { ...change, verified } },
    summary: `Ended the sessions in ${change.system}.`,
    detail: { ...at, changed: change.changed, verified },
    changed: change.changed,
    grant,
  });
}
