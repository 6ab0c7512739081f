import type { AccountReference, Call } from '@access-account/contract';
import { escapeFilter } from 'ldapts';
import type { LdapEntry } from './ldap-entry.ts';
import type { LdapRequests, LdapSearch } from './ldap-session.ts';

export interface FindManagersOptions {
  readonly session: LdapRequests;
  /** The search for everybody, of which the attributes of the id are enough. */
  readonly people: LdapSearch & { readonly filter: string };
  /** The attribute by which this directory finds an entry's own name. */
  readonly nameAttribute: 'distinguishedName' | 'entryDN';
  readonly toId: (entry: LdapEntry) => string;
}

/** Names in one filter. */
const atOnce = 100;

/** Finds the managers of people: an entry names its manager, and only people below the search base have an id here. */
export function findManagers({ session, people, nameAttribute, toId }: FindManagersOptions) {
  return async (entries: readonly LdapEntry[], call: Call): Promise<(entry: LdapEntry) => AccountReference | null> => {
    const names = [...new Set(entries.flatMap((entry) => entry.text('manager')?.toLowerCase() ?? []))];
    const found = new Map<string, AccountReference>();
    for (let start = 0; start < names.length; start += atOnce) {
      const some = names.slice(start, start + atOnce);
      const filters = some.map((name) => `(${nameAttribute}=${escapeFilter`${name}`})`).join('');
      // With a limit, and so without pages: another search of this connection may be between two of its own.
      const managers = await session.search(
        { ...people, filter: `(&${people.filter}(|${filters}))`, sizeLimit: some.length },
        call,
      );
      for (const manager of managers) found.set(manager.dn.toLowerCase(), { id: toId(manager) });
    }
    return (entry) => found.get(entry.text('manager')?.toLowerCase() ?? '') ?? null;
  };
}
