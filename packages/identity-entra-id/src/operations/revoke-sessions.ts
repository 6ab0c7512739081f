import { OperationUnsupportedError, type RevokeSessions } from '@access-account/contract';
import type { EntraClient } from '../entra-client.ts';
import { revokeSignInSessions } from '../graph-changes.ts';
import { readSessionsStart } from '../graph-reads.ts';
import { isExternal } from '../map-user.ts';
import { requireUser } from '../require-user.ts';
import { untilReadBack } from '../until-read-back.ts';

export function revokeSessions(client: EntraClient): RevokeSessions {
  const { system, requests } = client;
  return async (account, call) => {
    const user = await requireUser({ client, account, call });
    const { id } = user;
    if (isExternal(user)) {
      throw new OperationUnsupportedError({
        system,
        summary: 'The account signs in with its own organisation, and so do its sessions.',
        remedy: 'Ask that organisation.',
      });
    }
    const before = await requests.readDated(readSessionsStart(id), call);
    // By Graph's own clock, which tells seconds.
    const askedAt = before.answeredAt ?? client.clock.now();
    await requests.change(revokeSignInSessions(id), call);
    const verified = await untilReadBack(call, async (within) => {
      const { signInSessionsValidFromDateTime: since } = await requests.read(readSessionsStart(id), within);
      const earlier = before.value.signInSessionsValidFromDateTime;
      if (!since) return false;
      return (
        Date.parse(since) > Date.parse(earlier ?? '1970-01-01T00:00:00Z') || Date.parse(since) >= askedAt.getTime()
      );
    });
    return { changed: true, verified, system, account: { id } };
  };
}
