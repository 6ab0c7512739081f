import type { PollLockouts } from '@access-account/contract';
import { z } from 'zod';
import type { LdapClient } from '../ldap-client.ts';
import { toLockouts } from '../to-lockouts.ts';

/** Changes are followed in between; a look at everybody, every so often, finds what no change record told. Milliseconds. */
const fullLookEvery = 5 * 60_000;

/** Milliseconds, where the caller does not say. */
const standardGrace = 10_000;

const lockoutCursor = z.object({ server: z.string(), position: z.string(), fullLookAt: z.iso.datetime() });
type LockoutCursor = z.output<typeof lockoutCursor>;

export function pollLockouts({ session, directory, clock }: LdapClient): PollLockouts {
  return async (input, call) => {
    const now = clock.now();
    const parsed = lockoutCursor.safeParse(input.cursor);
    const last = parsed.success && isRecent(parsed.data, now) ? parsed.data : null;
    const found = await directory.searchLocked({ since: last, grace: input.grace ?? standardGrace }, call);
    const { candidates, server, position, isFullLook } = found;
    const { lockouts, hidden } = await toLockouts({ directory, found, call });
    const [first] = hidden;
    if (first !== undefined) {
      // The remedy alone: the summary says who it is.
      call.logger.warn('accounts of which the directory hides something are not told as locked', {
        system: session.system,
        accounts: hidden.length,
        remedy: first.remedy,
      });
    }
    const fullLookAt = isFullLook || last === null ? now.toISOString() : last.fullLookAt;
    call.logger.debug('polled for lockouts', { system: session.system, isFullLook, candidates: candidates.length });
    return { lockouts, cursor: { server, position, fullLookAt }, more: false };
  };
}

function isRecent({ fullLookAt }: LockoutCursor, now: Date): boolean {
  const age = now.getTime() - Date.parse(fullLookAt);
  return age >= 0 && age < fullLookEvery;
}
