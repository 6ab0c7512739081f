import { ActionIcon, Alert, Anchor, Badge, Button, Skeleton, Stack, Text, ThemeIcon } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import type { DeskFilter, TicketDetail, TicketEntry } from '../api/console-types.ts';
import { isSignedOut, RequestProblem } from '../api/request-json.ts';
import { useTicket } from '../api/use-desk.ts';
import { useMayAct } from '../api/use-session.ts';
import { Icon, type IconName } from '../shell/icon.tsx';
import { RoleNeeded } from '../shell/role-needed.tsx';
import { RelativeTime } from '../timeline/relative-time.tsx';
import { ResolveForm } from './resolve-form.tsx';
import { rowId } from './ticket-list.tsx';
import { featureWords, statusColors, statusWords } from './ticket-words.ts';
import { deskAddress, goTo } from './use-desk-address.ts';

const deskWords = { 'service-desk': 'the service desk', security: 'the security team' } as const;
const kindLooks: Readonly<
  Record<TicketEntry['kind'], { readonly icon: IconName; readonly color: string; readonly words: string }>
> = {
  opened: { icon: 'ticket', color: 'blue', words: 'Opened' },
  note: { icon: 'speech', color: 'gray', words: 'Note' },
  'handed-off': { icon: 'branch', color: 'orange', words: 'Handed off' },
  resolved: { icon: 'check', color: 'teal', words: 'Resolved' },
};

export interface TicketPaneProps {
  readonly ticketKey: string;
  readonly filter: DeskFilter;
}

/** One ticket. The focus comes here when it is opened, and goes back to its line when it is closed. */
export function TicketPane({ ticketKey, filter }: TicketPaneProps) {
  const { data: ticket, error, refetch } = useTicket(ticketKey);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    title.current?.focus();
    return () => document.getElementById(rowId(ticketKey))?.focus();
  }, [ticketKey]);
  const close = () => goTo({ filter, ticket: null });
  return (
    <section
      className="pane desk-ticket"
      aria-labelledby="ticket-title"
      onKeyDown={({ key }) => {
        if (key === 'Escape') close();
      }}
    >
      <header className="pane-header">
        <Button
          className="desk-back"
          variant="subtle"
          size="compact-sm"
          component="a"
          href={deskAddress({ filter, ticket: null })}
          onClick={(event) => {
            event.preventDefault();
            close();
          }}
        >
          All tickets
        </Button>
        <div className="pane-title">
          <h2 id="ticket-title" ref={title} tabIndex={-1}>
            {ticket === undefined ? 'Ticket' : (ticket.number ?? 'Not filed yet')}
          </h2>
        </div>
        {ticket !== undefined && (
          <Badge variant="dot" color={statusColors[ticket.status]} tt="none">
            {statusWords[ticket.status]}
          </Badge>
        )}
        <ActionIcon
          className="desk-close"
          variant="subtle"
          color="gray"
          onClick={close}
          aria-label="Close the ticket"
          title="Close"
        >
          <Icon name="close" size={16} />
        </ActionIcon>
      </header>
      <div className="desk-scroll">
        {ticket === undefined && error === null && (
          <Stack p="md" gap="sm" aria-busy="true" role="status" aria-label="Loading the ticket">
            <Skeleton h={28} />
            <Skeleton h={120} />
            <Skeleton h={180} />
          </Stack>
        )}
        {error !== null && !isSignedOut(error) && (
          <Alert
            color="red"
            m="md"
            role="alert"
            title={isGone(error) ? 'There is no such ticket' : 'The ticket cannot be shown'}
          >
            {isGone(error) ? (
              'The address names a ticket that was never opened here.'
            ) : (
              <Stack gap="xs" align="flex-start">
                {error.message}
                <Button size="xs" variant="default" onClick={() => void refetch()}>
                  Try again
                </Button>
              </Stack>
            )}
          </Alert>
        )}
        {ticket !== undefined && <Ticket ticket={ticket} />}
      </div>
    </section>
  );
}

function isGone(error: Error): boolean {
  return error instanceof RequestProblem && error.status === 404;
}

function Ticket({ ticket }: { readonly ticket: TicketDetail }) {
  const { subject, description, requester, feature, system, desk, openedAt, references, timeline, status } = ticket;
  const { displayName, login, email } = requester;
  const { mayAct, role } = useMayAct('desk');
  return (
    <>
      <div className="desk-part">
        <Text fw={600}>{subject}</Text>
        <Text size="sm" className="desk-words">
          {description}
        </Text>
      </div>
      <dl className="desk-facts">
        <Fact name="Person">
          {displayName}
          <Text span c="dimmed" inherit>
            {` ${[login, email].filter((one) => one !== null).join(' · ')}`}
          </Text>{' '}
          <Anchor href={deskAddress({ filter: { person: login }, ticket: null })} inherit>
            their tickets
          </Anchor>
        </Fact>
        <Fact name="Feature">{featureWords[feature] ?? feature}</Fact>
        {system !== null && <Fact name="System">{system}</Fact>}
        {desk !== null && <Fact name="With">{deskWords[desk]}</Fact>}
        <Fact name="Opened">
          <RelativeTime at={openedAt} />
        </Fact>
        <Fact name="Filed">
          {references.length === 0 && 'Nowhere else yet; it is tried until it is'}
          {references.map(({ connector, displayName: name, number, url, status: there }) => (
            <span key={connector}>
              {url === null ? (
                number
              ) : (
                <Anchor href={url} target="_blank" rel="noopener noreferrer" inherit>
                  {number}
                </Anchor>
              )}
              {` in ${name}, ${statusWords[there]} there`}
            </span>
          ))}
        </Fact>
      </dl>
      {status === 'handed-off' &&
        (mayAct ? (
          <ResolveForm ticket={ticket} />
        ) : (
          <div className="desk-part">
            <RoleNeeded what="Resolving it" needed="desk" role={role} />
          </div>
        ))}
      <section className="desk-part" aria-labelledby="timeline-title">
        <h3 id="timeline-title">What it has been through</h3>
        <ol className="desk-timeline">
          {timeline.map((entry) => (
            <EntryLine key={entry.id} entry={entry} />
          ))}
        </ol>
      </section>
    </>
  );
}

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

function EntryLine({ entry }: { readonly entry: TicketEntry }) {
  const { at, kind, text, by, operator, filing, problem } = entry;
  const { icon, color, words } = kindLooks[kind];
  return (
    <li>
      <ThemeIcon variant="light" color={color} size={26} radius="xl">
        <Icon name={icon} size={15} />
      </ThemeIcon>
      <div className="desk-entry">
        <div className="desk-entry-top">
          <strong>{words}</strong>
          {by === 'operator' && <span> {operator === null ? 'by the desk' : `by ${operator}`}</span>}
          {filing === 'waiting' && (
            <Badge variant="dot" color="yellow" size="sm" tt="none">
              not filed yet
            </Badge>
          )}
          {filing === 'failed' && (
            <Badge variant="dot" color="red" size="sm" tt="none">
              could not be filed
            </Badge>
          )}
          <RelativeTime at={at} />
        </div>
        <p className="desk-words">{text}</p>
        {problem !== null && (
          <Text size="xs" c="dimmed">
            {problem}
          </Text>
        )}
      </div>
    </li>
  );
}
