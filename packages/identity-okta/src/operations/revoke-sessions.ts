import type { RevokeSessions } from '@access-account/contract';
import { revokeUserSessions } from '../okta-changes.ts';
import type { OktaClient } from '../okta-client.ts';
import { requireUser } from '../require-user.ts';

export function revokeSessions(client: OktaClient): RevokeSessions {
  const { system, requests } = client;
  return async (account, call) => {
    const { id } = await requireUser({ client, account, call });
    // Okta has no list of sessions: its answer is all the proof there is, and it does not say whether there were any.
    await requests.change(revokeUserSessions(id), call);
    return { changed: true, verified: true, system, account: { id } };
  };
}
