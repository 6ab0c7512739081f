import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { IdentityOperationSet } from '@access-account/contract';
import { fakeCall } from '../../fakes/fake-call.ts';
import { assertRejectsWith } from './assert-rejects-with.ts';
import { type IdentityConformanceOptions, withIdentitySubject } from './identity-subject.ts';
import { requireOperation } from './require-operation.ts';

/** Milliseconds by which a directory's own time may be known too roughly. */
const rough = 2000;

/** What `recovery.read` promises: nothing is called old that is not certain to be. */
export function readRecoveryConformance<Config, Client, Operations extends IdentityOperationSet>({
  runner,
  connector,
  world,
}: IdentityConformanceOptions<Config, Client, Operations>): void {
  const { setRecovery } = world;

  runner.describe('recovery.read', () => {
    runner.test('nobody’s is an empty list, and the account’s own address is none of them', async () => {
      await withIdentitySubject({ connector, world }, async ({ operations, accountOf }) => {
        const person = await world.newPerson();
        const { id } = await accountOf(person);
        const { addresses } = await requireOperation(operations, 'recovery.read')({ id }, fakeCall());
        assert.deepEqual(addresses, []);
      });
    });

    if (setRecovery) {
      runner.test('MFA-9 one that was changed just now is never told as an old one', async () => {
        await withIdentitySubject({ connector, world }, async ({ operations, accountOf }) => {
          const person = await world.newPerson();
          const { id } = await accountOf(person);
          const read = requireOperation(operations, 'recovery.read');
          const before = (await world.context()).clock.now().getTime();
          await setRecovery(person, 'First@home.test');
          const first = await read({ id }, fakeCall());
          assert.deepEqual(
            first.addresses.map(({ address }) => address),
            ['first@home.test'],
          );
          await setRecovery(person, 'second@home.test');
          const second = await read({ id }, fakeCall());
          assert.deepEqual(
            second.addresses.map(({ address }) => address),
            ['second@home.test'],
          );
          for (const { unchangedSince } of [...first.addresses, ...second.addresses]) {
            if (second.keepsNoHistory) assert.equal(unchangedSince, null);
            else
              assert.ok(unchangedSince === null || Date.parse(unchangedSince) >= before - rough, unchangedSince ?? '');
          }
        });
      });
    }

    runner.test('answers not-found for an account that is gone', async () => {
      await withIdentitySubject({ connector, world }, async ({ operations }) => {
        const read = requireOperation(operations, 'recovery.read');
        await assertRejectsWith('not-found', () => read({ id: randomUUID() }, fakeCall()));
      });
    });
  });
}
