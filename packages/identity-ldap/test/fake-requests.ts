import type { Filter } from 'ldapts';
import type { LdapEntry } from '../src/ldap-entry.ts';
import type { LdapPage, LdapRequests, LdapSearch } from '../src/ldap-session.ts';

export interface FakeRequests extends LdapRequests {
  /** What was searched for so far, the newest last. */
  readonly filters: (string | Filter)[];
}

export interface FakeRequestsOptions {
  /** What a search finds. */
  readonly find?: (search: LdapSearch) => readonly LdapEntry[];
  /** Entries in one page of a search with pages. */
  readonly pageSize?: number;
  /** Asked before every page but the first: whether the connection was lost. */
  readonly isLost?: () => boolean;
  /** What is read at a name. */
  readonly read?: (base: string | undefined) => LdapEntry | undefined;
}

/** A directory that answers what a test wants it to. */
export function fakeRequests(options: FakeRequestsOptions): FakeRequests {
  const { find = () => [], read = () => undefined, pageSize = 500, isLost = () => false } = options;
  const filters: (string | Filter)[] = [];
  const page = (entries: readonly LdapEntry[]): LdapPage => ({
    entries: entries.slice(0, pageSize),
    next: entries.length > pageSize ? async () => (isLost() ? undefined : page(entries.slice(pageSize))) : null,
  });
  return {
    system: 'The directory',
    filters,
    search: async (search) => {
      filters.push(search.filter);
      return find(search);
    },
    pages: async (search) => {
      filters.push(search.filter);
      return page(find(search));
    },
    readEntry: async ({ base }) => read(base),
    modify: async () => true,
  };
}
