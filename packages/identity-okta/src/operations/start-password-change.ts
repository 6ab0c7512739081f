import type { StartPasswordChange } from '@access-account/contract';
import type { OktaClient } from '../okta-client.ts';
import { readStatus } from '../read-status.ts';
import { requireHelpable } from '../require-helpable.ts';
import { requireUser } from '../require-user.ts';

export function startPasswordChange(client: OktaClient): StartPasswordChange {
  const { system, config } = client;
  const url = config.passwordPage ?? `${config.orgUrl}/enduser/settings`;
  return async (account, call) => {
    const status = await readStatus({ client, user: await requireUser({ client, account, call }), call });
    requireHelpable({ system, status, operation: 'password.start-change' });
    return { system, account: { id: status.account.id }, by: { kind: 'link', url, until: null } };
  };
}
