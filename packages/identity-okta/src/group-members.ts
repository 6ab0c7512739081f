import type { Call, Clock } from '@access-account/contract';
import { readGroupMembers } from './okta-reads.ts';
import type { OktaRequests } from './okta-requests.ts';

export interface GroupMembersOptions {
  readonly requests: OktaRequests;
  readonly clock: Clock;
}

interface Membership {
  readonly ids: Set<string>;
  /** Milliseconds since 1970. */
  readonly begunAt: number;
  /** Where to read on; null: everybody is read. */
  next: string | null;
}

/** Milliseconds a reading serves: long enough for a walk through the directory, which asks for every page of it. */
const serves = 15 * 60_000;

/**
 * Who is in the groups that password policies name. A walk through a directory would otherwise ask for the groups of
 * everybody, one by one. It serves `account.list` alone; the live state of one account never comes from here.
 */
export class GroupMembers {
  readonly #options: GroupMembersOptions;
  readonly #memberships = new Map<string, Membership>();

  constructor(options: GroupMembersOptions) {
    this.#options = options;
  }

  /** Reading is begun once and goes on where a deadline broke it off. */
  async of(group: string, call: Call): Promise<ReadonlySet<string>> {
    const { requests, clock } = this.#options;
    const now = clock.now().getTime();
    let membership = this.#memberships.get(group);
    if (membership === undefined || now - membership.begunAt >= serves) {
      membership = { ids: new Set(), begunAt: now, next: readGroupMembers(group).target };
      this.#memberships.set(group, membership);
    }
    while (membership.next !== null) {
      const page = await requests.read({ ...readGroupMembers(group), target: membership.next }, call);
      for (const { id } of page.value) membership.ids.add(id);
      membership.next = page.next;
    }
    return membership.ids;
  }
}
