import { useEffect } from 'react';
import type { Overview } from '../api/console-types.ts';
import { Header } from '../shell/header.tsx';
import { DeskFilters } from './desk-filters.tsx';
import { TicketList } from './ticket-list.tsx';
import { TicketPane } from './ticket-pane.tsx';
import { deskPath, useDeskAddress } from './use-desk-address.ts';

export interface DeskPageProps {
  readonly overview: Overview;
  readonly connected: boolean;
}

/** The product's own desk: every ticket there is, and one of them with everything it has been through. */
export function DeskPage({ overview, connected }: DeskPageProps) {
  const { filter, ticket } = useDeskAddress();
  useEffect(() => {
    document.title = `Tickets · ${overview.organization}`;
  }, [overview.organization]);
  return (
    <div className="playground">
      <Header page={deskPath} overview={overview} connected={connected} />
      <main className="desk" data-opened={ticket !== null || undefined}>
        <section className="pane desk-list" aria-labelledby="desk-title">
          <header className="pane-header">
            <div className="pane-title">
              <h2 id="desk-title">Tickets</h2>
              <p>Newest first, from the moment they were decided</p>
            </div>
          </header>
          <DeskFilters filter={filter} overview={overview} />
          <TicketList filter={filter} opened={ticket} />
        </section>
        {ticket !== null && <TicketPane key={ticket} ticketKey={ticket} filter={filter} />}
      </main>
    </div>
  );
}
