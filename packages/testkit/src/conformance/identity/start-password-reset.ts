import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { IdentityOperationSet } from '@access-account/contract';
import { fakeCall } from '../../fakes/fake-call.ts';
import { assertPasswordStart } from './assert-password-start.ts';
import { assertRejectsWith } from './assert-rejects-with.ts';
import { type IdentityConformanceOptions, withIdentitySubject } from './identity-subject.ts';
import { requireOperation } from './require-operation.ts';

/** What `password.start-reset` promises. */
export function startPasswordResetConformance<Config, Client, Operations extends IdentityOperationSet>({
  runner,
  connector,
  world,
}: IdentityConformanceOptions<Config, Client, Operations>): void {
  const { choosePassword, disable } = world;
  runner.describe('password.start-reset', () => {
    runner.test('PR-3 answers a link or a mail and no password, and the current password stays as it is', async () => {
      await withIdentitySubject({ connector, world }, async ({ operations, accountOf }) => {
        const person = await world.newPerson();
        const { id } = await accountOf(person);
        assertPasswordStart(await requireOperation(operations, 'password.start-reset')({ id }, fakeCall()), id);
        assert.equal(await world.signIn(person, person.password), true);
      });
    });

    if (choosePassword) {
      runner.test('its way leads to a new password, once', async () => {
        await withIdentitySubject({ connector, world }, async ({ operations, accountOf }) => {
          const person = await world.newPerson();
          const { id } = await accountOf(person);
          const { by } = await requireOperation(operations, 'password.start-reset')({ id }, fakeCall());
          const [chosen, again] = [`chosen ${randomUUID()}`, `again ${randomUUID()}`];
          assert.equal(await choosePassword(by, chosen), true);
          assert.equal(await choosePassword(by, again), false);
          assert.equal(await world.signIn(person, again), false);
          assert.equal(await world.signIn(person, person.password), false);
          assert.equal(await world.signIn(person, chosen), true);
        });
      });
    }

    if (connector.idempotency['password.start-reset'] === 'key') {
      runner.test('a repeat of the same wish is answered with the same way', async () => {
        await withIdentitySubject({ connector, world }, async ({ operations, accountOf }) => {
          const { id } = await accountOf(await world.newPerson());
          const start = requireOperation(operations, 'password.start-reset');
          const idempotencyKey = randomUUID();
          const first = await start({ id }, fakeCall({ idempotencyKey }));
          assert.deepEqual(await start({ id }, fakeCall({ idempotencyKey })), first);
        });
      });
    }

    if (disable) {
      runner.test('refuses a disabled account', async () => {
        await withIdentitySubject({ connector, world }, async ({ operations, accountOf }) => {
          const person = await world.newPerson();
          await disable(person);
          const { id } = await accountOf(person);
          const start = requireOperation(operations, 'password.start-reset');
          await assertRejectsWith('conflict', () => start({ id }, fakeCall()));
        });
      });
    }

    runner.test('answers not-found for an account that is gone', async () => {
      await withIdentitySubject({ connector, world }, async ({ operations }) => {
        const start = requireOperation(operations, 'password.start-reset');
        await assertRejectsWith('not-found', () => start({ id: randomUUID() }, fakeCall()));
      });
    });
  });
}
