import { withinDeadline } from '@access-account/connector-kit';
import type { RemoveFactor } from '@access-account/contract';
import { requireEnabled } from '../require-enabled.ts';
import type { SandboxClient } from '../sandbox-client.ts';

export function removeFactor(client: SandboxClient): RemoveFactor {
  return withinDeadline({
    system: client.displayName,
    run: async ({ id, factor }) => {
      await requireEnabled({ client, account: { id }, rule: 'its second factors stay as they are' });
      const changed = await client.factors.remove(id, factor);
      const left = await client.factors.of(id);
      const verified = !left.some((each) => each.id === factor);
      return { changed, verified, system: client.displayName, account: { id } };
    },
  });
}
