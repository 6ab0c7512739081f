import assert from 'node:assert/strict';
import type { IdentityOperationSet } from '@access-account/contract';
import { fakeCall } from '../../fakes/fake-call.ts';
import { assertRejectsWith } from './assert-rejects-with.ts';
import { type IdentityConformanceOptions, withIdentitySubject } from './identity-subject.ts';

/** What a connection promises: it tells the truth about itself, honours the deadline, and lets go. */
export function connectionConformance<Config, Client, Operations extends IdentityOperationSet>({
  runner,
  connector,
  world,
}: IdentityConformanceOptions<Config, Client, Operations>): void {
  runner.describe('connection', () => {
    runner.test('the definition names permissions and idempotency for exactly its operations (K)', async () => {
      await withIdentitySubject({ connector, world }, async ({ operations }) => {
        const names = Object.keys(operations).sort();
        assert.deepEqual(Object.keys(connector.permissions).sort(), names);
        assert.deepEqual(Object.keys(connector.idempotency).sort(), names);
      });
    });

    runner.test('check finds all well, operation by operation (H)', async () => {
      await withIdentitySubject({ connector, world }, async ({ connection, operations }) => {
        await world.newPerson();
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
      runner.test('check names the missing right and its remedy (H)', async () => {
        await withIdentitySubject({ connector, world, config: readOnlyConfig }, async ({ connection }) => {
          await world.newPerson();
          const diagnostics = await connection.check(fakeCall());
          const changing = ['account.unlock', 'factor.remove'].find((name) => name in connector.permissions);
          const finding = diagnostics.find(({ operation }) => operation === changing);
          assert.equal(finding?.severity, 'error');
          assert.ok(finding.remedy);
        });
      });
    }

    const { unreachableConfig } = world;
    if (unreachableConfig) {
      runner.test(
        'a directory that cannot be reached is unavailable, and check says so instead of throwing (J)',
        async () => {
          await withIdentitySubject(
            { connector, world, config: unreachableConfig },
            async ({ connection, operations }) => {
              await assertRejectsWith(['unavailable', 'timed-out'], () =>
                operations['account.find']({ by: 'login', value: 'somebody' }, fakeCall()),
              );
              const diagnostics = await connection.check(fakeCall());
              assert.ok(diagnostics.some(({ severity, remedy }) => severity === 'error' && remedy));
            },
          );
        },
      );
    }

    runner.test('a call whose deadline has passed ends as timed-out (J)', async () => {
      await withIdentitySubject({ connector, world }, async ({ operations }) => {
        const call = fakeCall({ signal: AbortSignal.abort(new Error('the deadline has passed')) });
        await assertRejectsWith('timed-out', () => operations['account.find']({ by: 'login', value: 'any' }, call));
      });
    });

    runner.test('closing twice is harmless (J)', async () => {
      await withIdentitySubject({ connector, world }, async ({ connection, operations }) => {
        await operations['account.find']({ by: 'login', value: 'somebody' }, fakeCall());
        await connection.close();
      });
    });
  });
}
