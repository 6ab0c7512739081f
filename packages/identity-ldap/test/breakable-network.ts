import type { NetworkFault, WorldNetwork } from '@access-account/testkit';
import { hasModifyRequest } from '../../../tooling/real-servers/ldap-bytes.ts';
import { type ProxyMode, startTcpProxy, type TcpProxy } from '../../../tooling/real-servers/tcp-proxy.ts';

export interface BreakableNetwork extends WorldNetwork {
  close(): Promise<void>;
}

export interface BreakableNetworkOptions {
  /** Where the real server listens, in clear: what is encrypted cannot be aimed at. */
  readonly url: () => string;
  /** The connector's configuration for an address. */
  readonly configFor: (url: string) => unknown;
}

const page = Buffer.from(
  'HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n<html><body>Sign in to the network</body></html>',
);

/** A proxy in front of a real directory, which is there once it is needed. LDAP knows no status, and no answer without an end. */
export function breakableNetwork({ url, configFor }: BreakableNetworkOptions): BreakableNetwork {
  let started: Promise<TcpProxy> | undefined;
  const proxy = () => {
    const { hostname: host, port } = new URL(url());
    started ??= startTcpProxy({ host, port: Number(port || 389) });
    return started;
  };
  return {
    faults: ['reset', 'blackhole', 'drip', 'html', 'truncated', 'answer-lost'],
    config: async () => configFor(`ldap://127.0.0.1:${(await proxy()).port}`),
    break: async (fault, aim) =>
      (await proxy()).become(modeOf(fault, aim === 'changes' ? hasModifyRequest : undefined)),
    mend: async () => {
      const { become } = await proxy();
      // Whoever still waits is told so.
      await become({ kind: 'refuse' });
      await become({ kind: 'pass' });
    },
    close: async () => (await started)?.close(),
  };
}

function modeOf(fault: NetworkFault, aim: ((request: Buffer) => boolean) | undefined): ProxyMode {
  const when = aim === undefined ? {} : { when: aim };
  switch (fault) {
    case 'reset':
      return { kind: 'reset', ...when };
    case 'blackhole':
      return { kind: 'blackhole', ...when };
    case 'drip':
      return { kind: 'drip', every: 100 };
    case 'html':
      return { kind: 'forge', reply: (request) => (aim?.(request) === false ? undefined : page) };
    case 'truncated':
      return { kind: 'truncate', ...when };
    case 'answer-lost':
      return { kind: 'swallow', ...when };
    default:
      throw new Error(`LDAP knows no ${fault}.`);
  }
}
