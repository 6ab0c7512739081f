import { type Factor, UnavailableError, type VerifiedChange } from '@access-account/contract';
import type { Grant } from '../gate.ts';
import type { Outcome } from '../outcome.ts';
import { type Act, done } from './act.ts';
import { allowedAccount } from './allowed-account.ts';
import { offered } from './offered.ts';

/** Removes one factor by the id that was shown, and reads the list again. One that was enrolled meanwhile has another id. */
export async function removeFactor(act: Act<'factor.remove'>): Promise<Outcome> {
  const { due, effect, system, context } = act;
  const { call, begin } = context;
  const remove = offered(system, 'factor.remove');
  const list = offered(system, 'factor.list');
  const factors = () => list({ id: effect.account }, call);
  const isThis = ({ id }: Factor) => id === effect.factor;
  const before = await factors();
  const isLast = before.length === 1 && before.some(isThis);
  // Taking the last one away leaves none, whatever it was called when it was confirmed.
  const removing = { factor: effect.factor, enrolled: before.map(({ id }) => id) };
  const { grant } = await allowedAccount(act, isLast ? 'remove-all-factors' : 'remove-factor', removing);
  const account = { id: effect.account };
  const known = { verified: true, system: system.displayName, account } as const;
  // Begun before and gone now: that try may well have been ours.
  if (!before.some(isThis)) return removed(act, { ...known, changed: due.attemptedAgo !== null }, grant);
  await begin();
  const change = await remove({ ...account, factor: effect.factor }, call);
  if ((await factors()).some(isThis)) {
    throw new UnavailableError({
      system: system.displayName,
      summary: 'accepted the removal and still lists the factor.',
      remedy: 'Check replication between the provider’s servers.',
    });
  }
  return removed(act, { ...change, verified: true }, grant);
}

function removed({ effect }: Act<'factor.remove'>, change: VerifiedChange, grant: Grant | null): Outcome {
  const { system, account, factor } = effect;
  return done({
    operation: 'factor.remove',
    event: { type: 'factor-removed', system, account, factor, change },
    summary: change.changed
      ? `Removed the second factor ${factor} in ${change.system}; read back as gone.`
      : `The second factor ${factor} in ${change.system} was gone already.`,
    detail: { system, account, factor, changed: change.changed, verified: change.verified },
    changed: change.changed,
    grant,
  });
}
