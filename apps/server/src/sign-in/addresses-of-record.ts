import { type Account, type Call, ConnectorError } from '@access-account/contract';
import { type AddressRules, usableAddresses } from '@access-account/policies';
import type { ConnectorRegistry } from '../registry/connector-registry.ts';
import type { Database } from '../storage/database.ts';

export interface AddressesOfRecordOptions {
  readonly database: Database;
  readonly registry: ConnectorRegistry;
  readonly rules: AddressRules;
}

export interface AccountOfRecord {
  /** The connector's name. */
  readonly system: string;
  readonly account: Pick<Account, 'id' | 'email'>;
}

/** Every address that the directory has for an account: the one it is known by, and the others that are old enough. */
export async function addressesOfRecord(
  { system, account }: AccountOfRecord,
  { database, registry, rules }: AddressesOfRecordOptions,
  call: Call,
): Promise<ReadonlySet<string>> {
  const read = registry.ready('identity', system)?.operations['recovery.read'];
  const recovery = await Promise.resolve(read?.({ id: account.id }, call)).catch((error: unknown) => {
    if (!ConnectorError.isInstance(error)) throw error;
    return undefined;
  });
  const [row] = await database.rows<{ at: Date }>('select clock_timestamp() as at');
  const instant = (row?.at ?? new Date(0)).toISOString();
  const others = recovery === undefined ? [] : usableAddresses({ recovery, rules, instant });
  return new Set([...(account.email === null ? [] : [account.email]), ...others]);
}
