import assert from 'node:assert/strict';
import type { AccountCapabilities, IdentityOperationSet } from '@access-account/contract';
import { fakeCall } from '../../fakes/fake-call.ts';
import { assertRejectsWith } from './assert-rejects-with.ts';
import { type IdentityConformanceOptions, withIdentitySubject } from './identity-subject.ts';

const perAccount = [
  'account.unlock',
  'factor.check',
  'factor.remove',
  'password.start-change',
  'password.start-reset',
] as const;

/** What a connector promises of what it can do: no more than that, and no less. */
export function capabilitiesConformance<Config, Client, Operations extends IdentityOperationSet>({
  runner,
  connector,
  world,
}: IdentityConformanceOptions<Config, Client, Operations>): void {
  runner.describe('capabilities', () => {
    runner.test('what an account is said to allow is done when it is asked for (K)', async () => {
      await withIdentitySubject({ connector, world }, async ({ operations, accountOf }) => {
        const person = await world.newPerson();
        await world.enrolFactor?.(person);
        await world.enrolCodeFactor?.(person);
        const { id } = await accountOf(person);
        const { capabilities } = await operations['account.read']({ id }, fakeCall());
        for (const name of able(capabilities)) await doIt({ operations, name, id });
      });
    });

    runner.test('what is not offered is no capability of any account (K)', async () => {
      await withIdentitySubject({ connector, world }, async ({ operations, accountOf }) => {
        const { id } = await accountOf(await world.newPerson());
        const { capabilities } = await operations['account.read']({ id }, fakeCall());
        for (const name of able(capabilities)) assert.ok(operations[name], `${name} is allowed and not offered`);
        for (const name of perAccount) {
          const capability = capabilities[name];
          if (capability?.able === false) assert.ok(capability.reason, `nobody is told why ${name} cannot be done`);
        }
      });
    });

    const { newMasteredElsewhere, changesAsked } = world;
    if (newMasteredElsewhere && changesAsked) {
      runner.test(
        'an account that another directory masters names it, and nothing is asked of the provider (O)',
        async () => {
          await withIdentitySubject({ connector, world }, async ({ operations, accountOf }) => {
            const { id } = await accountOf(await newMasteredElsewhere());
            const { capabilities } = await operations['account.read']({ id }, fakeCall());
            const unlock = capabilities['account.unlock'];
            assert.ok(!unlock.able && unlock.reason && unlock.delegateTo, 'it is not said who masters the account');
            const before = await changesAsked();
            for (const name of perAccount) {
              if (operations[name] === undefined || capabilities[name]?.able !== false) continue;
              await assertRejectsWith('operation-unsupported', () => doIt({ operations, name, id }));
            }
            assert.equal(await changesAsked(), before, 'the provider was asked to change something');
          });
        },
      );
    }
  });
}

function able(capabilities: AccountCapabilities): readonly (typeof perAccount)[number][] {
  return perAccount.filter((name) => capabilities[name]?.able === true);
}

interface DoItOptions {
  readonly operations: IdentityOperationSet;
  readonly name: (typeof perAccount)[number];
  readonly id: string;
}

async function doIt({ operations, name, id }: DoItOptions): Promise<void> {
  if (name === 'factor.check') {
    const factors = (await operations['factor.list']?.({ id }, fakeCall())) ?? [];
    const asked = factors.find(({ verifiedBy }) => verifiedBy === 'code');
    // No code of six digits is this short: it is not right, and it is no error.
    if (asked !== undefined) {
      const by = { kind: 'code', code: '1' } as const;
      const checked = await operations[name]?.({ id, factor: asked.id, by }, fakeCall());
      assert.equal(checked?.result, 'rejected');
    }
  } else if (name === 'factor.remove') {
    const [factor] = (await operations['factor.list']?.({ id }, fakeCall())) ?? [];
    await operations['factor.remove']?.({ id, factor: factor?.id ?? 'none' }, fakeCall());
  } else await operations[name]?.({ id }, fakeCall());
}
