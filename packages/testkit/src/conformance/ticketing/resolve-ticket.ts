import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { TicketingOperationSet } from '@access-account/contract';
import { fakeCall } from '../../fakes/fake-call.ts';
import { assertRejectsWith } from '../identity/assert-rejects-with.ts';
import { type TicketingConformanceOptions, withTicketingSubject } from './ticketing-subject.ts';

/** What `ticket.resolve` promises. */
export function resolveTicketConformance<Config, Client, Operations extends TicketingOperationSet>({
  runner,
  connector,
  world,
}: TicketingConformanceOptions<Config, Client, Operations>): void {
  runner.describe('ticket.resolve', () => {
    runner.test('LN-10 resolves the ticket, says how, and reads it back', async () => {
      await withTicketingSubject({ connector, world }, async ({ operations, open, atDesk }) => {
        const { key, ticket } = await open();
        const resolution = `Unlocked and verified (${randomUUID()}).`;
        const resolved = await operations['ticket.resolve']({ ticket, resolution }, fakeCall());
        assert.deepEqual(resolved, { reference: ticket, status: 'resolved' });
        const seen = await atDesk(key);
        assert.equal(seen.status, 'resolved');
        assert.ok(seen.texts.some((text) => text.includes(resolution)));
      });
    });

    runner.test('already resolved is success and adds nothing', async () => {
      await withTicketingSubject({ connector, world }, async ({ operations, open, atDesk }) => {
        const { key, ticket } = await open();
        const resolve = (resolution: string) => operations['ticket.resolve']({ ticket, resolution }, fakeCall());
        await resolve('Unlocked.');
        const before = await atDesk(key);
        assert.equal((await resolve('Unlocked once more.')).status, 'resolved');
        assert.deepEqual(await atDesk(key), before);
      });
    });

    const { resolveByHand } = world;
    if (resolveByHand) {
      runner.test('resolved at the desk meanwhile is success too', async () => {
        await withTicketingSubject({ connector, world }, async ({ operations, open }) => {
          const { ticket } = await open();
          await resolveByHand(ticket.number);
          const { status } = await operations['ticket.resolve']({ ticket, resolution: 'Unlocked.' }, fakeCall());
          assert.equal(status, 'resolved');
        });
      });
    }

    runner.test('answers not-found for a ticket that is not there', async () => {
      await withTicketingSubject({ connector, world }, async ({ operations }) => {
        const ticket = { id: randomUUID(), number: 'none', url: null };
        await assertRejectsWith('not-found', () =>
          operations['ticket.resolve']({ ticket, resolution: 'Nothing to resolve.' }, fakeCall()),
        );
      });
    });
  });
}
