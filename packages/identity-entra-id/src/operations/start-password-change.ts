import type { StartPasswordChange } from '@access-account/contract';
import type { EntraClient } from '../entra-client.ts';
import { readLiveAccount } from '../read-status.ts';
import { requireHelpable } from '../require-helpable.ts';

export function startPasswordChange(client: EntraClient): StartPasswordChange {
  const { system, config } = client;
  return async (account, call) => {
    const { user, capabilities } = await readLiveAccount({ client, account, call });
    requireHelpable({ system, user, capability: capabilities['password.start-change'] });
    return { system, account: { id: user.id }, by: { kind: 'link', url: config.passwordChangePage, until: null } };
  };
}
