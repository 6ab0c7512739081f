import type { ListFactors } from '@access-account/contract';
import { toEnrolledFactors } from '../map-factors.ts';
import type { OktaClient } from '../okta-client.ts';
import { readFactors } from '../okta-reads.ts';
import { requireUser } from '../require-user.ts';

export function listFactors(client: OktaClient): ListFactors {
  return async (account, call) => {
    const { id } = await requireUser({ client, account, call });
    const factors = await client.requests.readAll(readFactors(id), call);
    return toEnrolledFactors(factors).map(({ factor }) => factor);
  };
}
