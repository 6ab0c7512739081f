import type { Desk, TicketStatus } from '@access-account/contract';
import { fakeContext, type TicketingWorld, type WorldTicket } from '@access-account/testkit';
import type { RequestTracker } from '../../../tooling/real-servers/request-tracker.ts';
import { keyMark } from '../src/marks.ts';

interface Found {
  readonly items: readonly { readonly id: string }[];
}
interface Stored {
  readonly Status: string;
  readonly Subject: string;
  readonly Queue: { readonly id: string };
  readonly _hyperlinks: readonly { readonly _url?: string }[];
}
interface Attachments {
  readonly items: readonly { readonly Content: string }[];
}

/** A real Request Tracker, asked as its administrator behind the connector's back. */
export function requestTrackerWorld(
  running: () => RequestTracker,
): TicketingWorld & { configFor(url: string): object } {
  const configFor = (url: string) => ({
    authentication: 'password',
    url,
    ...running().administrator,
    desks: { security: 'Security' },
  });
  const ask = async <Answer>(target: string) => (await running().ask('GET', target)) as Answer;
  return {
    configFor,
    config: async () => configFor(running().url),
    context: async () => fakeContext(),
    ticketsOf: async (key) => {
      const query = new URLSearchParams({ query: `RefersTo = '${keyMark(key)}'` });
      const { items } = await ask<Found>(`/tickets?${query}`);
      return Promise.all(items.map(({ id }) => ticketOf(id, ask)));
    },
    openDouble: async (key) => {
      const double = { Queue: 'General', Subject: 'The same once more', RefersTo: [keyMark(key)] };
      await running().ask('POST', '/ticket', { ...double, Content: 'Opened late.', ContentType: 'text/plain' });
    },
    resolveByHand: async (number) => {
      await running().ask('PUT', `/ticket/${number.slice(1)}`, { Status: 'resolved' });
    },
    readOnlyConfig: async () => {
      const username = `reader-${Math.random().toString(36).slice(2)}`;
      await running().ask('POST', '/user', { Name: username, Password: 'reads only', Privileged: 1 });
      return { ...configFor(running().url), username, password: 'reads only' };
    },
    unreachableConfig: async () => configFor('http://127.0.0.1:1'),
  };
}

async function ticketOf(id: string, ask: <Answer>(target: string) => Promise<Answer>): Promise<WorldTicket> {
  const { Status, Subject, _hyperlinks } = await ask<Stored>(`/ticket/${id}`);
  const { items } = await ask<Attachments>(`/ticket/${id}/attachments?fields=Content&per_page=100`);
  const [description = '', ...texts] = items.map(({ Content }) => Content);
  const refersTo = _hyperlinks.map(({ _url }) => _url ?? '');
  const desk = refersTo.flatMap((address) => /^access-account:for-(.*)$/.exec(address)?.[1] ?? []).at(-1) ?? null;
  const open: TicketStatus = desk === null ? 'open' : 'handed-off';
  return {
    number: `#${id}`,
    subject: Subject,
    description,
    status: Status === 'resolved' ? 'resolved' : open,
    desk: desk as Desk | null,
    texts,
  };
}
