import assert from 'node:assert/strict';
import { type Call, ConnectorError, type IdentityOperationSet } from '@access-account/contract';
import { fakeCall } from '../../fakes/fake-call.ts';
import { type IdentityConformanceOptions, type IdentitySubject, withIdentitySubject } from './identity-subject.ts';
import type { WorldPerson } from './identity-world.ts';
import type { WorldNetwork } from './world-network.ts';

/** Milliseconds of a call's deadline here, and by how much a busy machine may be late. */
const deadline = 1500;
const lateness = 5000;

/** What a reading may fail with on a bad network, and a change besides. */
const readingCodes = ['rate-limited', 'response-invalid', 'timed-out', 'unavailable'];
const changingCodes = [...readingCodes, 'ambiguous-outcome'];

/** What a connector promises on a bad network: an end in time, a typed error, no claim, and all is well afterwards. */
export function networkFaultsConformance<Config, Client, Operations extends IdentityOperationSet>({
  runner,
  connector,
  world,
}: IdentityConformanceOptions<Config, Client, Operations>): void {
  const { network } = world;
  if (network === undefined) return;

  /** Somebody who is locked, and somebody with a second factor; the connector has been at work before. */
  async function prepared(subject: IdentitySubject) {
    const [locked, other]: WorldPerson[] = [await world.newPerson(), await world.newPerson()];
    assert.ok(locked && other);
    await world.lockByFailedLogins(locked);
    await world.enrolFactor?.(other);
    const [{ id: lockedId }, { id: otherId }] = [await subject.accountOf(locked), await subject.accountOf(other)];
    const [factor] = (await subject.operations['factor.list']?.({ id: otherId }, fakeCall())) ?? [];
    return { locked, other, lockedId, otherId, factor: factor?.id };
  }

  runner.describe('on a bad network', () => {
    for (const fault of network.faults) {
      runner.test(`${fault}: every reading ends in time with a typed error, and is right afterwards (J)`, async () => {
        await withIdentitySubject({ connector, world, config: network.config }, async (subject) => {
          const { operations } = subject;
          const { lockedId: id, otherId } = await prepared(subject);
          const readings: Runs = {
            'account.find': (call) => operations['account.find']({ by: 'id', value: id }, call),
            'account.read': (call) => operations['account.read']({ id }, call),
            ...optional('factor.list', operations['factor.list'], (list, call) => list({ id: otherId }, call)),
            ...optional('account.list', operations['account.list'], (list, call) => list({ cursor: null }, call)),
            ...optional('lockout.poll', operations['lockout.poll'], (poll, call) => poll({ cursor: null }, call)),
          };
          const during = await broken({ network, fault, aim: 'everything', runs: readings });
          assertStruck({ fault, during });
          for (const [name, outcome] of during) {
            if ('error' in outcome) assertTyped({ name, error: outcome.error, codes: readingCodes });
            else {
              // What came through all the same is the truth; a place to go on from is told anew each time.
              const isPage = name === 'account.list' || name === 'lockout.poll';
              if (!isPage)
                assert.deepEqual(outcome.value, await readings[name]?.(fakeCall()), `${name} answered something else`);
            }
          }
          for (const [name, run] of Object.entries(readings)) await assert.doesNotReject(run(fakeCall()), name);
          if (operations['lockout.poll'] !== undefined) {
            const { lockouts } = await subject.poll(null);
            assert.ok(
              lockouts.some(({ account }) => account.id === id),
              'the lock is told afterwards',
            );
          }
        });
      });

      runner.test(`${fault}: no change is claimed that did not happen, and all is well afterwards (J)`, async () => {
        await withIdentitySubject({ connector, world, config: network.config }, async (subject) => {
          const { operations } = subject;
          const { locked, lockedId, otherId: id, factor } = await prepared(subject);
          const changes: Runs = {
            ...optional('account.unlock', operations['account.unlock'], (unlock, call) =>
              unlock({ id: lockedId }, call),
            ),
            ...optional(
              'factor.remove',
              factor === undefined ? undefined : operations['factor.remove'],
              (remove, call) => remove({ id, factor: factor ?? '' }, call),
            ),
            ...optional('password.start-reset', operations['password.start-reset'], (start, call) =>
              start({ id }, call),
            ),
            ...optional('sessions.revoke', operations['sessions.revoke'], (revoke, call) => revoke({ id }, call)),
          };
          for (const aim of ['changes', 'everything'] as const) {
            const during = await broken({ network, fault, aim, runs: changes });
            assertStruck({ fault, during });
            for (const [name, outcome] of during)
              if ('error' in outcome) assertTyped({ name, error: outcome.error, codes: changingCodes });
            const unlock = during.get('account.unlock');
            if (unlock === undefined) continue;
            const { lock } = await operations['account.read']({ id: lockedId }, fakeCall());
            const claimed = 'value' in unlock && (unlock.value as { readonly verified: boolean }).verified;
            if (claimed) assert.equal(lock, null, '“unlocked” was claimed of an account that is locked');
            const isCertain = 'error' in unlock && unlock.error.code !== 'ambiguous-outcome';
            if (isCertain && aim === 'changes') assert.notEqual(lock, null, 'it was unlocked, and the error denies it');
          }
          if (operations['account.unlock'] !== undefined) {
            const { verified } = await operations['account.unlock']({ id: lockedId }, fakeCall());
            assert.equal(verified, true);
            assert.equal(await world.signIn(locked, locked.password), true);
          }
          if (factor !== undefined && operations['factor.remove'] !== undefined) {
            const { verified } = await operations['factor.remove']({ id, factor }, fakeCall());
            assert.equal(verified, true);
            const left = (await operations['factor.list']?.({ id }, fakeCall())) ?? [];
            assert.ok(!left.some((one) => one.id === factor));
          }
        });
      });
    }
  });
}

type Runs = Readonly<Record<string, (call: Call) => Promise<unknown>>>;
type Outcome = { readonly value: unknown } | { readonly error: ConnectorError };

/** A run of an operation that is offered; nothing of one that is not. */
function optional<Operation>(
  name: string,
  operation: Operation | undefined,
  run: (operation: Operation, call: Call) => Promise<unknown>,
): Runs {
  return operation === undefined ? {} : { [name]: (call) => run(operation, call) };
}

interface BrokenOptions {
  readonly network: WorldNetwork;
  readonly fault: WorldNetwork['faults'][number];
  readonly aim: 'everything' | 'changes';
  readonly runs: Runs;
}

/** Runs everything at once while the network is broken, and mends it. */
async function broken({ network, fault, aim, runs }: BrokenOptions): Promise<ReadonlyMap<string, Outcome>> {
  await network.break(fault, aim);
  try {
    const outcomes = Object.entries(runs).map(async ([name, run]): Promise<readonly [string, Outcome]> => {
      const begun = performance.now();
      const call = fakeCall({ signal: AbortSignal.timeout(deadline) });
      const outcome = await run(call).then(
        (value) => ({ value }),
        (error: unknown) => {
          if (!ConnectorError.isInstance(error)) throw error;
          return { error };
        },
      );
      const took = performance.now() - begun;
      assert.ok(took < deadline + lateness, `${name} took ${Math.round(took)} ms, past its deadline`);
      return [name, outcome];
    });
    return new Map(await Promise.all(outcomes));
  } finally {
    await network.mend();
  }
}

/** A fault that met nobody shows nothing. Of an answer without a body there is no half, and no drop of it is slow. */
function assertStruck({
  fault,
  during,
}: Pick<BrokenOptions, 'fault'> & { during: ReadonlyMap<string, Outcome> }): void {
  if (fault === 'drip' || fault === 'truncated' || during.size === 0) return;
  assert.ok(
    [...during.values()].some((outcome) => 'error' in outcome),
    `${fault} met nobody`,
  );
}

interface AssertTypedOptions {
  readonly name: string;
  readonly error: ConnectorError;
  readonly codes: readonly string[];
}

function assertTyped({ name, error, codes }: AssertTypedOptions): void {
  const { code, system, summary, remedy } = error;
  assert.ok(codes.includes(code), `${name} ends as ${code}: ${summary}`);
  assert.ok(system && summary && remedy, `${name}: an error says who, what and the remedy`);
}
