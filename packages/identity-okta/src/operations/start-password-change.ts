import type { StartPasswordChange } from '@access-account/contract';
import { toSourceCapability } from '../map-user.ts';
import type { OktaClient } from '../okta-client.ts';
import { requireHelpable } from '../require-helpable.ts';
import { requireUser } from '../require-user.ts';

export function startPasswordChange(client: OktaClient): StartPasswordChange {
  const { system, config } = client;
  const url = config.passwordPage ?? `${config.orgUrl}/enduser/settings`;
  return async (account, call) => {
    const user = await requireUser({ client, account, call });
    requireHelpable({ system, user, capability: toSourceCapability(user, config) });
    return { system, account: { id: user.id }, by: { kind: 'link', url, until: null } };
  };
}
