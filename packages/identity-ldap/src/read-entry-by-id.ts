import { type AccountReference, type Call, NotFoundError } from '@access-account/contract';
import type { LdapClient } from './ldap-client.ts';
import type { LdapEntry } from './ldap-entry.ts';

export interface ReadEntryByIdOptions {
  readonly client: LdapClient;
  readonly reference: AccountReference;
  readonly call: Call;
  /** Attributes besides those that tell of the account. */
  readonly more?: readonly string[];
}

/**
 * The entry of an account below the search base, wherever it has been moved.
 * @throws NotFoundError when there is none.
 */
export async function readEntryById(options: ReadEntryByIdOptions): Promise<LdapEntry> {
  const { client, reference, call, more } = options;
  const entry = more === undefined ? await client.entries.of(reference.id, call) : await readMore({ ...options, more });
  if (entry) return entry;
  const { session } = client;
  throw new NotFoundError({
    system: session.system,
    summary: 'There is no such account below the search base.',
    remedy: 'Look the person up again; the account may have been deleted or moved.',
  });
}

async function readMore({
  client,
  reference,
  call,
  more,
}: Required<ReadEntryByIdOptions>): Promise<LdapEntry | undefined> {
  const { session, directory } = client;
  const { binaryAttributes } = directory;
  const attributes = [...directory.attributes, ...more];
  const filter = directory.filterFor({ by: 'id', value: reference.id });
  if (filter === undefined) return undefined;
  const search = { filter, attributes, explicitBufferAttributes: [...binaryAttributes], sizeLimit: 1 };
  return (await session.search(search, call)).at(0);
}
