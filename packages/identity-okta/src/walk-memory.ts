import type { Call, Clock } from '@access-account/contract';
import { readGroupMembers } from './okta-reads.ts';
import type { OktaRequests } from './okta-requests.ts';
import type { OktaPasswordPolicy } from './okta-shapes.ts';

export interface WalkMemoryOptions {
  readonly requests: OktaRequests;
  readonly clock: Clock;
}

/** null: the app may not read them. */
export type ReadPolicies = readonly OktaPasswordPolicy[] | null;

interface Membership {
  readonly ids: Set<string>;
  /** Milliseconds since 1970. */
  readonly begunAt: number;
  /** Where to read on; null: everybody is read. */
  next: string | null;
}

/** Milliseconds: long enough for a walk through the directory, which needs all of it for every page. */
const serves = 15 * 60_000;
/** Requests of one operation for members: it has a deadline, and the next one goes on. */
const atMost = 10;

/**
 * What a walk through the directory remembers: the password policies, and who is in the groups they name. It would otherwise
 * ask for the groups of everybody, one by one. It serves lists alone; the live state of one account never comes from here.
 */
export class WalkMemory {
  readonly #options: WalkMemoryOptions;
  readonly #memberships = new Map<string, Membership>();
  #policies: { readonly value: ReadPolicies; readonly readAt: number } | undefined;

  constructor(options: WalkMemoryOptions) {
    this.#options = options;
  }

  async policies(read: () => Promise<ReadPolicies>): Promise<ReadPolicies> {
    const now = this.#options.clock.now().getTime();
    if (this.#policies === undefined || !isFresh(this.#policies.readAt, now)) {
      this.#policies = { value: await read(), readAt: now };
    }
    return this.#policies.value;
  }

  /** Reads on; answers whether all members of these groups are known now. */
  async load(groups: readonly string[], call: Call): Promise<boolean> {
    let left = atMost;
    for (const group of groups) {
      const membership = this.#membershipOf(group);
      for (; membership.next !== null; left -= 1) {
        if (left === 0) return false;
        const request = { ...readGroupMembers(group), target: membership.next };
        const page = await this.#options.requests.read(request, call);
        for (const { id } of page.value) membership.ids.add(id);
        membership.next = page.next;
      }
    }
    return true;
  }

  isMember(group: string, id: string): boolean {
    return this.#memberships.get(group)?.ids.has(id) ?? false;
  }

  #membershipOf(group: string): Membership {
    const now = this.#options.clock.now().getTime();
    const known = this.#memberships.get(group);
    if (known !== undefined && isFresh(known.begunAt, now)) return known;
    const begun = { ids: new Set<string>(), begunAt: now, next: readGroupMembers(group).target };
    this.#memberships.set(group, begun);
    return begun;
  }
}

/** A clock that was set back must not keep it for long. */
function isFresh(at: number, now: number): boolean {
  return now >= at && now - at < serves;
}
