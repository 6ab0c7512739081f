import { withinDeadline } from '@access-account/connector-kit';
import type { CheckFactor } from '@access-account/contract';
import { requireEnabled } from '../require-enabled.ts';
import { requireFactor } from '../require-factor.ts';
import type { SandboxClient } from '../sandbox-client.ts';

export function checkFactor(client: SandboxClient): CheckFactor {
  return withinDeadline({
    system: client.displayName,
    run: async ({ id, factor, by }) => {
      await requireEnabled({ client, account: { id }, rule: 'nobody is asked whether it is they' });
      await requireFactor({ client, id, factor, verifiedBy: by.kind === 'code' ? 'code' : 'push' });
      if (by.kind === 'challenge') {
        return { result: await client.pushes.resultOf(id, { factor, challenge: by.challenge }) };
      }
      return { result: (await client.factors.takeCode(id, factor, by.code)) ? 'approved' : 'rejected' };
    },
  });
}
