import { type AccountStatus, ConflictError, UnavailableError, type VerifiedChange } from '@access-account/contract';
import { type Grant, gate } from '../gate.ts';
import type { Outcome } from '../outcome.ts';
import { type Act, done } from './act.ts';
import { offered } from './offered.ts';

/** Fresh read → gate → unlock → read again. Only what was read back is spoken of as unlocked. */
export async function unlockAccount({
  due,
  effect,
  system,
  context,
  facts,
  rules,
}: Act<'account.unlock'>): Promise<Outcome> {
  const { operations, displayName, name } = system;
  const { call, begin } = context;
  const unlock = offered(system, 'account.unlock');
  const at = { system: name, account: effect.account };
  const { operation } = effect;
  const reading = operations['account.read']({ id: effect.account }, call);
  const [before, { instant, ...known }] = await Promise.all([reading, facts(reading)]);
  const verdict = gate({ system: name, facts: known, episode: effect.episode, status: before, rules, instant });
  if (verdict.verdict === 'already-open') {
    // Begun before and open now: that try may well have been ours. Open is what was read, and open is all that is said.
    if (due.attemptedAgo !== null)
      return unlocked(
        { changed: true, verified: true, system: displayName, account: { id: effect.account } },
        at,
        before,
      );
    return done({
      operation,
      event: { type: 'account-found-open', ...at },
      summary: `${before.account.login} in ${displayName} was already open.`,
      detail: at,
      changed: false,
    });
  }
  if (verdict.verdict === 'changed') {
    return done({
      operation,
      event: { type: 'account-changed', ...at, status: before },
      summary: `Left alone: ${verdict.reason}.`,
      detail: { ...at, reason: verdict.reason },
      changed: false,
    });
  }
  if (verdict.verdict === 'withheld') {
    throw new ConflictError({
      system: displayName,
      summary: `${verdict.reason}.`,
      remedy: 'A person has to look at it.',
    });
  }
  // A lock that is lifted before a watch noticed it counts as one all the same: repeated locks are a sign.
  await begin({ ...at, episode: effect.episode });
  const change = await unlock({ id: effect.account }, call);
  // Whatever the connector says of itself: the core looks for itself.
  const after = await operations['account.read']({ id: effect.account }, call);
  if (after.lock?.episode === effect.episode) {
    throw new UnavailableError({
      system: displayName,
      summary: 'accepted the unlock and still shows the account as locked.',
      remedy: 'Check replication between the directory’s servers.',
    });
  }
  if (after.lock !== null) {
    return done({
      operation,
      event: { type: 'account-changed', ...at, status: after },
      summary: 'Unlocked, and locked again since.',
      detail: at,
      changed: true,
    });
  }
  return unlocked({ ...change, verified: true }, at, after, verdict.grant);
}

function unlocked(
  change: VerifiedChange,
  at: { readonly system: string; readonly account: string },
  status: AccountStatus,
  grant?: Grant,
): Outcome {
  return done({
    operation: 'account.unlock',
    event: { type: 'account-unlocked', ...at, change },
    summary: `Unlocked ${status.account.login} in ${change.system}; read back as not locked.`,
    detail: { ...at, changed: change.changed, verified: change.verified },
    changed: true,
    ...(grant === undefined ? {} : { grant }),
  });
}
