import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { IdentityOperationSet } from '@access-account/contract';
import { fakeCall } from '../../fakes/fake-call.ts';
import { assertRejectsWith } from './assert-rejects-with.ts';
import { type IdentityConformanceOptions, type IdentitySubject, withIdentitySubject } from './identity-subject.ts';

/** What `account.unlock` promises. */
export function unlockAccountConformance<Config, Client, Operations extends IdentityOperationSet>({
  runner,
  connector,
  world,
}: IdentityConformanceOptions<Config, Client, Operations>): void {
  runner.describe('account.unlock', () => {
    runner.test('LN-9 lifts the lock, reads it back, and the old password signs in again (E)', async () => {
      await withIdentitySubject({ connector, world }, async (subject) => {
        const person = await world.newPerson();
        await world.lockByFailedLogins(person);
        assert.equal(await world.signIn(person, person.password), false);
        const { id } = await subject.accountOf(person);
        const change = await unlock(subject, id);
        assert.deepEqual({ ...change, system: '' }, { changed: true, verified: true, system: '', account: { id } });
        assert.ok(change.system);
        assert.equal((await subject.operations['account.read']({ id }, fakeCall())).lock, null);
        assert.equal(await world.signIn(person, person.password), true);
      });
    });

    runner.test('a second unlock changes nothing and is a success (F)', async () => {
      await withIdentitySubject({ connector, world }, async (subject) => {
        const person = await world.newPerson();
        await world.lockByFailedLogins(person);
        const { id } = await subject.accountOf(person);
        assert.equal((await unlock(subject, id)).changed, true);
        const { changed, verified } = await unlock(subject, id);
        assert.deepEqual({ changed, verified }, { changed: false, verified: true });
        assert.equal(await world.signIn(person, person.password), true);
      });
    });

    runner.test('leaves everybody else locked (E)', async () => {
      await withIdentitySubject({ connector, world }, async (subject) => {
        const [person, other] = [await world.newPerson(), await world.newPerson()];
        await world.lockByFailedLogins(person);
        await world.lockByFailedLogins(other);
        await unlock(subject, (await subject.accountOf(person)).id);
        const { id } = await subject.accountOf(other);
        assert.notEqual((await subject.operations['account.read']({ id }, fakeCall())).lock, null);
      });
    });

    runner.test('the next lock of the same account is another episode', async () => {
      await withIdentitySubject({ connector, world }, async (subject) => {
        const person = await world.newPerson();
        const { id } = await subject.accountOf(person);
        const episodes = new Set<string | undefined>();
        for (let round = 0; round < 2; round += 1) {
          await world.lockByFailedLogins(person);
          episodes.add((await subject.operations['account.read']({ id }, fakeCall())).lock?.episode);
          if (round > 0) continue;
          await unlock(subject, id);
          await delay(world.lockResolution ?? 0);
        }
        assert.equal(episodes.size, 2);
        assert.ok(!episodes.has(undefined));
      });
    });

    const { disable } = world;
    if (disable) {
      runner.test('UA-8 refuses a disabled account and changes nothing', async () => {
        await withIdentitySubject({ connector, world }, async (subject) => {
          const person = await world.newPerson();
          await world.lockByFailedLogins(person);
          await disable(person);
          const { id } = await subject.accountOf(person);
          const before = await subject.operations['account.read']({ id }, fakeCall());
          await assertRejectsWith('conflict', () => unlock(subject, id));
          assert.deepEqual(await subject.operations['account.read']({ id }, fakeCall()), before);
        });
      });
    }

    const { readOnlyConfig } = world;
    if (readOnlyConfig) {
      runner.test(
        'without the right it answers permission-denied, names what is missing, and the lock stays (H)',
        async () => {
          await withIdentitySubject({ connector, world, config: readOnlyConfig }, async (subject) => {
            const person = await world.newPerson();
            await world.lockByFailedLogins(person);
            const { id } = await subject.accountOf(person);
            const error = await assertRejectsWith('permission-denied', () => unlock(subject, id));
            assert.ok('missing' in error && error.missing, 'it names the missing right');
            assert.notEqual((await subject.operations['account.read']({ id }, fakeCall())).lock, null);
          });
        },
      );
    }

    runner.test('answers not-found for an account that is gone', async () => {
      await withIdentitySubject({ connector, world }, async (subject) => {
        await assertRejectsWith('not-found', () => unlock(subject, randomUUID()));
      });
    });
  });
}

async function unlock({ operations }: IdentitySubject, id: string) {
  const operation = operations['account.unlock'];
  assert.ok(operation, 'the connector has no account.unlock');
  return operation({ id }, fakeCall());
}
