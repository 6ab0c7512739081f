import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { IdentityOperationSet } from '@access-account/contract';
import { fakeCall } from '../../fakes/fake-call.ts';
import { assertRejectsWith } from './assert-rejects-with.ts';
import { type IdentityConformanceOptions, withIdentitySubject } from './identity-subject.ts';
import { requireOperation } from './require-operation.ts';

/** Milliseconds by which a directory's own time may be known too roughly. */
const rough = 2000;

/** What `activity.read` promises: it tells who got in and what was set up, of this account and since then, and no more. */
export function readActivityConformance<Config, Client, Operations extends IdentityOperationSet>({
  runner,
  connector,
  world,
}: IdentityConformanceOptions<Config, Client, Operations>): void {
  const { enrolFactor } = world;

  runner.describe('activity.read', () => {
    const now = async () => (await world.context()).clock.now();

    runner.test('MFA-8 tells a sign-in of this account alone, and no try that was refused', async () => {
      await withIdentitySubject({ connector, world }, async ({ operations, accountOf }) => {
        const read = requireOperation(operations, 'activity.read');
        const [person, other] = [await world.newPerson(), await world.newPerson()];
        const [{ id }, { id: otherId }] = [await accountOf(person), await accountOf(other)];
        const since = new Date((await now()).getTime() - rough).toISOString();
        await world.signIn(person, 'not this one');
        const before = await read({ id, since }, fakeCall());
        assert.deepEqual(
          before.filter(({ what }) => what === 'sign-in'),
          [],
        );
        assert.ok(await world.signIn(person, person.password));
        const after = (await read({ id, since }, fakeCall())).filter(({ what }) => what === 'sign-in');
        assert.equal(after.length, 1);
        for (const { at } of after) assert.ok(Math.abs(Date.parse(at) - (await now()).getTime()) <= 5 * 60_000, at);
        const others = await read({ id: otherId, since }, fakeCall());
        assert.deepEqual(
          others.filter(({ what }) => what === 'sign-in'),
          [],
        );
      });
    });

    runner.test('tells nothing from before the instant that is asked for', async () => {
      await withIdentitySubject({ connector, world }, async ({ operations, accountOf }) => {
        const person = await world.newPerson();
        const { id } = await accountOf(person);
        assert.ok(await world.signIn(person, person.password));
        const read = requireOperation(operations, 'activity.read');
        const [told] = await read({ id, since: new Date(0).toISOString() }, fakeCall());
        assert.ok(told, 'the sign-in is told');
        const since = new Date(Date.parse(told.at) + rough).toISOString();
        assert.deepEqual(await read({ id, since }, fakeCall()), []);
      });
    });

    if (enrolFactor) {
      runner.test('MFA-8 tells of a factor that was set up, and of which kind it is', async () => {
        await withIdentitySubject({ connector, world }, async ({ operations, accountOf }) => {
          const person = await world.newPerson();
          const { id } = await accountOf(person);
          const since = new Date((await now()).getTime() - rough).toISOString();
          await enrolFactor(person);
          const kinds = (await requireOperation(operations, 'factor.list')({ id }, fakeCall())).map(({ kind }) => kind);
          const told = await requireOperation(operations, 'activity.read')({ id, since }, fakeCall());
          const enrolled = told.flatMap((one) => (one.what === 'factor-enrolled' ? [one.factor] : []));
          for (const kind of kinds) assert.ok(enrolled.includes(kind), kind);
        });
      });
    }

    runner.test('answers not-found for an account that is gone', async () => {
      await withIdentitySubject({ connector, world }, async ({ operations }) => {
        const read = requireOperation(operations, 'activity.read');
        const since = (await now()).toISOString();
        await assertRejectsWith('not-found', () => read({ id: randomUUID(), since }, fakeCall()));
      });
    });
  });
}
