import type { Recovery } from '@access-account/contract';

/** When an address of record may be sent a code. */
export interface AddressRules {
  /** Milliseconds that it must have been the same: whoever took an account over changes the address first. */
  readonly unchangedFor: number;
  /** Whether one counts of which the provider cannot know when it changed. */
  readonly allowUnknown: boolean;
}

export interface UsableAddressesInput {
  readonly recovery: Recovery;
  readonly rules: AddressRules;
  /** ISO 8601. */
  readonly instant: string;
}

/** The addresses that a code may go to. What is not known to be old enough is not used. */
export function usableAddresses({ recovery, rules, instant }: UsableAddressesInput): readonly string[] {
  const { addresses, keepsNoHistory = false } = recovery;
  return addresses
    .filter(({ unchangedSince }) =>
      unchangedSince === null
        ? keepsNoHistory && rules.allowUnknown
        : Date.parse(instant) - Date.parse(unchangedSince) >= rules.unchangedFor,
    )
    .map(({ address }) => address);
}

/** "a…@acme.test": enough for whoever knows it, and of no use to anybody else. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@');
  const [first = ''] = address.slice(0, at);
  return `${first}…${address.slice(at)}`;
}
