import type { ConnectContext } from '@access-account/contract';
import { type OwnCookie, ownCookie } from './own-cookie.ts';

/** Holds the session's id; never sent from another site. */
export function sessionCookie(context: Pick<ConnectContext, 'name' | 'publicUrl'>): OwnCookie {
  return ownCookie({ context, name: 'access-account-chat', path: '', sameSite: 'Strict' });
}
