import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type {
  Account,
  IdentityConnectorV1,
  IdentityOperationName,
  IdentityOperationSet,
} from '@access-account/contract';
import { fakeCall } from '../fakes/fake-call.ts';
import { assertRejectsWith } from './identity/assert-rejects-with.ts';
import { hostileNames } from './identity/hostile-names.ts';
import { requireOperation } from './identity/require-operation.ts';
import type { TestRunner } from './test-runner.ts';

export interface IdentityReadOnlyConformanceOptions {
  readonly runner: TestRunner;
  readonly connector: Pick<
    IdentityConnectorV1<never, never, IdentityOperationSet>,
    'displayName' | 'idempotency' | 'permissions'
  >;
  /** Connected, unguarded. */
  readonly operations: () => IdentityOperationSet;
  /** Somebody who is looked at; where it is not given, whoever is listed first. */
  readonly login?: string | undefined;
}

const changing: readonly IdentityOperationName[] = [
  'account.unlock',
  'factor.challenge',
  'factor.check',
  'factor.remove',
  'password.start-reset',
  'sessions.revoke',
];

/**
 * What an identity connector promises, as far as it can be seen in a directory that is in use: nothing is changed, nobody is
 * made, and no operation is called that could.
 */
export function identityReadOnlyConformance(options: IdentityReadOnlyConformanceOptions): void {
  const { runner, connector, login } = options;
  const offered = (name: IdentityOperationName) => name in connector.permissions;

  /** What cannot change anything; whoever asks for more has made a mistake. */
  const operations = (): IdentityOperationSet => {
    const refused = changing.map((name) => [name, () => assert.fail(`${name} must not be called here`)]);
    return { ...options.operations(), ...Object.fromEntries(refused) };
  };
  const somebody = async (): Promise<Account> => {
    if (login === undefined) {
      const list = operations()['account.list'];
      const [first] = list === undefined ? [] : (await list({ cursor: null }, fakeCall())).accounts;
      assert.ok(first, 'nobody is listed: say by a login who may be looked at');
      const { id, displayName, email, locale } = first;
      return { id, login: first.login, displayName, email, locale };
    }
    const [account, ...others] = await operations()['account.find']({ by: 'login', value: login }, fakeCall());
    assert.ok(account && others.length === 0, `${login} is ${account ? 'more than one' : 'nobody'}`);
    return account;
  };

  runner.describe(`${connector.displayName}: identity conformance`, () => {
    runner.describe('connection', () => {
      runner.test('the definition names permissions and idempotency for exactly its operations (K)', async () => {
        const names = Object.keys(options.operations()).sort();
        assert.deepEqual(Object.keys(connector.permissions).sort(), names);
        assert.deepEqual(Object.keys(connector.idempotency).sort(), names);
      });

      runner.test('a call whose deadline has passed ends as timed-out (J)', async () => {
        const call = fakeCall({ signal: AbortSignal.abort(new Error('the deadline has passed')) });
        await assertRejectsWith('timed-out', () => operations()['account.find']({ by: 'login', value: 'any' }, call));
      });
    });

    runner.describe('account.find', () => {
      runner.test('finds the account by id, login and mail (A)', async () => {
        const account = await somebody();
        const find = operations()['account.find'];
        assert.deepEqual(await find({ by: 'id', value: account.id }, fakeCall()), [account]);
        assert.deepEqual(await find({ by: 'login', value: account.login }, fakeCall()), [account]);
        if (account.email === null) return;
        const found = await find({ by: 'email', value: account.email }, fakeCall());
        assert.ok(found.some(({ id }) => id === account.id));
      });

      runner.test('answers an unknown person with an empty list (A)', async () => {
        for (const by of ['login', 'email', 'id'] as const) {
          const value = `nobody-${randomUUID()}`;
          assert.deepEqual(await operations()['account.find']({ by, value }, fakeCall()), []);
        }
      });

      runner.test('takes hostile text as a name that nobody has (M)', async () => {
        for (const value of hostileNames) {
          for (const by of ['login', 'email', 'id'] as const)
            assert.deepEqual(await operations()['account.find']({ by, value }, fakeCall()), [], JSON.stringify(value));
        }
      });
    });

    runner.describe('account.read', () => {
      runner.test('shows the account that was found, and allows nothing that is not offered (B, K)', async () => {
        const account = await somebody();
        const { lock, ...status } = await operations()['account.read']({ id: account.id }, fakeCall());
        assert.deepEqual(status.account, account);
        for (const [name, capability] of Object.entries(status.capabilities)) {
          if (capability.able) assert.ok(offered(name as IdentityOperationName), `${name} is allowed and not offered`);
          else assert.ok(capability.reason, `nobody is told why ${name} cannot be done`);
        }
        const { changedAt, expiresAt } = status.password;
        for (const instant of [changedAt, expiresAt, lock?.since ?? null, lock?.until ?? null])
          assert.ok(instant === null || !Number.isNaN(Date.parse(instant)));
      });

      runner.test('answers not-found for an id that never was one (A)', async () => {
        for (const id of [randomUUID(), 'not an id', '*', ''])
          await assertRejectsWith('not-found', () => operations()['account.read']({ id }, fakeCall()));
      });
    });

    if (offered('account.list')) {
      runner.describe('account.list', () => {
        runner.test('a page tells what account.read tells, and where it goes on (L)', async () => {
          const page = await requireOperation(operations(), 'account.list')({ cursor: null }, fakeCall());
          assert.deepEqual(JSON.parse(JSON.stringify(page.cursor)), page.cursor);
          assert.equal(page.more && page.isComplete, false, 'nothing is complete while a page waits');
          for (const listed of page.accounts.slice(0, 3)) {
            const status = await operations()['account.read']({ id: listed.id }, fakeCall());
            assert.equal(listed.standing, status.standing);
            assert.equal(listed.passwordExpiresAt, status.password.expiresAt);
          }
        });
      });
    }

    if (offered('factor.list')) {
      runner.describe('factor.list', () => {
        runner.test('shows each factor under an id of its own, the same however often it is read (B)', async () => {
          const { id } = await somebody();
          const list = requireOperation(operations(), 'factor.list');
          const factors = await list({ id }, fakeCall());
          assert.equal(new Set(factors.map((factor) => factor.id)).size, factors.length);
          assert.deepEqual(await list({ id }, fakeCall()), factors);
        });
      });
    }

    if (offered('lockout.poll')) {
      runner.describe('lockout.poll', () => {
        runner.test('tells who is locked now, as account.read does, and goes on from its cursor (C, D)', async () => {
          const poll = requireOperation(operations(), 'lockout.poll');
          const { lockouts, cursor } = await poll({ cursor: null }, fakeCall());
          assert.deepEqual(JSON.parse(JSON.stringify(cursor)), cursor, 'a cursor survives being stored as JSON');
          for (const { account, lock } of lockouts.slice(0, 5)) {
            const now = (await operations()['account.read']({ id: account.id }, fakeCall())).lock;
            assert.ok(now === null || now.episode === lock.episode, 'one lock, one episode');
          }
          await poll({ cursor }, fakeCall());
        });
      });
    }
  });
}
