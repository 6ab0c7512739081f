import type { Filter } from 'ldapts';
import type { LdapEntry } from '../src/ldap-entry.ts';
import type { LdapRequests, LdapSearch } from '../src/ldap-session.ts';

export interface FakeRequests extends LdapRequests {
  /** What was searched for so far, the newest last. */
  readonly filters: (string | Filter)[];
}

export interface FakeRequestsOptions {
  /** What a search finds. */
  readonly find?: (search: LdapSearch) => readonly LdapEntry[];
  /** What is read at a name. */
  readonly read?: (base: string | undefined) => LdapEntry | undefined;
}

/** A directory that answers what a test wants it to. */
export function fakeRequests({ find = () => [], read = () => undefined }: FakeRequestsOptions): FakeRequests {
  const filters: (string | Filter)[] = [];
  return {
    system: 'The directory',
    filters,
    search: async (search) => {
      filters.push(search.filter);
      return find(search);
    },
    readEntry: async ({ base }) => read(base),
    modify: async () => true,
  };
}
