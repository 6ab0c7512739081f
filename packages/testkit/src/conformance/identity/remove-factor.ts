import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { IdentityOperationSet } from '@access-account/contract';
import { fakeCall } from '../../fakes/fake-call.ts';
import { assertRejectsWith } from './assert-rejects-with.ts';
import { type IdentityConformanceOptions, type IdentitySubject, withIdentitySubject } from './identity-subject.ts';
import type { WorldPerson } from './identity-world.ts';
import { requireOperation } from './require-operation.ts';

/** What `factor.remove` promises. */
export function removeFactorConformance<Config, Client, Operations extends IdentityOperationSet>({
  runner,
  connector,
  world,
}: IdentityConformanceOptions<Config, Client, Operations>): void {
  const { enrolFactor, disable } = world;

  /** Somebody with factors, and the id of one of them. */
  async function enrolled({ operations, accountOf }: IdentitySubject, count: number) {
    const person: WorldPerson = await world.newPerson();
    for (let each = 0; each < count; each += 1) await enrolFactor?.(person);
    const { id } = await accountOf(person);
    const factors = async () => {
      const list = requireOperation(operations, 'factor.list');
      return (await list({ id }, fakeCall())).map((factor) => factor.id);
    };
    const [factor] = await factors();
    assert.ok(factor, 'the factors that were enrolled are listed');
    return { person, id, factor, factors, remove: requireOperation(operations, 'factor.remove') };
  }

  runner.describe('factor.remove', () => {
    if (enrolFactor) {
      runner.test('MFA-8 takes away the one that was named, reads it back, and leaves every other', async () => {
        await withIdentitySubject({ connector, world }, async (subject) => {
          const { id, factor, factors, remove } = await enrolled(subject, 3);
          const before = await factors();
          const change = await remove({ id, factor }, fakeCall());
          assert.deepEqual({ ...change, system: '' }, { changed: true, verified: true, system: '', account: { id } });
          assert.ok(change.system);
          assert.deepEqual(
            await factors(),
            before.filter((each) => each !== factor),
          );
        });
      });

      runner.test('one that is gone already is a success that changed nothing', async () => {
        await withIdentitySubject({ connector, world }, async (subject) => {
          const { id, factor, factors, remove } = await enrolled(subject, 2);
          await remove({ id, factor }, fakeCall());
          const left = await factors();
          const { changed, verified } = await remove({ id, factor }, fakeCall());
          assert.deepEqual({ changed, verified }, { changed: false, verified: true });
          assert.deepEqual(await factors(), left);
        });
      });

      runner.test('one that is enrolled in between survives', async () => {
        await withIdentitySubject({ connector, world }, async (subject) => {
          const { person, id, factors, remove } = await enrolled(subject, 2);
          const confirmed = await factors();
          await enrolFactor(person);
          for (const factor of confirmed) await remove({ id, factor }, fakeCall());
          const left = await factors();
          assert.equal(left.length, 1);
          assert.ok(!confirmed.some((factor) => left.includes(factor)));
        });
      });

      if (disable) {
        runner.test('refuses a disabled account and changes nothing', async () => {
          await withIdentitySubject({ connector, world }, async (subject) => {
            const { person, id, factor, factors, remove } = await enrolled(subject, 1);
            await disable(person);
            await assertRejectsWith('conflict', () => remove({ id, factor }, fakeCall()));
            assert.ok((await factors()).includes(factor));
          });
        });
      }
    }

    runner.test('answers not-found for an account that is gone', async () => {
      await withIdentitySubject({ connector, world }, async ({ operations }) => {
        const remove = requireOperation(operations, 'factor.remove');
        await assertRejectsWith('not-found', () => remove({ id: randomUUID(), factor: 'any' }, fakeCall()));
      });
    });
  });
}
