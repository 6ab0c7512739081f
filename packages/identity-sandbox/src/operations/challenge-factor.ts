import { withinDeadline } from '@access-account/connector-kit';
import type { ChallengeFactor } from '@access-account/contract';
import { requireEnabled } from '../require-enabled.ts';
import { requireFactor } from '../require-factor.ts';
import type { SandboxClient } from '../sandbox-client.ts';

export function challengeFactor(client: SandboxClient): ChallengeFactor {
  return withinDeadline({
    system: client.displayName,
    run: async ({ id, factor }) => {
      await requireEnabled({ client, account: { id }, rule: 'nobody is asked whether it is they' });
      await requireFactor({ client, id, factor, verifiedBy: 'push' });
      return client.pushes.ask(id, factor);
    },
  });
}
