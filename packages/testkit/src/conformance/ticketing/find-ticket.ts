import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { TicketingOperationSet } from '@access-account/contract';
import { fakeCall } from '../../fakes/fake-call.ts';
import { settle } from './open-ticket.ts';
import { type TicketingConformanceOptions, type TicketingSubject, withTicketingSubject } from './ticketing-subject.ts';

/** What `ticket.find` promises. */
export function findTicketConformance<Config, Client, Operations extends TicketingOperationSet>({
  runner,
  connector,
  world,
}: TicketingConformanceOptions<Config, Client, Operations>): void {
  const { searchLag } = connector.features;
  runner.describe('ticket.find', () => {
    runner.test('finds the ticket of a key with its live status', async () => {
      await withTicketingSubject({ connector, world }, async (subject) => {
        const { key, ticket } = await subject.open();
        await settle(searchLag);
        assert.deepEqual(await find(subject, key), { reference: ticket, status: 'open' });
        await subject.operations['ticket.resolve']({ ticket, resolution: 'Unlocked.' }, fakeCall());
        await settle(searchLag);
        assert.deepEqual(await find(subject, key), { reference: ticket, status: 'resolved' });
      });
    });

    const { resolveByHand } = world;
    if (resolveByHand) {
      runner.test('sees what people did at the desk', async () => {
        await withTicketingSubject({ connector, world }, async (subject) => {
          const { key, ticket } = await subject.open();
          await resolveByHand(ticket.number);
          await settle(searchLag);
          assert.equal((await find(subject, key))?.status, 'resolved');
        });
      });
    }

    runner.test('finds nothing for a key that opened nothing, however it is written', async () => {
      await withTicketingSubject({ connector, world }, async (subject) => {
        const { key } = await subject.open();
        await settle(searchLag);
        for (const stranger of [randomUUID(), '', '*', '%', `${key}%`, key.slice(0, -1), `${key}^ORkeyISNOTEMPTY`]) {
          assert.equal(await find(subject, stranger), undefined, `${JSON.stringify(stranger)} finds a ticket`);
        }
      });
    });
  });
}

async function find({ operations }: TicketingSubject, key: string) {
  const operation = operations['ticket.find'];
  assert.ok(operation, 'the connector has no ticket.find');
  return operation({ key }, fakeCall());
}
