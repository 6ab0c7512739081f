import { startRequestTracker } from '../../real-servers/request-tracker.ts';
import type { DeskDeed, RunningDesk } from './desk.ts';

interface Page<Item> {
  readonly items: readonly Item[];
}
interface Transaction {
  readonly Type: string;
  readonly Field?: string | null;
  readonly NewValue?: string | null;
}

/** A real Request Tracker, which writes down what it did in the history of its tickets, and can be killed. */
export async function startRequestTrackerDesk(): Promise<RunningDesk> {
  const tracker = await startRequestTracker();
  const ask = async <Answer>(target: string) => (await tracker.ask('GET', target)) as Answer;
  return {
    url: tracker.url,
    connector: (url) => ({
      package: '@access-account/ticketing-request-tracker',
      config: { authentication: 'password', url, ...tracker.administrator },
    }),
    ticketsOf: async (login) => {
      const query = new URLSearchParams({ query: `Requestor.EmailAddress = '${login}@acme.test'`, per_page: '100' });
      const { items } = await ask<Page<{ readonly id: string }>>(`/tickets?${query}`);
      return Promise.all(
        items.map(async ({ id }) => {
          const { Status } = await ask<{ readonly Status: string }>(`/ticket/${id}`);
          const history = await ask<Page<Transaction>>(`/ticket/${id}/history?fields=Type,Field,NewValue&per_page=100`);
          return { id, isResolved: Status === 'resolved', deeds: history.items.flatMap(deedOf) };
        }),
      );
    },
    isOfLife: ({ path }) => /\/REST\/2\.0\/(?:ticket\b|tickets\?query=RefersTo)/.test(path),
    killAndRestart: () => tracker.killAndRestart(),
    stop: () => tracker.stop(),
  };
}

function deedOf({ Type, NewValue }: Transaction): readonly DeskDeed[] {
  switch (Type) {
    case 'Create':
      return ['ticket.open'];
    case 'Status':
      return NewValue === 'resolved' ? ['ticket.resolve'] : [];
    case 'AddLink':
      return NewValue?.includes('access-account:for-') ? ['ticket.hand-off'] : [];
    default:
      return [];
  }
}
