import assert from 'node:assert/strict';
import type { IdentityOperationSet, Lockout } from '@access-account/contract';
import { fakeCall } from '../../fakes/fake-call.ts';
import { type IdentityConformanceOptions, withIdentitySubject } from './identity-subject.ts';

/** What `lockout.poll` promises: a repeat is harmless because its episode is the same, a miss is not. */
export function pollLockoutsConformance<Config, Client, Operations extends IdentityOperationSet>({
  runner,
  connector,
  world,
}: IdentityConformanceOptions<Config, Client, Operations>): void {
  runner.describe('lockout.poll', () => {
    runner.test('LN-4 a lock by failed logins is in the very next poll, once (C)', async () => {
      await withIdentitySubject({ connector, world }, async ({ accountOf, operations, poll }) => {
        const person = await world.newPerson();
        const account = await accountOf(person);
        const before = await poll(null);
        assert.deepEqual(of(before.lockouts, account.id), []);
        await world.lockByFailedLogins(person);
        const after = await poll(before.cursor);
        const [lockout, ...others] = of(after.lockouts, account.id);
        assert.deepEqual(others, []);
        assert.deepEqual(lockout?.account, account);
        assert.deepEqual(lockout?.lock, (await operations['account.read']({ id: account.id }, fakeCall())).lock);
        assert.equal(lockout?.lock.cause, 'failed-logins');
      });
    });

    runner.test('the same cursor again brings the same episode again (D)', async () => {
      await withIdentitySubject({ connector, world }, async ({ accountOf, poll }) => {
        const person = await world.newPerson();
        const { id } = await accountOf(person);
        const { cursor } = await poll(null);
        await world.lockByFailedLogins(person);
        const [first, second] = [await poll(cursor), await poll(cursor)];
        assert.equal(of(first.lockouts, id).length, 1);
        assert.deepEqual(of(second.lockouts, id), of(first.lockouts, id));
      });
    });

    runner.test('a lost cursor, or one that makes no sense, finds everybody who is locked now (D)', async () => {
      await withIdentitySubject({ connector, world }, async ({ accountOf, poll }) => {
        const people = [await world.newPerson(), await world.newPerson()];
        for (const person of people) await world.lockByFailedLogins(person);
        for (const cursor of [null, 'from another time', 7, [], {}, { server: 'elsewhere', usn: '1' }]) {
          const { lockouts } = await poll(cursor);
          for (const person of people) assert.equal(of(lockouts, (await accountOf(person)).id).length, 1);
        }
      });
    });

    runner.test('locks of several people at once are all told (C)', async () => {
      await withIdentitySubject({ connector, world }, async ({ accountOf, poll }) => {
        const people = [];
        for (let count = 0; count < 5; count += 1) people.push(await world.newPerson());
        const { cursor } = await poll(null);
        await Promise.all(people.map((person) => world.lockByFailedLogins(person)));
        const { lockouts } = await poll(cursor);
        for (const person of people) assert.equal(of(lockouts, (await accountOf(person)).id).length, 1);
      });
    });

    const { requestsAsked } = world;
    if (requestsAsked) {
      runner.test('a poll that finds nothing asks as much of many people as of a few (L)', async () => {
        await withIdentitySubject({ connector, world }, async ({ poll }) => {
          const asked = async () => {
            const { cursor } = await poll(null);
            const before = requestsAsked();
            await poll(cursor);
            return requestsAsked() - before;
          };
          const few = await asked();
          for (let count = 0; count < 30; count += 1) await world.newPerson();
          assert.equal(await asked(), few);
        });
      });
    }

    const { lockThatRanOut } = world;
    if (lockThatRanOut) {
      runner.test('a lock whose time is over is never told (G)', async () => {
        await withIdentitySubject({ connector, world }, async ({ accountOf, poll }) => {
          const person = await world.newPerson();
          const { id } = await accountOf(person);
          const { cursor } = await poll(null);
          await lockThatRanOut(person);
          assert.deepEqual(of((await poll(cursor)).lockouts, id), []);
          assert.deepEqual(of((await poll(null)).lockouts, id), []);
        });
      });
    }

    runner.test('a wrong password that does not lock is not told (C)', async () => {
      await withIdentitySubject({ connector, world }, async ({ accountOf, poll }) => {
        const person = await world.newPerson();
        const { id } = await accountOf(person);
        const { cursor } = await poll(null);
        assert.equal(await world.signIn(person, 'not my password'), false);
        assert.deepEqual(of((await poll(cursor)).lockouts, id), []);
      });
    });
  });
}

const of = (lockouts: readonly Lockout[], id: string) => lockouts.filter(({ account }) => account.id === id);
