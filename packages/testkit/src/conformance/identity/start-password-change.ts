import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { IdentityOperationSet } from '@access-account/contract';
import { fakeCall } from '../../fakes/fake-call.ts';
import { assertPasswordStart } from './assert-password-start.ts';
import { assertRejectsWith } from './assert-rejects-with.ts';
import { type IdentityConformanceOptions, withIdentitySubject } from './identity-subject.ts';
import { requireOperation } from './require-operation.ts';

/** What `password.start-change` promises. */
export function startPasswordChangeConformance<Config, Client, Operations extends IdentityOperationSet>({
  runner,
  connector,
  world,
}: IdentityConformanceOptions<Config, Client, Operations>): void {
  runner.describe('password.start-change', () => {
    runner.test('PR-6 answers where a new password is chosen, and nothing is changed by asking', async () => {
      await withIdentitySubject({ connector, world }, async ({ operations, accountOf }) => {
        const person = await world.newPerson();
        const { id } = await accountOf(person);
        const before = await operations['account.read']({ id }, fakeCall());
        assertPasswordStart(await requireOperation(operations, 'password.start-change')({ id }, fakeCall()), id);
        assert.deepEqual(await operations['account.read']({ id }, fakeCall()), before);
        assert.equal(await world.signIn(person, person.password), true);
      });
    });

    runner.test('answers not-found for an account that is gone', async () => {
      await withIdentitySubject({ connector, world }, async ({ operations }) => {
        const start = requireOperation(operations, 'password.start-change');
        await assertRejectsWith('not-found', () => start({ id: randomUUID() }, fakeCall()));
      });
    });
  });
}
