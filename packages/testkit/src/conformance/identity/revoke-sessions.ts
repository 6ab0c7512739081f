import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { IdentityOperationSet } from '@access-account/contract';
import { fakeCall } from '../../fakes/fake-call.ts';
import { assertRejectsWith } from './assert-rejects-with.ts';
import { type IdentityConformanceOptions, withIdentitySubject } from './identity-subject.ts';
import { requireOperation } from './require-operation.ts';

/** What `sessions.revoke` promises. */
export function revokeSessionsConformance<Config, Client, Operations extends IdentityOperationSet>({
  runner,
  connector,
  world,
}: IdentityConformanceOptions<Config, Client, Operations>): void {
  runner.describe('sessions.revoke', () => {
    runner.test('names the account and the system, and the password signs in again afterwards', async () => {
      await withIdentitySubject({ connector, world }, async ({ operations, accountOf }) => {
        const person = await world.newPerson();
        assert.equal(await world.signIn(person, person.password), true);
        const { id } = await accountOf(person);
        const change = await requireOperation(operations, 'sessions.revoke')({ id }, fakeCall());
        assert.deepEqual(change.account, { id });
        assert.ok(change.system);
        assert.equal(await world.signIn(person, person.password), true);
      });
    });

    const { isSignedIn } = world;
    if (isSignedIn) {
      runner.test('MFA-8 nobody stays signed in, everybody else does, and a second time is a success', async () => {
        await withIdentitySubject({ connector, world }, async ({ operations, accountOf }) => {
          const [person, other] = [await world.newPerson(), await world.newPerson()];
          for (const each of [person, other]) {
            await world.signIn(each, each.password);
            assert.equal(await isSignedIn(each), true);
          }
          const { id } = await accountOf(person);
          const revoke = requireOperation(operations, 'sessions.revoke');
          assert.equal((await revoke({ id }, fakeCall())).changed, true);
          assert.equal(await isSignedIn(person), false);
          assert.equal(await isSignedIn(other), true);
          await revoke({ id }, fakeCall());
          assert.equal(await isSignedIn(person), false);
        });
      });
    }

    runner.test('answers not-found for an account that is gone', async () => {
      await withIdentitySubject({ connector, world }, async ({ operations }) => {
        const revoke = requireOperation(operations, 'sessions.revoke');
        await assertRejectsWith('not-found', () => revoke({ id: randomUUID() }, fakeCall()));
      });
    });
  });
}
