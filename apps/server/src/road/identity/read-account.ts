import type { Outcome } from '../outcome.ts';
import { type Act, describeStatus, done } from './act.ts';

/** The live state, as the policy is told of it. */
export async function readAccount({ effect, system, context }: Act<'account.read'>): Promise<Outcome> {
  const status = await system.operations['account.read']({ id: effect.account }, context.call);
  return {
    ...done({
      operation: 'account.read',
      event: { type: 'account-read', system: effect.system, account: effect.account, status },
      summary: `Read ${status.account.login} in ${system.displayName}: ${describeStatus(status)}.`,
      detail: { system: effect.system },
      changed: false,
      account: { system: effect.system, ...status.account },
    }),
    result: { locked: status.lock !== null },
  } as Outcome;
}
