import { OperationUnsupportedError, type StartPasswordReset } from '@access-account/contract';
import { maskAddress } from '../map-factors.ts';
import { toAccount } from '../map-user.ts';
import { mailPasswordReset } from '../okta-changes.ts';
import type { OktaClient } from '../okta-client.ts';
import { readCapabilities } from '../read-status.ts';
import { requireHelpable } from '../require-helpable.ts';
import { requireUser } from '../require-user.ts';

export function startPasswordReset(client: OktaClient): StartPasswordReset {
  const { system, requests } = client;
  return async (account, call) => {
    const user = await requireUser({ client, account, call });
    const { 'password.start-reset': capability } = await readCapabilities({ client, user, call });
    requireHelpable({ system, user, capability });
    const { id, email } = toAccount(user);
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
