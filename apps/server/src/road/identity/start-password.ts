import { AmbiguousOutcomeError } from '@access-account/contract';
import type { Outcome } from '../outcome.ts';
import { type Act, done } from './act.ts';
import { allowedAccount } from './allowed-account.ts';
import { offered } from './offered.ts';

/** Has the provider open its own way to a new password. The link is for the person alone: it stays out of the audit. */
export async function startPassword(act: Act<'password.start-reset' | 'password.start-change'>): Promise<Outcome> {
  const { due, effect, system, context } = act;
  const { operation } = effect;
  const start = offered(system, operation);
  const { status, grant } = await allowedAccount(act, 'start-password');
  if (due.attemptedAgo !== null && system.definition.idempotency[operation] === 'none') {
    const error = new AmbiguousOutcomeError({
      system: system.displayName,
      summary: `${operation} was begun, and what became of it is not known.`,
      remedy: 'The person may have got a message already; the service desk can look.',
    });
    const failure = { code: error.code, system: system.displayName };
    const event = {
      type: 'identity-failed',
      operation,
      system: effect.system,
      account: effect.account,
      failure,
    } as const;
    // Never again: it would be a second message about one wish.
    return { status: 'failed', error, event };
  }
  await context.begin();
  const started = await start({ id: effect.account }, context.call);
  const at = { system: effect.system, account: effect.account };
  return done({
    operation,
    event: { type: 'password-started', ...at, operation, start: started },
    summary: `Began a new password for ${status.account.login} in ${started.system} (${started.by.kind}).`,
    detail: { ...at, by: started.by.kind },
    changed: true,
    grant,
  });
}
