import { withinDeadline } from '@access-account/connector-kit';
import type { FindAccount } from '@access-account/contract';
import { mapAccount } from '../map-account.ts';
import type { SandboxClient } from '../sandbox-client.ts';

export function findAccount(client: SandboxClient): FindAccount {
  return withinDeadline({
    system: client.displayName,
    run: async ({ by, value }) => {
      if (by === 'email') return (await client.peopleByEmail(value)).map(mapAccount);
      const person = await (by === 'id' ? client.personById(value) : client.personByLogin(value));
      return person === undefined ? [] : [mapAccount(person)];
    },
  });
}
