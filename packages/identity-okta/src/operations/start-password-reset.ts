import { OperationUnsupportedError, type StartPasswordReset } from '@access-account/contract';
import { maskAddress } from '../map-factors.ts';
import { mailPasswordReset } from '../okta-changes.ts';
import type { OktaClient } from '../okta-client.ts';
import { readStatus } from '../read-status.ts';
import { requireHelpable } from '../require-helpable.ts';
import { requireUser } from '../require-user.ts';

export function startPasswordReset(client: OktaClient): StartPasswordReset {
  const { system, requests } = client;
  return async (account, call) => {
    const status = await readStatus({ client, user: await requireUser({ client, account, call }), call });
    requireHelpable({ system, status, operation: 'password.start-reset' });
    const { id, email } = status.account;
    if (email === null) {
      throw new OperationUnsupportedError({
        system,
        summary: 'The account has no address that Okta could send its mail to.',
        remedy: 'Let an administrator of Okta enter one.',
      });
    }
    await requests.change(mailPasswordReset(id), call);
    return { system, account: { id }, by: { kind: 'mail', to: maskAddress(email) } };
  };
}
