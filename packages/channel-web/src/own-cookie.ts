import type { ConnectContext, RawRequest } from '@access-account/contract';

export interface OwnCookieOptions {
  readonly context: Pick<ConnectContext, 'name' | 'publicUrl'>;
  /** Kebab-case and for ever. */
  readonly name: string;
  /** Below the connector's own address, without a leading slash: where it is sent to. */
  readonly path: string;
  readonly sameSite: 'Strict' | 'Lax';
}

/** A cookie of this chat alone, unreadable for scripts. */
export interface OwnCookie {
  /** What a request carries, if anything. */
  read(request: RawRequest): string | undefined;
  /** The `Set-Cookie` value for so many seconds; 0 takes it away. */
  write(value: string, seconds: number): string;
}

/**
 * By its name another host of the domain, or anybody in between without TLS, can plant none (`__Host-`, RFC 6265bis 4.1.3.2).
 * Such a cookie is for the whole host, so it bears the connector's name: two chats have two. Without TLS there are none.
 */
export function ownCookie({ context, name, path, sameSite }: OwnCookieOptions): OwnCookie {
  const isSecure = context.publicUrl.startsWith('https:');
  const fullName = isSecure ? `__Host-${name}-${context.name}` : name;
  const where = isSecure ? 'Path=/' : `Path=/connectors/${context.name}/${path}`;
  return {
    read: ({ headers }) => {
      for (const pair of (headers.get('cookie') ?? '').split(';')) {
        const [key, value] = pair.trim().split('=', 2);
        if (key === fullName && value) return value;
      }
      return undefined;
    },
    write: (value, seconds) =>
      [
        `${fullName}=${value}`,
        `Max-Age=${seconds}`,
        ...[where, 'HttpOnly', `SameSite=${sameSite}`],
        ...(isSecure ? ['Secure'] : []),
      ].join('; '),
  };
}
