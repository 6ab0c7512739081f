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

    const { openDouble } = world;
    if (openDouble) {
      runner.test('EC-32 finds the oldest of a key, and beside it the doubles that are not resolved', async () => {
        await withTicketingSubject({ connector, world }, async (subject) => {
          const { key, ticket } = await subject.open();
          await openDouble(key);
          await openDouble(key);
          await settle(searchLag);
          const found = await find(subject, key);
          assert.deepEqual(found?.reference, ticket);
          const [first, second, ...rest] = found.others ?? [];
          assert.ok(first && second && rest.length === 0, 'not two doubles');
          assert.notEqual(first.reference.id, second.reference.id);
          for (const { reference, status } of [first, second]) {
            assert.notEqual(reference.id, ticket.id);
            assert.equal(status, 'open');
          }
          const resolution = `A double of ${ticket.number}.`;
          await subject.operations['ticket.resolve']({ ticket: first.reference, resolution }, fakeCall());
          await settle(searchLag);
          const others = (await find(subject, key))?.others ?? [];
          assert.deepEqual(others, [second]);
          await subject.operations['ticket.resolve']({ ticket: second.reference, resolution }, fakeCall());
          await settle(searchLag);
          assert.deepEqual(await find(subject, key), { reference: ticket, status: 'open' });
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
