import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { IdentityOperationSet } from '@access-account/contract';
import { fakeCall } from '../../fakes/fake-call.ts';
import { assertRejectsWith } from './assert-rejects-with.ts';
import { type IdentityConformanceOptions, type IdentitySubject, withIdentitySubject } from './identity-subject.ts';
import type { WorldPerson } from './identity-world.ts';
import { requireOperation } from './require-operation.ts';

/** What `factor.challenge` and `factor.check` promise: nothing but the person's own yes, given now, is an `approved`. */
export function checkFactorConformance<Config, Client, Operations extends IdentityOperationSet>({
  runner,
  connector,
  world,
}: IdentityConformanceOptions<Config, Client, Operations>): void {
  const { enrolCodeFactor, enrolPushFactor, pushesRunOut } = world;

  /** The account of somebody, and the one factor of theirs that is verified so. */
  async function factorOf(
    { operations, accountOf }: IdentitySubject,
    person: WorldPerson,
    verifiedBy: 'code' | 'push',
  ) {
    const { id } = await accountOf(person);
    const factors = await requireOperation(operations, 'factor.list')({ id }, fakeCall());
    const [factor] = factors.filter((each) => each.verifiedBy === verifiedBy);
    assert.ok(factor, `the factor that was enrolled is listed as verified by a ${verifiedBy}`);
    const checks = requireOperation(operations, 'factor.check');
    return {
      id,
      factor: factor.id,
      byCode: async (code: string) =>
        (await checks({ id, factor: factor.id, by: { kind: 'code', code } }, fakeCall())).result,
      byChallenge: async (challenge: string) =>
        (await checks({ id, factor: factor.id, by: { kind: 'challenge', challenge } }, fakeCall())).result,
      challenge: () => requireOperation(operations, 'factor.challenge')({ id, factor: factor.id }, fakeCall()),
    };
  }

  runner.describe('factor.check', () => {
    if (enrolCodeFactor) {
      runner.test('MFA-9 a code is right once, and another one is not', async () => {
        await withIdentitySubject({ connector, world }, async (subject) => {
          const person = await world.newPerson();
          const device = await enrolCodeFactor(person);
          const { byCode } = await factorOf(subject, person, 'code');
          const code = await device.code();
          const wrong = code.startsWith('9') ? `0${code.slice(1)}` : `9${code.slice(1)}`;
          assert.equal(await byCode(wrong), 'rejected');
          assert.equal(await byCode(code), 'approved');
          assert.equal(await byCode(code), 'rejected', 'a code is good once');
        });
      });

      runner.test('MFA-9 a code that comes twenty times at the same moment is taken once', async () => {
        await withIdentitySubject({ connector, world }, async (subject) => {
          const person = await world.newPerson();
          const device = await enrolCodeFactor(person);
          const { byCode } = await factorOf(subject, person, 'code');
          const code = await device.code();
          const results = await Promise.all(Array.from({ length: 20 }, () => byCode(code)));
          assert.equal(results.filter((result) => result === 'approved').length, 1);
        });
      });

      runner.test('MFA-9 the code of somebody else, and what is no code at all, is not right', async () => {
        await withIdentitySubject({ connector, world }, async (subject) => {
          const [person, other] = [await world.newPerson(), await world.newPerson()];
          await enrolCodeFactor(person);
          const device = await enrolCodeFactor(other);
          const { byCode } = await factorOf(subject, person, 'code');
          for (const code of [await device.code(), '', '000 000', '１２３４５６', 'drop table', '9'.repeat(400)])
            assert.equal(await byCode(code), 'rejected', JSON.stringify(code).slice(0, 20));
        });
      });
    }

    if (enrolPushFactor) {
      runner.test('MFA-9 a push waits until the person says yes, and that is what it then says', async () => {
        await withIdentitySubject({ connector, world }, async (subject) => {
          const person = await world.newPerson();
          const device = await enrolPushFactor(person);
          const { challenge, byChallenge } = await factorOf(subject, person, 'push');
          const asked = await challenge();
          assert.ok(Date.parse(asked.until) > 0);
          assert.equal(await byChallenge(asked.challenge), 'waiting');
          await device.press('approve');
          assert.equal(await byChallenge(asked.challenge), 'approved');
        });
      });

      runner.test('MFA-9 a No stays a No, whatever is pressed afterwards', async () => {
        await withIdentitySubject({ connector, world }, async (subject) => {
          const person = await world.newPerson();
          const device = await enrolPushFactor(person);
          const { challenge, byChallenge } = await factorOf(subject, person, 'push');
          const asked = await challenge();
          await device.press('reject');
          assert.equal(await byChallenge(asked.challenge), 'rejected');
          await device.press('approve').catch(() => undefined);
          assert.equal(await byChallenge(asked.challenge), 'rejected');
        });
      });

      runner.test(
        'MFA-9 a challenge of somebody else, or one that never was, says nothing of this person',
        async () => {
          await withIdentitySubject({ connector, world }, async (subject) => {
            const [person, other] = [await world.newPerson(), await world.newPerson()];
            await enrolPushFactor(person);
            const device = await enrolPushFactor(other);
            const theirs = await factorOf(subject, other, 'push');
            const asked = await theirs.challenge();
            await device.press('approve');
            const { byChallenge } = await factorOf(subject, person, 'push');
            for (const challenge of [asked.challenge, randomUUID(), '../../x', '']) {
              const result = await byChallenge(challenge).catch(() => 'expired');
              assert.equal(result, 'expired', challenge);
            }
          });
        },
      );

      if (pushesRunOut) {
        runner.test('MFA-9 a push that nobody answered in time is over', async () => {
          await withIdentitySubject({ connector, world }, async (subject) => {
            const person = await world.newPerson();
            const device = await enrolPushFactor(person);
            const { challenge, byChallenge } = await factorOf(subject, person, 'push');
            const asked = await challenge();
            await pushesRunOut();
            assert.equal(await byChallenge(asked.challenge), 'expired');
            await device.press('approve').catch(() => undefined);
            assert.equal(await byChallenge(asked.challenge), 'expired');
          });
        });
      }
    }

    runner.test('what is not enrolled is not found, nor is an account that is gone', async () => {
      await withIdentitySubject({ connector, world }, async ({ operations, accountOf }) => {
        const check = requireOperation(operations, 'factor.check');
        const challenge = requireOperation(operations, 'factor.challenge');
        const by = { kind: 'code', code: '123456' } as const;
        const { id } = await accountOf(await world.newPerson());
        for (const account of [id, randomUUID()]) {
          await assertRejectsWith('not-found', () => check({ id: account, factor: randomUUID(), by }, fakeCall()));
          await assertRejectsWith('not-found', () => challenge({ id: account, factor: randomUUID() }, fakeCall()));
        }
      });
    });
  });
}
