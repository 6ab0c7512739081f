import { withinDeadline } from '@access-account/connector-kit';
import type { StartPasswordReset } from '@access-account/contract';
import { requireEnabled } from '../require-enabled.ts';
import type { SandboxClient } from '../sandbox-client.ts';

export function startPasswordReset(client: SandboxClient): StartPasswordReset {
  return withinDeadline({
    system: client.displayName,
    run: async ({ id }, { idempotencyKey }) => {
      await requireEnabled({ client, account: { id }, rule: 'no new password is chosen for it' });
      const { token, until } = await client.resetLinks.issue(id, idempotencyKey);
      const url = `${client.address}/reset-password?link=${encodeURIComponent(token)}`;
      return { system: client.displayName, account: { id }, by: { kind: 'link', url, until } };
    },
  });
}
