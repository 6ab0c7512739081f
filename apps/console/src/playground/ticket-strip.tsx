import { Anchor, Badge, Text } from '@mantine/core';
import type { TicketSummary } from '../api/console-types.ts';
import { useTickets } from '../api/use-tickets.ts';
import { statusColors, statusWords } from '../desk/ticket-words.ts';
import { deskAddress, deskPath } from '../desk/use-desk-address.ts';
import { RelativeTime } from '../timeline/relative-time.tsx';

const shown = 4;

/** The newest tickets, under the timeline. */
export function TicketStrip() {
  const { data: tickets, error } = useTickets();
  return (
    <section className="tickets" aria-labelledby="tickets-title">
      <h3 id="tickets-title">Tickets</h3>
      {error !== null && (
        <Text size="sm" c="red" role="alert">
          {error.message}
        </Text>
      )}
      {tickets?.length === 0 && (
        <Text size="sm" c="dimmed">
          None yet. A ticket is filed for every account that was helped.
        </Text>
      )}
      <ul>
        {tickets?.slice(0, shown).map((ticket) => (
          <TicketLine key={ticket.key} ticket={ticket} />
        ))}
      </ul>
      {tickets !== undefined && tickets.length > shown && (
        <Anchor href={deskPath} size="xs">
          All tickets
        </Anchor>
      )}
    </section>
  );
}

function TicketLine({ ticket }: { readonly ticket: TicketSummary }) {
  const { key, number, status, subject, person, openedAt } = ticket;
  return (
    <li>
      <Badge variant="dot" color={statusColors[status]} size="sm" tt="none">
        {statusWords[status]}
      </Badge>
      <span className="ticket-subject" title={subject}>
        <Anchor href={deskAddress({ filter: {}, ticket: key })} fw={600} inherit>
          {number ?? 'Not filed yet'}
        </Anchor>{' '}
        {subject}
        <Text span c="dimmed" inherit>{` · ${person}`}</Text>
      </span>
      <RelativeTime at={openedAt} />
    </li>
  );
}
