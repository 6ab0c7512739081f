import { Button, Text } from '@mantine/core';
import type { ParkedEffect, ParkedTicket } from '../api/console-types.ts';
import { isSignedOut } from '../api/request-json.ts';
import { useParked } from '../api/use-operations.ts';
import { useMayAct } from '../api/use-session.ts';
import { Pane } from '../playground/pane.tsx';
import { ActProblem } from '../shell/act-problem.tsx';
import { RoleNeeded } from '../shell/role-needed.tsx';
import { RelativeTime } from '../timeline/relative-time.tsx';

/** What was tried long enough: nobody waits for it, and a human decides whether it is tried again. */
export function ParkedPane() {
  const { effects, tickets, retry, replay } = useParked();
  const admin = useMayAct('admin');
  const desk = useMayAct('desk');
  const others = (effects.data?.effects ?? []).filter(({ type }) => type !== 'ticket');
  const ofTickets = tickets.data?.tickets ?? [];
  const isEmpty = effects.data !== undefined && tickets.data !== undefined && others.length + ofTickets.length === 0;
  const errors = [effects.error, tickets.error, retry.error, replay.error];
  const problem = errors.find((error) => error !== null && !isSignedOut(error));
  return (
    <Pane title="Put aside" hint="What could not be done, and waits for a human">
      <div className="operations-scroll">
        {problem && <ActProblem problem={problem} />}
        {isEmpty && <Text c="dimmed">Nothing is put aside.</Text>}
        <ul className="operations-rows" aria-label="What is put aside">
          {ofTickets.map((ticket) => (
            <Line
              key={ticket.id}
              parked={ticket}
              words={`${ticket.operation} ${ticket.number ?? ''}`.trim()}
              button="Replay"
              onPress={desk.mayAct ? () => replay.mutate(ticket.case) : undefined}
            />
          ))}
          {others.map((effect) => (
            <Line
              key={effect.id}
              parked={effect}
              words={effect.type}
              button="Try again"
              onPress={admin.mayAct ? () => retry.mutate(effect.id) : undefined}
            />
          ))}
        </ul>
        {ofTickets.length > 0 && !desk.mayAct && <RoleNeeded what="Replaying" needed="desk" role={desk.role} />}
        {others.length > 0 && !admin.mayAct && <RoleNeeded what="Trying again" needed="admin" role={admin.role} />}
      </div>
    </Pane>
  );
}

interface LineProps {
  readonly parked: Pick<ParkedEffect | ParkedTicket, 'person' | 'reason' | 'at'>;
  readonly words: string;
  readonly button: string;
  /** undefined: not with this role. */
  readonly onPress: (() => void) | undefined;
}

const Line = ({ parked: { person, reason, at }, words, button, onPress }: LineProps) => (
  <li>
    <div>
      <strong>{words}</strong> {person} <RelativeTime at={at} />
      <p className="desk-words">{reason}</p>
    </div>
    {onPress && (
      <Button size="xs" variant="default" onClick={onPress} aria-label={`${button}: ${words} of ${person}`}>
        {button}
      </Button>
    )}
  </li>
);
