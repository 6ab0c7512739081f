import { Button, Text } from '@mantine/core';
import type { Day } from '../api/use-day.ts';

const dayLength = 24;
const format = new Intl.DateTimeFormat('en', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });

/** Lets days pass in the sandbox directory, so that passwords and contracts there come nearer to their end. */
export function DayControl({ day, problem, pass, reset }: Day) {
  const look = { size: 'compact-sm', variant: 'default' } as const;
  return (
    <section className="day-control" aria-label="The directory’s day">
      <p>
        The directory’s day:{' '}
        <output>{day === undefined ? '…' : <time dateTime={day.now}>{format.format(new Date(day.now))}</time>}</output>
      </p>
      <Button.Group>
        <Button {...look} onClick={() => pass(dayLength)}>
          +1 day
        </Button>
        <Button {...look} onClick={() => pass(7 * dayLength)}>
          +1 week
        </Button>
        <Button {...look} onClick={reset} disabled={day === undefined || day.hoursAhead === 0}>
          Reset
        </Button>
      </Button.Group>
      {problem !== undefined && (
        <Text size="xs" c="red" role="alert" w="100%">
          {problem}
        </Text>
      )}
    </section>
  );
}
