import { connect, isIP } from 'node:net';
import { type ConnectionOptions, connect as connectSecure } from 'node:tls';
import { Client } from 'ldapts';
import type { LdapConfig } from './ldap-config.ts';

export interface LdapConnectionOptions {
  readonly config: LdapConfig;
  /** PEM; undefined: the authorities Node trusts. */
  readonly certificateAuthority: string | undefined;
}

/** One TCP or TLS connection with one bind, which lives once. */
export class LdapConnection {
  readonly client: Client;
  /** Connected and bound; rejects with what ldapts says. */
  readonly ready: Promise<void>;
  #state: 'opening' | 'open' | 'failed' = 'opening';

  constructor({ config, certificateAuthority }: LdapConnectionOptions) {
    this.client = newClient({ config, certificateAuthority });
    this.ready = this.#begin(config).then(
      () => {
        this.#state = 'open';
      },
      (error: unknown) => {
        this.#state = 'failed';
        throw error;
      },
    );
    this.ready.catch(() => undefined);
  }

  /** A server that refuses StartTLS ends it here: the password goes nowhere in clear. */
  async #begin({ startTls, bindDn, password }: LdapConfig): Promise<void> {
    if (startTls) await this.client.startTLS();
    await this.client.bind(bindDn, password.reveal());
  }

  /** Whether nothing more can be asked over it. */
  get isLost(): boolean {
    return this.#state === 'failed' || (this.#state === 'open' && !this.client.isConnected);
  }

  /** Says goodbye where the server still listens; never rejects. */
  async close(): Promise<void> {
    await this.client.unbind().catch(() => undefined);
  }
}

function newClient({ config, certificateAuthority }: LdapConnectionOptions): Client {
  const { url, timeout, serverName } = config;
  let isUsed = false;
  // Left alone ldapts connects anew without a bind, and an anonymous search that finds nobody looks like "nobody is locked".
  const once = () => {
    if (isUsed) throw new Error('the connection is closed');
    isUsed = true;
  };
  const host = new URL(url).hostname;
  const servername = serverName ?? (isIP(host) ? undefined : host);
  const secure = {
    ...(certificateAuthority === undefined ? {} : { ca: certificateAuthority }),
    ...(servername === undefined ? {} : { servername }),
  };
  return new Client({
    url,
    timeout,
    connectTimeout: timeout,
    // An idle connection must not keep the process alive; while an answer is awaited the timers of ldapts do.
    createConnection: ((port: number, address: string) => {
      once();
      return connect(port, address).unref();
    }) as typeof connect,
    createSecureConnection: ((to: number | ConnectionOptions, address: string) => {
      // With StartTLS it is the connection that is there already.
      if (typeof to === 'object') return connectSecure({ ...to, host, ...secure }).unref();
      once();
      return connectSecure(to, address, secure).unref();
    }) as typeof connectSecure,
  });
}
