import { type ChallengeFactor, ResponseInvalidError } from '@access-account/contract';
import { pushTo } from '../okta-changes.ts';
import type { OktaClient } from '../okta-client.ts';
import { requireVerifiable } from '../require-verifiable.ts';

/** Okta Verify asks on the person’s devices, and has them choose the number that is shown where they asked. */
export function challengeFactor(client: OktaClient): ChallengeFactor {
  return async ({ id, factor }, call) => {
    const asked = await requireVerifiable({ client, account: { id }, factor, verifiedBy: 'push', call });
    const answer = await client.requests.ask(pushTo(id, asked), call);
    const challenge = /\/transactions\/([\w.-]{1,200})$/.exec(answer._links?.poll?.href ?? '')?.[1];
    if (answer.factorResult !== 'WAITING' || challenge === undefined || !answer.expiresAt) {
      throw new ResponseInvalidError({
        system: client.system,
        summary: 'Okta did not say how the person is asked.',
        remedy: 'Check that number matching is possible for Okta Verify in this organisation.',
      });
    }
    const number = answer._embedded?.challenge?.correctAnswer;
    return {
      challenge,
      number: number === null || number === undefined ? null : String(number),
      until: new Date(answer.expiresAt).toISOString(),
    };
  };
}
