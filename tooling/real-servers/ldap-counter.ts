import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { operationTag, tag, wholeMessages } from './ldap-bytes.ts';

export interface LdapCounter {
  /** Where to ask instead of the real server. */
  readonly url: string;
  /** Searches that were asked, and entries that were answered. */
  readonly counted: Map<'searches' | 'entries', number>;
  close(): Promise<void>;
}

/** Stands in front of a real directory, in clear, and counts what is asked of it and what it answers. */
export async function startLdapCounter(url: string): Promise<LdapCounter> {
  const { hostname, port } = new URL(url);
  const counted = new Map<'searches' | 'entries', number>();
  const sockets = new Set<Socket>();
  const count = (name: 'searches' | 'entries', wanted: number) => {
    let rest: Buffer = Buffer.alloc(0);
    return (bytes: Buffer) => {
      const { messages, left } = wholeMessages(Buffer.concat([rest, bytes]));
      rest = left;
      const found = messages.filter((message) => operationTag(message) === wanted).length;
      counted.set(name, (counted.get(name) ?? 0) + found);
    };
  };
  const server = createServer((near) => {
    const far = connect(Number(port || 389), hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    }
    near.on('data', count('searches', tag.searchRequest)).pipe(far);
    far.on('data', count('entries', tag.searchResultEntry)).pipe(near);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `ldap://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counted,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
