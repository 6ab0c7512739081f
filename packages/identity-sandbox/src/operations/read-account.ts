import { withinDeadline } from '@access-account/connector-kit';
import type { ReadAccount } from '@access-account/contract';
import { readStatus } from '../read-status.ts';
import type { SandboxClient } from '../sandbox-client.ts';

export function readAccount(client: SandboxClient): ReadAccount {
  return withinDeadline({
    system: client.displayName,
    run: (account) => readStatus({ client, account }),
  });
}
