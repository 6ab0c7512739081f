import { Alert, Badge, Button, Skeleton, Stack, Text } from '@mantine/core';
import type { DeskFilter, TicketSummary } from '../api/console-types.ts';
import { isSignedOut } from '../api/request-json.ts';
import { useDesk } from '../api/use-desk.ts';
import { RelativeTime } from '../timeline/relative-time.tsx';
import { featureWords, statusColors, statusWords } from './ticket-words.ts';
import { deskAddress, goTo } from './use-desk-address.ts';

export interface TicketListProps {
  readonly filter: DeskFilter;
  /** The key of the ticket that is open. */
  readonly opened: string | null;
}

/** The tickets that fit, a page at a time. */
export function TicketList({ filter, opened }: TicketListProps) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage, isPending } = useDesk(filter);
  const tickets = data?.pages.flatMap((page) => page.tickets) ?? [];
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <div className="desk-tickets">
      <p className="visually-hidden" role="status">
        {isPending ? 'Loading the tickets' : told(tickets.length, hasNextPage)}
      </p>
      {error !== null && !isSignedOut(error) && (
        <Alert color="red" title="The tickets cannot be shown" role="alert" m="sm">
          <Stack gap="xs" align="flex-start">
            {error.message}
            <Button size="xs" variant="default" onClick={() => void refetch()}>
              Try again
            </Button>
          </Stack>
        </Alert>
      )}
      {isPending && error === null && <ListSkeleton />}
      {data !== undefined && tickets.length === 0 && (
        <Stack align="center" p="xl" gap="xs">
          <Text c="dimmed" ta="center">
            {isFiltered
              ? 'No ticket fits these filters.'
              : 'No tickets yet. One is opened for every account that was helped, and for whatever people must do.'}
          </Text>
        </Stack>
      )}
      <ul className="desk-rows">
        {tickets.map((ticket) => (
          <TicketRow key={ticket.key} ticket={ticket} filter={filter} isOpened={ticket.key === opened} />
        ))}
      </ul>
      {hasNextPage && (
        <Button
          variant="default"
          m="sm"
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
          className="desk-more"
        >
          Older tickets
        </Button>
      )}
    </div>
  );
}

function told(count: number, more: boolean): string {
  if (count === 0) return 'No tickets';
  return `${count} ${count === 1 ? 'ticket' : 'tickets'} shown${more ? ', and there are older ones' : ''}`;
}

interface TicketRowProps {
  readonly ticket: TicketSummary;
  readonly filter: DeskFilter;
  readonly isOpened: boolean;
}

function TicketRow({ ticket, filter, isOpened }: TicketRowProps) {
  const { key, number, status, subject, person, feature, system, openedAt } = ticket;
  return (
    <li className="desk-row-item">
      <a
        id={rowId(key)}
        className="desk-row"
        href={deskAddress({ filter, ticket: key })}
        aria-current={isOpened || undefined}
        onClick={(event) => {
          // A new tab or window is the browser's business.
          if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
          event.preventDefault();
          goTo({ filter, ticket: key });
        }}
      >
        <span className="desk-row-top">
          <strong>{number ?? 'Not filed yet'}</strong>
          <Badge variant="dot" color={statusColors[status]} size="sm" tt="none">
            {statusWords[status]}
          </Badge>
          <RelativeTime at={openedAt} />
        </span>
        <span className="desk-row-subject">{subject}</span>
        <span className="desk-row-about">
          {[person, featureWords[feature] ?? feature, system].filter((one) => one !== null).join(' · ')}
        </span>
      </a>
    </li>
  );
}

/** Where the focus returns when the ticket is closed. */
export function rowId(key: string): string {
  return `ticket-${encodeURIComponent(key)}`;
}

const ListSkeleton = () => (
  <Stack gap="xs" p="sm" aria-hidden="true">
    {[1, 2, 3, 4, 5, 6].map((line) => (
      <Skeleton key={line} h={64} />
    ))}
  </Stack>
);
