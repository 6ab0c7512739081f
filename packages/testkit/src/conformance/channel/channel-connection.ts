import assert from 'node:assert/strict';
import type { ChannelOperationSet } from '@access-account/contract';
import { fakeCall } from '../../fakes/fake-call.ts';
import { type ChannelConformanceOptions, withChannelSubject } from './channel-subject.ts';

/** What a channel's connection promises: it tells the truth about itself and lets go. */
export function channelConnectionConformance<Config, Client, Operations extends ChannelOperationSet>({
  runner,
  connector,
  world,
}: ChannelConformanceOptions<Config, Client, Operations>): void {
  runner.describe('connection', () => {
    runner.test('the definition names permissions and idempotency for exactly its operations (N)', async () => {
      await withChannelSubject({ connector, world }, async ({ operations }) => {
        const names = Object.keys(operations).sort();
        assert.deepEqual(Object.keys(connector.permissions).sort(), names);
        assert.deepEqual(Object.keys(connector.idempotency).sort(), names);
      });
    });

    runner.test('check speaks about every operation and names a remedy for every finding (N)', async () => {
      await withChannelSubject({ connector, world }, async ({ connection, operations }) => {
        const diagnostics = await connection.check(fakeCall());
        const named = new Set(diagnostics.map(({ operation }) => operation));
        for (const name of Object.keys(operations)) assert.ok(named.has(name), `check says nothing about ${name}`);
        for (const { severity, summary, remedy } of diagnostics) {
          assert.ok(summary);
          assert.ok(severity === 'ok' || remedy, `no remedy for: ${summary}`);
        }
      });
    });
  });
}
