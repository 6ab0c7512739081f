import { type CheckFactor, ConnectorError, type FactorCheck } from '@access-account/contract';
import { verifyCode } from '../okta-changes.ts';
import type { OktaClient } from '../okta-client.ts';
import { readTransaction } from '../okta-reads.ts';
import { requireVerifiable } from '../require-verifiable.ts';

export function checkFactor(client: OktaClient): CheckFactor {
  return async ({ id, factor, by }, call) => {
    const verifiedBy = by.kind === 'code' ? 'code' : 'push';
    const asked = await requireVerifiable({ client, account: { id }, factor, verifiedBy, call });
    if (by.kind === 'code') {
      // What is no code is not right, and no longer text of anybody's goes to Okta than a code can be.
      if (!/^\d{6,8}$/.test(by.code)) return { result: 'rejected' };
      return toCheck((await client.requests.ask(verifyCode(id, asked, by.code), call)).factorResult);
    }
    if (!/^[\w.-]{1,200}$/.test(by.challenge)) return { result: 'expired' };
    try {
      const { value } = await client.requests.read(readTransaction(id, asked, by.challenge), call);
      return toCheck(value.factorResult);
    } catch (error) {
      // Okta forgets a question some time after it was answered, and knows none of another factor.
      if (ConnectorError.isInstance(error) && error.code === 'not-found') return { result: 'expired' };
      throw error;
    }
  };
}

/** Allow-listed: only SUCCESS is a yes. */
function toCheck(result: string | null | undefined): FactorCheck {
  switch (result) {
    case 'SUCCESS':
      return { result: 'approved' };
    case 'WAITING':
    case 'CHALLENGE':
      return { result: 'waiting' };
    case 'TIMEOUT':
    case 'EXPIRED':
    case 'CANCELLED':
      return { result: 'expired' };
    default:
      return { result: 'rejected' };
  }
}
