import type { Desk, TicketStatus } from '@access-account/contract';
import {
  type FakeClock,
  type FakeExchange,
  fakeClock,
  fakeContext,
  type TicketingWorld,
  type WorldTicket,
} from '@access-account/testkit';
import { type FakeRow, type ServiceNowFake, startServiceNowFake } from '../src/fake/index.ts';
import { serviceNowConnector } from '../src/index.ts';
import { correlationOf } from '../src/tickets.ts';

/** Without the wait for an index that the stand-in does not have. */
export const connector = { ...serviceNowConnector, features: { ...serviceNowConnector.features, searchLag: 0 } };

/** By the companion app: two openings at the same moment are one, and what was opened is seen at once. */
export const appConnector = {
  ...connector,
  displayName: `${connector.displayName} by the app`,
  features: { atomicOpen: true, searchLag: 0 },
};

const desks = { 'service-desk': { group: 'Service Desk' }, security: { group: 'Security' } };

export interface StartWorldOptions {
  readonly mode?: 'table' | 'app';
  readonly limit?: number;
  readonly observe?: (exchange: FakeExchange) => void;
}

export interface ServiceNowWorld {
  readonly clock: FakeClock;
  readonly fake: ServiceNowFake;
  readonly world: TicketingWorld;
}

/** A world over an instance that is started when it is asked for; `close` it afterwards. */
export async function startServiceNowWorld({
  mode = 'table',
  ...options
}: StartWorldOptions = {}): Promise<ServiceNowWorld> {
  const clock = fakeClock();
  const fake = await startServiceNowFake({ clock, ...options });
  fake.instance.insert('sys_user', { email: 'alex@acme.test', active: 'true' });
  for (const { group: name } of Object.values(desks)) fake.instance.insert('sys_user_group', { name, active: 'true' });
  return { clock, fake, world: worldOf(() => fake, clock, mode) };
}

export function worldOf(
  fake: () => ServiceNowFake,
  clock = fakeClock(),
  mode: StartWorldOptions['mode'] = 'table',
): TicketingWorld {
  return {
    config: async () => ({ ...fake().clientConfig(), mode, desks }),
    context: async () => fakeContext({ clock }),
    readOnlyConfig: async () => ({ ...fake().clientConfig({ write: false }), mode, desks }),
    unreachableConfig: async () => ({ ...fake().clientConfig(), mode, instanceUrl: 'http://127.0.0.1:1' }),
    ticketsOf: async (key) =>
      fake()
        .instance.select('incident', `correlation_id=${correlationOf(key)}`)
        .map((row) => ticketOf(row, fake())),
    // The app's table takes a key once.
    ...(mode === 'app' ? {} : { openDouble: async (key: string) => openAgain(key, fake()) }),
    resolveByHand: async (number) => {
      const [row] = fake().instance.select('incident', `number=${number}`);
      if (row !== undefined) row.state = '6';
    },
  };
}

/** What a late answer leaves behind. */
function openAgain(key: string, { instance }: ServiceNowFake): void {
  const [row = {}] = instance.select('incident', `correlation_id=${correlationOf(key)}`);
  const { sys_id: _, number: __, ...rest } = row;
  instance.openIncident(rest);
}

function ticketOf(row: FakeRow, { instance }: ServiceNowFake): WorldTicket {
  const desk = (/^Access Account: (.*)$/.exec(row.correlation_display ?? '')?.[1] ?? null) as Desk | null;
  const group = instance.find('sys_user_group', row.assignment_group ?? '')?.name;
  const open: TicketStatus = desk !== null && group === desks[desk].group ? 'handed-off' : 'open';
  const notes = instance.select('sys_journal_field', `element_id=${row.sys_id}`).map(({ value = '' }) => value);
  return {
    number: row.number ?? '',
    subject: row.short_description ?? '',
    description: (row.description ?? '').replace(/\n\nRequester: .*$/s, ''),
    status: row.state === '6' ? 'resolved' : open,
    desk,
    texts: [...notes, ...(row.close_notes ? [row.close_notes] : [])],
  };
}
