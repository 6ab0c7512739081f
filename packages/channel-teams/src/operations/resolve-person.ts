import { NotFoundError, type ResolvePerson } from '@access-account/contract';
import { kindOfMember, matchOf } from '../describe-member.ts';
import type { TeamsClient } from '../teams-client.ts';

/** Somebody who wrote: what Teams itself says of them in their conversation, now. */
export function resolvePerson({ references, connector, config }: TeamsClient): ResolvePerson {
  return async (reference, call) => {
    const user = references.userIn(reference);
    const known = user === undefined ? undefined : await references.ofUser(user);
    if (user === undefined || known === undefined) return undefined;
    try {
      const member = await connector.member(known, call);
      // The member of this conversation is whom we think: the object id is what links people.
      if ((member.aadObjectId ?? member.objectId)?.toLowerCase() !== user) return undefined;
      const kind = kindOfMember(member, config);
      const { linkBy } = config;
      return {
        user: references.toUser(user),
        conversation: { id: known.conversation },
        kind,
        match: matchOf({ kind, user, login: member.userPrincipalName, email: member.email, linkBy }),
        displayName: member.name || user,
        locale: known.locale,
      };
    } catch (error) {
      if (NotFoundError.isInstance(error) && error.code === 'not-found') return undefined;
      throw error;
    }
  };
}
