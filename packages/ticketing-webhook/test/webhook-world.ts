import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { Desk as DeskName } from '@access-account/contract';
import { type FakeClock, fakeClock, fakeContext, type TicketingWorld, type WorldTicket } from '@access-account/testkit';
import { Desk, startReceiver, type Ticket } from '../example/receiver.ts';
import { ticketKey } from '../src/operations/open-ticket.ts';

export function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

export interface WebhookWorld {
  readonly world: TicketingWorld;
  readonly desk: Desk;
  readonly clock: FakeClock;
  readonly secret: string;
  readonly url: string;
  close(): Promise<void>;
}

/** The example receiver on loopback, as it is in the package; `close` it afterwards. */
export async function startWebhookWorld(desk = new Desk()): Promise<WebhookWorld> {
  const clock = fakeClock();
  const secret = newSecret();
  const server = await startReceiver({ desk, secret, port: 0, now: () => clock.now() });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/tickets`;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  const started = { desk, clock, secret, url, close };
  return { ...started, world: worldOf(() => started) };
}

export function worldOf(started: () => Omit<WebhookWorld, 'world'>): TicketingWorld {
  const tickets = () => [...started().desk.tickets.values()];
  return {
    config: async () => ({ url: started().url, secret: started().secret }),
    context: async () => fakeContext({ clock: started().clock }),
    unreachableConfig: async () => ({ url: 'http://127.0.0.1:1/', secret: started().secret }),
    ticketsOf: async (key) =>
      tickets()
        .filter((ticket) => ticket.key === ticketKey(key))
        .map(shown),
    resolveByHand: async (number) => {
      for (const ticket of tickets()) if (`DESK-${ticket.id}` === number) ticket.status = 'resolved';
    },
  };
}

function shown({ id, subject, description, status, desk, history }: Ticket): WorldTicket {
  return { number: `DESK-${id}`, subject, description, status, desk: desk as DeskName | null, texts: history };
}
