import type { Lock } from '@access-account/contract';

/** What the directory remembers about somebody's tries to sign in. Nobody who never mistyped has one. */
export type SignInRecord = {
  /** Consecutive wrong tries since the last right one, unlock or expired lock. */
  readonly wrongTries: number;
  /** Locks so far: makes the name of each one unique. */
  readonly locks: number;
  readonly lock: { readonly episode: string; readonly since: string; readonly until: string } | null;
  /** Unlocks carried out so far, those that found the account open included: a directory keeps a log of what was done to it. */
  readonly unlocks: number;
};

export const cleanRecord: SignInRecord = { wrongTries: 0, locks: 0, lock: null, unlocks: 0 };

/** The lock that holds at `now`. One whose time is over is not a lock. */
export function lockAt(record: SignInRecord, now: Date): Lock | null {
  const { lock } = record;
  return lock !== null && Date.parse(lock.until) > now.getTime() ? { ...lock, cause: 'failed-logins' } : null;
}

export interface LockoutRule {
  readonly lockAfter: number;
  /** Milliseconds. */
  readonly lockFor: number;
}

/** One wrong try later. While a lock holds nothing is counted; after it expired, counting starts afresh. */
export function afterWrongTry(record: SignInRecord, { now, rule }: { now: Date; rule: LockoutRule }): SignInRecord {
  if (lockAt(record, now) !== null) return record;
  const wrongTries = (record.lock === null ? record.wrongTries : 0) + 1;
  if (wrongTries < rule.lockAfter) return { ...record, wrongTries, lock: null };
  const locks = record.locks + 1;
  const since = now.toISOString();
  const until = new Date(now.getTime() + rule.lockFor).toISOString();
  return { ...record, wrongTries, locks, lock: { episode: `${since}#${locks}`, since, until } };
}

/** Signed in with the right password: counting starts afresh. The record itself where nothing was counted. */
export function afterReset(record: SignInRecord): SignInRecord {
  return record.wrongTries === 0 && record.lock === null ? record : { ...record, wrongTries: 0, lock: null };
}

/** Unlocked, also when there was no lock to lift. */
export function afterUnlock(record: SignInRecord, now: Date): SignInRecord {
  const open = lockAt(record, now) === null ? record : afterReset(record);
  return { ...open, unlocks: record.unlocks + 1 };
}
