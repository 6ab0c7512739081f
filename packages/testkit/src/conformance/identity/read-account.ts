import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { IdentityOperationSet } from '@access-account/contract';
import { fakeCall } from '../../fakes/fake-call.ts';
import { assertRejectsWith } from './assert-rejects-with.ts';
import { type IdentityConformanceOptions, withIdentitySubject } from './identity-subject.ts';

/** What `account.read` promises. */
export function readAccountConformance<Config, Client, Operations extends IdentityOperationSet>({
  runner,
  connector,
  world,
}: IdentityConformanceOptions<Config, Client, Operations>): void {
  runner.describe('account.read', () => {
    runner.test('shows a healthy account as enabled, not locked and able to be unlocked (B)', async () => {
      await withIdentitySubject({ connector, world }, async ({ operations, accountOf }) => {
        const person = await world.newPerson();
        const account = await accountOf(person);
        const status = await operations['account.read']({ id: account.id }, fakeCall());
        assert.deepEqual(status.account, account);
        assert.equal(status.standing, 'enabled');
        assert.equal(status.lock, null);
        assert.equal(status.hidesLocks, world.hidesLocks);
        assert.equal(status.password.mustChange, false);
        assert.equal(status.capabilities['account.unlock'].able, operations['account.unlock'] !== undefined);
        assert.equal(await world.signIn(person, person.password), true);
      });
    });

    if (world.hidesLocks) {
      runner.test(
        'claims nothing of a lock that the provider hides: none is shown, none lifted, and the reason is said (K)',
        async () => {
          await withIdentitySubject({ connector, world }, async ({ operations, accountOf }) => {
            const person = await world.newPerson();
            await world.lockByFailedLogins(person);
            assert.equal(await world.signIn(person, person.password), false);
            const { id } = await accountOf(person);
            const { lock, hidesLocks, capabilities } = await operations['account.read']({ id }, fakeCall());
            assert.equal(lock, null);
            assert.equal(hidesLocks, true);
            const unlock = capabilities['account.unlock'];
            assert.ok(!unlock.able && unlock.reason);
            assert.equal(operations['account.unlock'], undefined);
            assert.equal(operations['lockout.poll'], undefined);
          });
        },
      );
    } else {
      runner.test('shows a lock by failed logins with one episode, however often it is read (C)', async () => {
        await withIdentitySubject({ connector, world }, async ({ operations, accountOf }) => {
          const person = await world.newPerson();
          await world.lockByFailedLogins(person);
          const account = await accountOf(person);
          const first = await operations['account.read']({ id: account.id }, fakeCall());
          assert.equal(await world.signIn(person, person.password), false);
          const second = await operations['account.read']({ id: account.id }, fakeCall());
          assert.equal(first.lock?.cause, 'failed-logins');
          assert.ok(first.lock.episode);
          assert.equal(second.lock?.episode, first.lock.episode);
          const { since, until } = first.lock;
          for (const instant of [since, until]) assert.ok(instant === null || !Number.isNaN(Date.parse(instant)));
          assert.ok(since === null || until === null || Date.parse(since) < Date.parse(until));
        });
      });
    }

    const { disable, standingWhenDisabled = 'disabled' } = world;
    if (disable) {
      runner.test('shows a disabled account as such (B)', async () => {
        await withIdentitySubject({ connector, world }, async ({ operations, accountOf }) => {
          const person = await world.newPerson();
          await disable(person);
          const { id } = await accountOf(person);
          assert.equal((await operations['account.read']({ id }, fakeCall())).standing, standingWhenDisabled);
        });
      });
    }

    const { lockThatRanOut } = world;
    if (lockThatRanOut) {
      runner.test('shows no lock once its time is over (G)', async () => {
        await withIdentitySubject({ connector, world }, async ({ operations, accountOf }) => {
          const person = await world.newPerson();
          await lockThatRanOut(person);
          const { id } = await accountOf(person);
          assert.equal((await operations['account.read']({ id }, fakeCall())).lock, null);
        });
      });
    }

    const { demandNewPassword } = world;
    if (demandNewPassword) {
      runner.test('shows that a new password is demanded (I)', async () => {
        await withIdentitySubject({ connector, world }, async ({ operations, accountOf }) => {
          const person = await world.newPerson();
          await demandNewPassword(person);
          const { id } = await accountOf(person);
          assert.equal((await operations['account.read']({ id }, fakeCall())).password.mustChange, true);
        });
      });
    }

    runner.test('answers not-found for an account that is gone, and for an id that never was one (A)', async () => {
      await withIdentitySubject({ connector, world }, async ({ operations }) => {
        for (const id of [randomUUID(), 'not an id', '*', '']) {
          await assertRejectsWith('not-found', () => operations['account.read']({ id }, fakeCall()));
        }
      });
    });
  });
}
