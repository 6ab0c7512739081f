import { Anchor, Badge, Text } from '@mantine/core';
import type { TicketSummary } from '../api/console-types.ts';
import { useTickets } from '../api/use-tickets.ts';
import { RelativeTime } from '../timeline/relative-time.tsx';

const colors = { open: 'blue', 'handed-off': 'orange', resolved: 'teal' } as const;
const words = { open: 'open', 'handed-off': 'handed off', resolved: 'resolved' } as const;
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
        <Text size="xs" c="dimmed">
          and {tickets.length - shown} more
        </Text>
      )}
    </section>
  );
}

function TicketLine({ ticket }: { readonly ticket: TicketSummary }) {
  const { number, status, subject, person, openedAt, url } = ticket;
  return (
    <li>
      <Badge variant="dot" color={colors[status]} size="sm" tt="none">
        {words[status]}
      </Badge>
      <span className="ticket-subject" title={subject}>
        {url === null ? (
          <strong>{number}</strong>
        ) : (
          <Anchor href={url} target="_blank" rel="noopener noreferrer" fw={600} inherit>
            {number}
          </Anchor>
        )}{' '}
        {subject}
        {person && <Text span c="dimmed" inherit>{` · ${person}`}</Text>}
      </span>
      <RelativeTime at={openedAt} />
    </li>
  );
}
