import type { ReadAccount } from '@access-account/contract';
import type { LdapClient } from '../ldap-client.ts';
import { readEntryById } from '../read-entry-by-id.ts';

export function readAccount(client: LdapClient): ReadAccount {
  return async (reference, call) => client.directory.toStatus(await readEntryById({ client, reference, call }), call);
}
