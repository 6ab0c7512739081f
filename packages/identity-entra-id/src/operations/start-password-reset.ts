import type { StartPasswordReset } from '@access-account/contract';
import type { EntraClient } from '../entra-client.ts';
import { readLiveAccount } from '../read-status.ts';
import { requireHelpable } from '../require-helpable.ts';

/** Microsoft's own page, where the person proves who they are. Nothing is asked of Microsoft, and no password comes through here. */
export function startPasswordReset(client: EntraClient): StartPasswordReset {
  const { system, config } = client;
  return async (account, call) => {
    const { user, capabilities } = await readLiveAccount({ client, account, call });
    requireHelpable({ system, user, capability: capabilities['password.start-reset'] });
    return { system, account: { id: user.id }, by: { kind: 'link', url: config.passwordResetPage, until: null } };
  };
}
