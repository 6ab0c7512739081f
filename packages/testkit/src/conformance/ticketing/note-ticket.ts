import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { NoteTicketInput, TicketingOperationSet } from '@access-account/contract';
import { fakeCall } from '../../fakes/fake-call.ts';
import { assertRejectsWith } from '../identity/assert-rejects-with.ts';
import { type TicketingConformanceOptions, type TicketingSubject, withTicketingSubject } from './ticketing-subject.ts';

/** What `ticket.note` promises. */
export function noteTicketConformance<Config, Client, Operations extends TicketingOperationSet>({
  runner,
  connector,
  world,
}: TicketingConformanceOptions<Config, Client, Operations>): void {
  runner.describe('ticket.note', () => {
    runner.test('adds a line to the history and leaves the status alone', async () => {
      await withTicketingSubject({ connector, world }, async (subject) => {
        const { key, ticket } = await subject.open();
        const text = `The person answered "No" <${randomUUID()}>`;
        await note(subject, { ticket, text });
        const { texts, status } = await subject.atDesk(key);
        assert.equal(count(texts, text), 1);
        assert.equal(status, 'open');
      });
    });

    runner.test('adds a repeated effect once, and the same words of another effect again', async () => {
      await withTicketingSubject({ connector, world }, async (subject) => {
        const { key, ticket } = await subject.open();
        const text = `Noted ${randomUUID()}`;
        const call = fakeCall();
        await note(subject, { ticket, text }, call);
        await note(subject, { ticket, text }, { ...call, repeated: true });
        assert.equal(count((await subject.atDesk(key)).texts, text), 1);
        await note(subject, { ticket, text });
        assert.equal(count((await subject.atDesk(key)).texts, text), 2);
      });
    });

    runner.test('answers not-found for a ticket that is not there', async () => {
      await withTicketingSubject({ connector, world }, async (subject) => {
        const ticket = { id: randomUUID(), number: 'none', url: null };
        await assertRejectsWith('not-found', () => note(subject, { ticket, text: 'Nothing to note it in.' }));
      });
    });
  });
}

const count = (texts: readonly string[], text: string) => texts.filter((each) => each.includes(text)).length;

async function note({ operations }: TicketingSubject, input: NoteTicketInput, call = fakeCall()): Promise<void> {
  const operation = operations['ticket.note'];
  assert.ok(operation, 'the connector has no ticket.note');
  await operation(input, call);
}
