import assert from 'node:assert/strict';
import type { TicketingOperationSet } from '@access-account/contract';
import { fakeCall } from '../../fakes/fake-call.ts';
import { assertRejectsWith } from '../identity/assert-rejects-with.ts';
import { type TicketingConformanceOptions, ticketRequest, withTicketingSubject } from './ticketing-subject.ts';

/** What a connection to a desk promises: it tells the truth about itself, honours the deadline, and lets go. */
export function ticketingConnectionConformance<Config, Client, Operations extends TicketingOperationSet>({
  runner,
  connector,
  world,
}: TicketingConformanceOptions<Config, Client, Operations>): void {
  runner.describe('connection', () => {
    runner.test('the definition names permissions and idempotency for exactly its operations', async () => {
      await withTicketingSubject({ connector, world }, async ({ operations }) => {
        const names = Object.keys(operations).sort();
        assert.deepEqual(Object.keys(connector.permissions).sort(), names);
        assert.deepEqual(Object.keys(connector.idempotency).sort(), names);
      });
    });

    runner.test('check finds all well, operation by operation', async () => {
      await withTicketingSubject({ connector, world }, async ({ connection, operations }) => {
        const diagnostics = await connection.check(fakeCall());
        assert.deepEqual(
          diagnostics.filter(({ severity }) => severity === 'error'),
          [],
        );
        const named = new Set(diagnostics.map(({ operation }) => operation));
        for (const name of Object.keys(operations)) assert.ok(named.has(name), `check says nothing about ${name}`);
      });
    });

    const { readOnlyConfig } = world;
    if (readOnlyConfig) {
      runner.test('without the right to write it answers permission-denied, and check names the remedy', async () => {
        const config = readOnlyConfig;
        await withTicketingSubject({ connector, world, config }, async ({ connection, operations }) => {
          const request = ticketRequest();
          await assertRejectsWith('permission-denied', () => operations['ticket.open'](request, fakeCall()));
          assert.deepEqual(await world.ticketsOf(request.key), []);
          const diagnostics = await connection.check(fakeCall());
          const finding = diagnostics.find(({ operation }) => operation === 'ticket.open');
          assert.equal(finding?.severity, 'error');
          assert.ok(finding.remedy);
        });
      });
    }

    const { unreachableConfig } = world;
    if (unreachableConfig) {
      runner.test('a desk that cannot be reached is unavailable, and check says so instead of throwing', async () => {
        const config = unreachableConfig;
        await withTicketingSubject({ connector, world, config }, async ({ connection, operations }) => {
          await assertRejectsWith(['unavailable', 'timed-out', 'ambiguous-outcome'], () =>
            operations['ticket.open'](ticketRequest(), fakeCall()),
          );
          const diagnostics = await connection.check(fakeCall());
          assert.ok(diagnostics.some(({ severity, remedy }) => severity === 'error' && remedy));
        });
      });
    }

    runner.test('a call whose deadline has passed ends as timed-out and opens nothing', async () => {
      await withTicketingSubject({ connector, world }, async ({ operations }) => {
        const call = fakeCall({ signal: AbortSignal.abort(new Error('the deadline has passed')) });
        const request = ticketRequest();
        await assertRejectsWith('timed-out', () => operations['ticket.open'](request, call));
        assert.deepEqual(await world.ticketsOf(request.key), []);
      });
    });

    runner.test('closing twice is harmless', async () => {
      await withTicketingSubject({ connector, world }, async ({ connection }) => {
        await connection.close();
      });
    });
  });
}
