import { withinDeadline } from '@access-account/connector-kit';
import type { RevokeSessions } from '@access-account/contract';
import { requirePerson } from '../require-person.ts';
import type { SandboxClient } from '../sandbox-client.ts';

export function revokeSessions(client: SandboxClient): RevokeSessions {
  return withinDeadline({
    system: client.displayName,
    run: async (account) => {
      const { id } = await requirePerson({ client, account });
      const { sessions: before } = await client.sessions.of(id);
      const changed = await client.sessions.end(id);
      const { sessions: after } = await client.sessions.of(id);
      // Whoever signs in meanwhile has a session that is none of these.
      const verified = !after.some((session) => before.includes(session));
      return { changed, verified, system: client.displayName, account: { id } };
    },
  });
}
