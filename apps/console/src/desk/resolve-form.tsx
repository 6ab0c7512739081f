import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { TicketDetail } from '../api/console-types.ts';
import { useResolve } from '../api/use-desk.ts';
import { ActProblem } from '../shell/act-problem.tsx';

const longest = 1000;

/** What the desk did about a ticket that was handed to it. Whoever waits for it is told these words. */
export function ResolveForm({ ticket }: { readonly ticket: TicketDetail }) {
  const [words, setWords] = useState('');
  const { mutate, isPending, error } = useResolve(ticket.key);
  const { displayName } = ticket.requester;
  return (
    <form
      className="desk-part desk-resolve"
      onSubmit={(event) => {
        event.preventDefault();
        if (words.trim() !== '') mutate(words.trim());
      }}
    >
      <Textarea
        label="What was done"
        description={`${displayName} is told these words, and the ticket is resolved everywhere. No passwords or codes.`}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={longest}
        required
        value={words}
        onChange={({ currentTarget }) => setWords(currentTarget.value)}
      />
      {error !== null && <ActProblem problem={error} />}
      <Button type="submit" loading={isPending} disabled={words.trim() === ''}>
        Resolve and tell {displayName}
      </Button>
    </form>
  );
}
