import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { IdentityOperationSet } from '@access-account/contract';
import { fakeCall } from '../../fakes/fake-call.ts';
import { assertRejectsWith } from './assert-rejects-with.ts';
import { type IdentityConformanceOptions, withIdentitySubject } from './identity-subject.ts';
import { requireOperation } from './require-operation.ts';

/** What `factor.list` promises. */
export function listFactorsConformance<Config, Client, Operations extends IdentityOperationSet>({
  runner,
  connector,
  world,
}: IdentityConformanceOptions<Config, Client, Operations>): void {
  runner.describe('factor.list', () => {
    const { enrolFactor } = world;
    if (enrolFactor) {
      runner.test('shows what is enrolled now, each under an id of its own, and nothing of others', async () => {
        await withIdentitySubject({ connector, world }, async ({ operations, accountOf }) => {
          const list = requireOperation(operations, 'factor.list');
          const [person, other] = [await world.newPerson(), await world.newPerson()];
          const { id } = await accountOf(person);
          const before = await list({ id }, fakeCall());
          await enrolFactor(person);
          await enrolFactor(person);
          await enrolFactor(other);
          const after = await list({ id }, fakeCall());
          assert.equal(after.length, before.length + 2);
          assert.equal(new Set(after.map((factor) => factor.id)).size, after.length);
          for (const { id: factor, label, enrolledAt } of after) {
            assert.ok(factor);
            assert.equal(typeof label, 'string');
            assert.ok(enrolledAt === null || !Number.isNaN(Date.parse(enrolledAt)));
          }
          assert.deepEqual(await list({ id }, fakeCall()), after, 'the same ids however often it is read');
        });
      });
    }

    runner.test('answers not-found for an account that is gone', async () => {
      await withIdentitySubject({ connector, world }, async ({ operations }) => {
        const list = requireOperation(operations, 'factor.list');
        await assertRejectsWith('not-found', () => list({ id: randomUUID() }, fakeCall()));
      });
    });
  });
}
