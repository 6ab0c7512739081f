import { type AccountStatus, type Call, ConnectorError } from '@access-account/contract';
import type { MasterOptions } from '../../people/account-links.ts';
import type { Outcome } from '../outcome.ts';
import { type Act, describeStatus, done } from './act.ts';

export type LinkMaster = (asked: MasterOptions, call: Call) => Promise<void>;

/** The live state, as the policy is told of it. Where another system masters the account, the person's account there is linked before that. */
export async function readAccount(
  { effect, system, context }: Act<'account.read'>,
  linkMaster: LinkMaster,
): Promise<Outcome> {
  const status = await system.operations['account.read']({ id: effect.account }, context.call);
  for (const { to, id } of mastersOf(status)) {
    try {
      await linkMaster({ system: system.name, account: status.account, to, id }, context.call);
    } catch (error) {
      // A directory that cannot be asked now is asked when the account is looked at again.
      if (!ConnectorError.isInstance(error)) throw error;
    }
  }
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

function mastersOf({
  capabilities,
}: AccountStatus): readonly { readonly to: string; readonly id: string | undefined }[] {
  const named = Object.values(capabilities).flatMap((one) =>
    one.able || one.delegateTo === undefined ? [] : [{ to: one.delegateTo, id: one.delegateAccount }],
  );
  return [...new Map(named.map((one) => [`${one.to}/${one.id ?? ''}`, one])).values()];
}
