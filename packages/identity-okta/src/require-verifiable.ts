import { type AccountReference, type Call, NotFoundError, OperationUnsupportedError } from '@access-account/contract';
import { toEnrolledFactors, verifiedByOf } from './map-factors.ts';
import { toCheckCapability } from './map-user.ts';
import type { OktaClient } from './okta-client.ts';
import { readFactors } from './okta-reads.ts';
import { requireHelpable } from './require-helpable.ts';
import { requireUser } from './require-user.ts';

export interface RequireVerifiableOptions {
  readonly client: OktaClient;
  readonly account: AccountReference;
  /** As `factor.list` gave it. */
  readonly factor: string;
  readonly verifiedBy: 'push' | 'code';
  readonly call: Call;
}

/**
 * The id of Okta's own factor that is asked: where Okta Verify is told as one, its push stands behind it.
 * @throws NotFoundError when the account or the factor is gone.
 * @throws ConflictError when the account is not to be used.
 * @throws OperationUnsupportedError when the factor is not verified in this way.
 */
export async function requireVerifiable(options: RequireVerifiableOptions): Promise<string> {
  const { client, account, factor, verifiedBy, call } = options;
  const { system } = client;
  const user = await requireUser({ client, account, call });
  requireHelpable({ system, user, capability: toCheckCapability(user) });
  const factors = toEnrolledFactors(await client.requests.readAll(readFactors(user.id), call));
  const found = factors.find((each) => each.factor.id === factor);
  if (found === undefined) {
    throw new NotFoundError({
      system,
      summary: 'There is no such factor.',
      remedy: 'Ask for one that is still enrolled.',
    });
  }
  const asked = found.members.find((member) => verifiedByOf(member) === verifiedBy);
  if (found.factor.verifiedBy === verifiedBy && asked !== undefined) return asked.id;
  throw new OperationUnsupportedError({
    system,
    summary: `Okta does not verify this factor by a ${verifiedBy}.`,
    remedy: 'Ask for one that it does.',
  });
}
