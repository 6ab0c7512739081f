import type { ConnectContext, RawRequest } from '@access-account/contract';

const cookieName = 'sandbox-session';

/** The session a request carries, if any. */
export function readSessionCookie({ headers }: RawRequest): string | undefined {
  for (const pair of (headers.get('cookie') ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === cookieName && value) return value;
  }
  return undefined;
}

/** The `Set-Cookie` value: gone with the browser, unreadable for scripts, sent only to this connector. */
export function writeSessionCookie({ name, publicUrl }: ConnectContext, session: string): string {
  const secure = publicUrl.startsWith('https:') ? ['Secure'] : [];
  const attributes = [`Path=/connectors/${name}/`, 'HttpOnly', 'SameSite=Lax', ...secure];
  return [`${cookieName}=${session}`, ...attributes].join('; ');
}
