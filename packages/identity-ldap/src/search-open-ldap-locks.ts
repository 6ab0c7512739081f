import { randomUUID } from 'node:crypto';
import { escapeFilter } from 'ldapts';
import type { Directory, DirectoryPosition } from './directory.ts';
import { fromGeneralizedTime, toGeneralizedTime } from './generalized-time.ts';
import type { LdapEntry } from './ldap-entry.ts';
import type { LdapRequests } from './ldap-session.ts';

export interface OpenLdapLocksOptions {
  readonly session: Pick<LdapRequests, 'search'>;
  /** Which directory a position is of. */
  readonly server: string;
  readonly attributes: readonly string[];
}

/** What tells one lock from another. */
const lockAttributes = ['entryUUID', 'pwdAccountLockedTime'] as const;

/** The time of the newest lock, and a name for the answer that told of it: whoever comes back with it has that answer. */
interface Told {
  readonly position: string;
  readonly locks: ReadonlySet<string>;
}

/**
 * Finds people who may be locked, by the time of the lock. What replication brings late, from a server whose clock runs
 * behind, is still found by the next polls: each looks back a little, and a storm of locks would be read whole every
 * second. So what the last answer told is only glanced at.
 */
export function searchOpenLdapLocks({ session, server, attributes }: OpenLdapLocksOptions): Directory['searchLocked'] {
  let told: Told | undefined;
  return async ({ since, grace }, call) => {
    const reached = since?.server === server ? timeOf(since.position) : undefined;
    if (since === null || reached === undefined) {
      const candidates = await session.search({ filter: '(&(uid=*)(pwdAccountLockedTime=*))', attributes }, call);
      told = toldBy(candidates, { reached: 0, grace });
      return { server, position: told.position, isFullLook: true, candidates };
    }
    const filter = escapeFilter`(&(uid=*)(pwdAccountLockedTime>=${toGeneralizedTime(reached - grace)}))`;
    if (told?.position === since.position) {
      const { locks } = told;
      const seen = await session.search({ filter, attributes: lockAttributes }, call);
      if (seen.every((entry) => locks.has(lockOf(entry)))) return { ...since, isFullLook: false, candidates: [] };
    }
    const candidates = await session.search({ filter, attributes }, call);
    if (candidates.length === 0) return { ...since, isFullLook: false, candidates };
    told = toldBy(candidates, { reached, grace });
    return { server, position: told.position, isFullLook: false, candidates };
  };
}

interface Reached extends Pick<Parameters<Directory['searchLocked']>[0], 'grace'> {
  /** Milliseconds since 1970. */
  readonly reached: number;
}

/** An empty position while there was no lock makes the next poll look at everybody. */
function toldBy(candidates: readonly LdapEntry[], { reached, grace }: Reached): Told {
  const newest = candidates.reduce((newestYet, entry) => Math.max(newestYet, lockedAt(entry) ?? 0), reached);
  // Those that the next poll will see again.
  const soon = candidates.filter((entry) => (lockedAt(entry) ?? newest) >= newest - grace);
  const position = newest > 0 ? `${toGeneralizedTime(newest)} ${randomUUID()}` : '';
  return { position, locks: new Set(soon.map(lockOf)) };
}

function lockOf(entry: LdapEntry): string {
  return lockAttributes.map((name) => entry.text(name)).join(' ');
}

/** Milliseconds since 1970; undefined: it is no time, or hidden. */
function lockedAt(entry: LdapEntry): number | undefined {
  return fromGeneralizedTime(entry.text('pwdAccountLockedTime'));
}

/** Milliseconds since 1970. */
function timeOf(position: DirectoryPosition['position']): number | undefined {
  return fromGeneralizedTime(position.split(' ')[0]);
}
