import type { Call, ConnectorError, Lockout } from '@access-account/contract';
import type { Directory, LockoutSearch } from './directory.ts';
import { judgeEach } from './judge-each.ts';

export interface ToLockoutsOptions {
  readonly directory: Pick<Directory, 'toAccount' | 'toLocks'>;
  readonly found: Pick<LockoutSearch, 'candidates' | 'isFullLook'>;
  readonly call: Call;
}

export interface Lockouts {
  readonly lockouts: readonly Lockout[];
  /** One for each entry of which it cannot be told whether, or who, is locked. */
  readonly hidden: readonly ConnectorError[];
}

/**
 * Who of them is locked, without those of whom the directory hides something.
 * @throws ResponseInvalidError when nobody at all can be judged in a look at everybody: not one entry is odd then, but a right is missing.
 */
export async function toLockouts({ directory, found, call }: ToLockoutsOptions): Promise<Lockouts> {
  const lockOf = directory.toLocks(call);
  const { values, hidden } = await judgeEach(found.candidates, async (entry): Promise<Lockout | null> => {
    const lock = await lockOf(entry);
    return lock === null ? null : { account: directory.toAccount(entry), lock };
  });
  const [first, ...others] = hidden;
  if (first !== undefined && others.length > 0 && found.isFullLook && values.length === 0) throw first;
  return { lockouts: values.filter((lockout) => lockout !== null), hidden };
}
