import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface Balancer {
  readonly url: string;
  close(): Promise<void>;
}

/** One address in front of several servers: each connection goes to the next one that listens. */
export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  let turn = 0;
  const open = new Set<Socket>();
  const balancer = createServer((near) => {
    open.add(near);
    near.on('error', () => undefined).on('close', () => open.delete(near));
    turn += 1;
    void join(near, [...ports.slice(turn % ports.length), ...ports.slice(0, turn % ports.length)]);
  }).listen(0, '127.0.0.1');
  await once(balancer, 'listening');
  const { port } = balancer.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      for (const socket of open) socket.destroy();
      balancer.close();
      await once(balancer, 'close');
    },
  };
}

async function join(near: Socket, ports: readonly number[]): Promise<void> {
  for (const port of ports) {
    const far = connect(port, '127.0.0.1');
    const listens = await new Promise<boolean>((resolve) => {
      far.once('connect', () => resolve(true)).once('error', () => resolve(false));
    });
    if (!listens) continue;
    far.on('error', () => undefined).on('close', () => near.destroy());
    near.on('close', () => far.destroy());
    near.pipe(far).pipe(near);
    return;
  }
  near.destroy();
}
