import type { FindAccount } from '@access-account/contract';
import type { LdapClient } from '../ldap-client.ts';

const atMost = 10;

export function findAccount({ session, directory, entries: byId }: LdapClient): FindAccount {
  return async (input, call) => {
    if (input.value.trim() === '') return [];
    if (input.by === 'id') {
      const entry = await byId.of(input.value, call);
      return entry === undefined ? [] : [directory.toAccount(entry)];
    }
    const filter = directory.filterFor(input);
    if (filter === undefined) return [];
    const { attributes, binaryAttributes } = directory;
    const entries = await session.search(
      { filter, attributes, explicitBufferAttributes: [...binaryAttributes], sizeLimit: atMost },
      call,
    );
    return entries.slice(0, atMost).map((entry) => directory.toAccount(entry));
  };
}
