import type { ReadAccount } from '@access-account/contract';
import type { OktaClient } from '../okta-client.ts';
import { readStatus } from '../read-status.ts';
import { requireUser } from '../require-user.ts';

export function readAccount(client: OktaClient): ReadAccount {
  return async (account, call) => readStatus({ client, user: await requireUser({ client, account, call }), call });
}
