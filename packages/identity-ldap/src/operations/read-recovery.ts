import type { ReadRecovery } from '@access-account/contract';
import type { LdapClient } from '../ldap-client.ts';
import { readEntryById } from '../read-entry-by-id.ts';

/** "a@home.test", also as Active Directory types mailboxes: "SMTP:a@home.test". */
const address = /^(?:smtp:)?([^\s@]+@[^\s@]+)$/i;

/** The addresses in the attribute that the configuration names. Without one there are none. */
export function readRecovery(client: LdapClient): ReadRecovery {
  return async (reference, call) => {
    const { config, directory } = client;
    const { recoveryAttribute: attribute } = config;
    const more = attribute === undefined ? [] : [attribute, ...directory.changeAttributes];
    const entry = await readEntryById({ client, reference, call, more });
    if (attribute === undefined) return { addresses: [] };
    const own = directory.toAccount(entry).email;
    const found = entry.texts(attribute).flatMap((value) => address.exec(value.trim())?.[1]?.toLowerCase() ?? []);
    const changedAt = directory.changedAt(entry, attribute);
    const unchangedSince = changedAt == null ? null : new Date(changedAt).toISOString();
    return {
      addresses: [...new Set(found)].filter((one) => one !== own).map((one) => ({ address: one, unchangedSince })),
      ...(changedAt === undefined ? { keepsNoHistory: true } : {}),
    };
  };
}
