import { type AccountStatus, ConflictError, OperationUnsupportedError } from '@access-account/contract';
import type { IdentityEffect } from '@access-account/policies';
import { permit } from '../gate.ts';
import type { Act } from './act.ts';

/** Any act but a look and an unlock. */
type Asking = Pick<Act<never>, 'system' | 'context' | 'owns'> & {
  readonly effect: Pick<IdentityEffect, 'operation' | 'account'>;
};

/**
 * Reads the live state and asks the gate whether the act may be done to this account now.
 * @throws ConflictError when it is not the person's own, or not enabled
 * @throws OperationUnsupportedError when it cannot be done for this very account
 */
export async function allowedAccount({ effect, system, context, owns }: Asking): Promise<AccountStatus> {
  const [status, own] = await Promise.all([
    system.operations['account.read']({ id: effect.account }, context.call),
    owns(),
  ]);
  const verdict = permit({ own, status, operation: effect.operation });
  if (verdict.verdict === 'allow') return status;
  const said = { system: system.displayName, summary: `${verdict.reason}.`, remedy: 'A person has to look at it.' };
  throw verdict.verdict === 'unable' ? new OperationUnsupportedError(said) : new ConflictError(said);
}
