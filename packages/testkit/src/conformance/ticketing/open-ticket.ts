import assert from 'node:assert/strict';
import type { TicketingOperationSet } from '@access-account/contract';
import { fakeCall } from '../../fakes/fake-call.ts';
import { type TicketingConformanceOptions, ticketRequest, withTicketingSubject } from './ticketing-subject.ts';

/** Text that means something to HTML, SQL, wiki markup, query languages or a mail header. In a ticket it is only text. */
const awkwardText = `<b>"Zoë" O'Hara</b> \\ & {code} [~alex] ^ = ; -- $\{x} 日本語 👍`;

/** What `ticket.open` promises. */
export function openTicketConformance<Config, Client, Operations extends TicketingOperationSet>({
  runner,
  connector,
  world,
}: TicketingConformanceOptions<Config, Client, Operations>): void {
  runner.describe('ticket.open', () => {
    runner.test('LN-10 opens a ticket that the desk sees, with a number people can quote', async () => {
      await withTicketingSubject({ connector, world }, async ({ open, atDesk }) => {
        const { subject, description } = ticketRequest();
        const { key, ticket } = await open({ subject, description });
        const seen = await atDesk(key);
        assert.equal(seen.number, ticket.number);
        assert.equal(seen.subject, subject);
        assert.equal(seen.description, description);
        assert.equal(seen.status, 'open');
        assert.ok(ticket.id);
        assert.ok(ticket.url === null || URL.canParse(ticket.url));
      });
    });

    runner.test('EC-32 opening twice by one key opens one ticket', async () => {
      await withTicketingSubject({ connector, world }, async ({ open, operations, atDesk }) => {
        const { key, ticket } = await open();
        await settle(connector.features.searchLag);
        const request = ticketRequest({ key, subject: 'Another subject' });
        const repeated = await operations['ticket.open'](request, fakeCall({ repeated: true }));
        assert.deepEqual(repeated, ticket);
        assert.equal((await atDesk(key)).number, ticket.number);
      });
    });

    runner.test('two keys are two tickets with two numbers', async () => {
      await withTicketingSubject({ connector, world }, async ({ open }) => {
        const tickets = await Promise.all(Array.from({ length: 8 }, () => open()));
        assert.equal(new Set(tickets.map(({ ticket }) => ticket.number)).size, 8);
        assert.equal(new Set(tickets.map(({ ticket }) => ticket.id)).size, 8);
      });
    });

    if (connector.features.atomicOpen) {
      runner.test('EC-18 opening at the same moment by one key opens one ticket', async () => {
        await withTicketingSubject({ connector, world }, async ({ operations, atDesk }) => {
          const request = ticketRequest();
          const open = () => operations['ticket.open'](request, fakeCall());
          const numbers = (await Promise.all(Array.from({ length: 10 }, open))).map(({ number }) => number);
          assert.equal(new Set(numbers).size, 1);
          assert.equal((await atDesk(request.key)).number, numbers[0]);
        });
      });
    }

    runner.test('keeps awkward text as it is', async () => {
      await withTicketingSubject({ connector, world }, async ({ open, atDesk }) => {
        const { key } = await open({ subject: awkwardText, description: `${awkwardText}\n${awkwardText}` });
        const { subject, description } = await atDesk(key);
        assert.equal(subject, awkwardText);
        assert.equal(description, `${awkwardText}\n${awkwardText}`);
      });
    });

    runner.test('takes a requester without an address', async () => {
      await withTicketingSubject({ connector, world }, async ({ open, atDesk }) => {
        const { key, ticket } = await open({ requester: { displayName: 'Zoë', login: 'zoe', email: null } });
        assert.equal((await atDesk(key)).number, ticket.number);
      });
    });
  });
}

/** Waits until the desk's own search has caught up. */
export async function settle(searchLag: number): Promise<void> {
  if (searchLag > 0) await new Promise((resolve) => setTimeout(resolve, searchLag));
}
