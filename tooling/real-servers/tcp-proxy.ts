import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/**
 * What the proxy does to connections, old and new. `when` chooses the request it begins with, and is asked per chunk.
 * - `pass`: nothing.
 * - `refuse`: nobody listens, and open connections end.
 * - `reset`: connections are torn down; with `when`, at the request it chooses and not before.
 * - `blackhole`: requests are accepted, kept and never answered.
 * - `drip`: answers come one byte at a time, `every` milliseconds.
 * - `swallow`: requests are passed on, and the answer is lost with the connection.
 * - `truncate`: requests are passed on, and of the answer comes a half, then the end.
 * - `forge`: the proxy answers by itself whatever `reply` makes; the request goes nowhere.
 */
export type ProxyMode =
  | { readonly kind: 'pass' }
  | { readonly kind: 'refuse' }
  | { readonly kind: 'reset'; readonly when?: (request: Buffer) => boolean }
  | { readonly kind: 'blackhole'; readonly when?: (request: Buffer) => boolean }
  | { readonly kind: 'drip'; readonly every: number }
  | { readonly kind: 'swallow'; readonly when?: (request: Buffer) => boolean }
  | { readonly kind: 'truncate'; readonly when?: (request: Buffer) => boolean }
  | { readonly kind: 'forge'; readonly reply: (request: Buffer) => Buffer | undefined };

export interface TcpProxy {
  readonly host: '127.0.0.1';
  readonly port: number;
  /** How many connections have come in since the start. */
  readonly connections: number;
  become(mode: ProxyMode): Promise<void>;
  close(): Promise<void>;
}

export interface StartTcpProxyOptions {
  readonly host: string;
  readonly port: number;
  /** Sees all that is passed on to the real server. */
  readonly onRequest?: (bytes: Buffer) => void;
}

/** Starts a proxy in front of a real server, so that tests can take its network away. */
export async function startTcpProxy(target: StartTcpProxyOptions): Promise<TcpProxy> {
  let mode: ProxyMode = { kind: 'pass' };
  let connections = 0;
  const sockets = new Set<Socket>();
  const track = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    return socket;
  };

  const server = createServer((near) => {
    connections += 1;
    track(near);
    if (mode.kind === 'reset' && mode.when === undefined) {
      near.resetAndDestroy();
      return;
    }
    const far = track(connect(target.port, target.host));
    let afflicted: ProxyMode | undefined;
    near.on('data', (request) => {
      const forged = mode.kind === 'forge' ? mode.reply(request) : undefined;
      if (forged) {
        near.write(forged);
        return;
      }
      if (beginsWith(mode, request)) afflicted = mode;
      if (afflicted?.kind === 'reset') near.resetAndDestroy();
      if (afflicted?.kind === 'blackhole' || afflicted?.kind === 'reset') return;
      target.onRequest?.(request);
      far.write(request);
    });
    far.on('data', (answer) => {
      if (afflicted?.kind === 'swallow') near.destroy();
      else if (afflicted?.kind === 'truncate') near.end(answer.subarray(0, answer.length / 2));
      else if (mode.kind === 'drip') drip({ near, answer, every: mode.every });
      else near.write(answer);
    });
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });

  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  const stopListening = async () => {
    for (const socket of sockets) socket.destroy();
    if (!server.listening) return;
    server.close();
    await once(server, 'close');
  };

  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    host: '127.0.0.1',
    port,
    get connections() {
      return connections;
    },
    async become(next) {
      mode = next;
      if (next.kind === 'refuse') await stopListening();
      else if (!server.listening) await listen(port);
      if (next.kind === 'reset' && next.when === undefined) for (const socket of sockets) socket.resetAndDestroy();
    },
    close: stopListening,
  };
}

function beginsWith(mode: ProxyMode, request: Buffer): boolean {
  if (mode.kind === 'reset') return mode.when?.(request) ?? false;
  const isAimed = mode.kind === 'blackhole' || mode.kind === 'swallow' || mode.kind === 'truncate';
  return isAimed && (mode.when?.(request) ?? true);
}

function drip({ near, answer, every }: { near: Socket; answer: Buffer; every: number }): void {
  const bytes = [...answer];
  const timer = setInterval(() => {
    const byte = bytes.shift();
    if (byte === undefined || near.destroyed) clearInterval(timer);
    else near.write(Buffer.of(byte));
  }, every);
}
