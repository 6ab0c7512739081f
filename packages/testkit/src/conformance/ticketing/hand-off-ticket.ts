import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { HandOffTicketInput, TicketingOperationSet } from '@access-account/contract';
import { fakeCall } from '../../fakes/fake-call.ts';
import { assertRejectsWith } from '../identity/assert-rejects-with.ts';
import { type TicketingConformanceOptions, type TicketingSubject, withTicketingSubject } from './ticketing-subject.ts';

/** What `ticket.hand-off` promises. */
export function handOffTicketConformance<Config, Client, Operations extends TicketingOperationSet>({
  runner,
  connector,
  world,
}: TicketingConformanceOptions<Config, Client, Operations>): void {
  runner.describe('ticket.hand-off', () => {
    for (const to of ['service-desk', 'security'] as const) {
      runner.test(`gives the ticket to ${to}, with the reason`, async () => {
        await withTicketingSubject({ connector, world }, async (subject) => {
          const { key, ticket } = await subject.open();
          const reason = `The account is disabled (${randomUUID()}).`;
          const handedOff = await handOff(subject, { ticket, to, reason });
          assert.deepEqual(handedOff, { reference: ticket, status: 'handed-off' });
          const seen = await subject.atDesk(key);
          assert.equal(seen.status, 'handed-off');
          assert.equal(seen.desk, to);
          assert.ok(seen.texts.some((text) => text.includes(reason)));
        });
      });
    }

    runner.test('a repeated effect hands off once, and never reopens what was resolved meanwhile', async () => {
      await withTicketingSubject({ connector, world }, async (subject) => {
        const { key, ticket } = await subject.open();
        const input = { ticket, to: 'service-desk', reason: `A person must look (${randomUUID()}).` } as const;
        const call = fakeCall();
        await handOff(subject, input, call);
        await handOff(subject, input, { ...call, repeated: true });
        const { texts } = await subject.atDesk(key);
        assert.equal(texts.filter((text) => text.includes(input.reason)).length, 1);
        await subject.operations['ticket.resolve']({ ticket, resolution: 'Done at the desk.' }, fakeCall());
        await handOff(subject, input, { ...call, repeated: true });
        assert.equal((await subject.atDesk(key)).status, 'resolved');
      });
    });

    runner.test('a ticket that was handed off can be resolved', async () => {
      await withTicketingSubject({ connector, world }, async (subject) => {
        const { ticket } = await subject.open();
        await handOff(subject, { ticket, to: 'service-desk', reason: 'A person must look.' });
        const resolved = await subject.operations['ticket.resolve']({ ticket, resolution: 'Unlocked.' }, fakeCall());
        assert.equal(resolved.status, 'resolved');
      });
    });

    runner.test('answers not-found for a ticket that is not there', async () => {
      await withTicketingSubject({ connector, world }, async (subject) => {
        const ticket = { id: randomUUID(), number: 'none', url: null };
        await assertRejectsWith('not-found', () => handOff(subject, { ticket, to: 'security', reason: 'None.' }));
      });
    });
  });
}

async function handOff({ operations }: TicketingSubject, input: HandOffTicketInput, call = fakeCall()) {
  const operation = operations['ticket.hand-off'];
  assert.ok(operation, 'the connector has no ticket.hand-off');
  return operation(input, call);
}
