import { type AddressRules, maskAddress, usableAddresses } from '@access-account/policies';
import type { Outcome } from '../outcome.ts';
import { type Act, done } from './act.ts';
import { allowedAccount } from './allowed-account.ts';
import { offered } from './offered.ts';

export interface ReadRecoveryOptions {
  readonly addressRules: AddressRules;
  /** Whether there is a channel that a code could be sent by. */
  readonly isPossible: boolean;
}

/** Where a code may go to, as the person sees it: whole addresses are kept nowhere. */
export async function readRecovery(
  act: Act<'recovery.read'>,
  { addressRules: rules, isPossible }: ReadRecoveryOptions,
): Promise<Outcome> {
  const { effect, system, context, facts } = act;
  const read = offered(system, 'recovery.read');
  const { status } = await allowedAccount(act, null);
  const { instant } = await facts(Promise.resolve(status));
  const recovery = isPossible ? await read({ id: effect.account }, context.call) : { addresses: [] };
  const addresses = usableAddresses({ recovery, rules, instant }).map(maskAddress);
  const at = { system: effect.system, account: effect.account };
  return done({
    operation: 'recovery.read',
    event: { type: 'recovery-read', ...at, addresses },
    summary: `There are ${recovery.addresses.length} addresses of record in ${system.displayName}, of which a code may go to ${addresses.length}.`,
    detail: { ...at, addresses: recovery.addresses.length, usable: addresses.length },
    changed: false,
  });
}
