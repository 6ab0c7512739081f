import { type AccountStatus, ConflictError, OperationUnsupportedError } from '@access-account/contract';
import type { IdentityEffect } from '@access-account/policies';
import { type Grant, type PermitInput, permit } from '../gate.ts';
import type { Act } from './act.ts';

/** Any act but a look at the account and an unlock. */
type Asking = Pick<Act<never>, 'system' | 'context' | 'facts' | 'rules'> & {
  readonly effect: Pick<IdentityEffect, 'operation' | 'account'>;
};

export interface Allowed {
  readonly status: AccountStatus;
  /** null: a look, which needs no proof. */
  readonly grant: Grant | null;
}

/** What is known of a removal besides. */
export interface Removing {
  readonly factor: string;
  /** The ids of those that are enrolled now: one that is gone shows nothing any more. */
  readonly enrolled: readonly string[];
}

/**
 * Reads the live state and asks the gate whether the act may be done to this account now.
 * @param action What it comes to.
 * @throws ConflictError when it is not the person's own, not enabled, or not shown well enough that it is the person
 * @throws OperationUnsupportedError when it cannot be done for this very account
 */
export async function allowedAccount(
  asking: Asking,
  action: PermitInput['action'],
  removing?: Removing,
): Promise<Allowed> {
  const { effect, system, context, facts, rules } = asking;
  const reading = system.operations['account.read']({ id: effect.account }, context.call);
  const [status, { instant, ...known }] = await Promise.all([reading, facts(reading)]);
  const { operation } = effect;
  const proofs = known.proofs.filter(
    ({ factor }) => factor === undefined || removing === undefined || removing.enrolled.includes(factor),
  );
  const verdict = permit({
    system: system.name,
    facts: { ...known, proofs },
    status,
    rules,
    instant,
    operation,
    action,
    removing: removing === undefined ? undefined : [removing.factor],
  });
  if (verdict.verdict === 'allow') return { status, grant: verdict.grant };
  const said = { system: system.displayName, summary: `${verdict.reason}.`, remedy: 'A person has to look at it.' };
  throw verdict.verdict === 'unable' ? new OperationUnsupportedError(said) : new ConflictError(said);
}
