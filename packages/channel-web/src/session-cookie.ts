import type { ConnectContext, RawRequest } from '@access-account/contract';
import { sessionSeconds } from './sessions.ts';

const cookieName = 'access-account-chat';

/** The session id a request carries, if any. */
export function readSessionCookie(request: RawRequest): string | undefined {
  for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === cookieName && value) return value;
  }
  return undefined;
}

export interface SessionCookieOptions {
  readonly context: ConnectContext;
  /** null takes the cookie away. */
  readonly id: string | null;
}

/** The `Set-Cookie` value: unreadable for scripts, never sent from another site, only to this connector. */
export function writeSessionCookie({ context, id }: SessionCookieOptions): string {
  const attributes = [
    `Path=/connectors/${context.name}/`,
    'HttpOnly',
    'SameSite=Strict',
    ...(context.publicUrl.startsWith('https:') ? ['Secure'] : []),
  ];
  return [`${cookieName}=${id ?? ''}`, `Max-Age=${id === null ? 0 : sessionSeconds}`, ...attributes].join('; ');
}
