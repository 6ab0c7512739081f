import { withinDeadline } from '@access-account/connector-kit';
import {
  type Call,
  type Clock,
  defineIdentityConnector,
  type IdentityConnectorV1,
  type IdentityOperationName,
  type IdentityOperations,
} from '@access-account/contract';
import { fakeClock } from './fake-clock.ts';
import { fakeConfig, type LedgerEntry } from './fake-config.ts';
import { FakeDirectory } from './fake-directory.ts';

export interface FakeIdentityOptions {
  readonly displayName?: string;
  readonly clock?: Clock;
  /** Consecutive wrong passwords that lock. */
  readonly lockAfter?: number;
  /** Milliseconds until a lock lifts by itself; null: never. */
  readonly lockFor?: number | null;
}

/** A directory in memory: its connector, the hooks of an administrator, and what it was asked to change. */
export type FakeIdentity = FakeDirectory & {
  readonly connector: IdentityConnectorV1<object, FakeDirectory, IdentityOperations>;
  /** Every write, in the order they came: unlocks, challenges, removed factors, started resets, ended sessions. */
  readonly ledger: readonly LedgerEntry[];
};

export function fakeIdentity(options: FakeIdentityOptions = {}): FakeIdentity {
  const { displayName = 'Fake Directory', clock = fakeClock(), lockAfter = 5, lockFor = 1_800_000 } = options;
  const ledger: LedgerEntry[] = [];

  const read = <Input, Output>(run: (input: Input) => Output) =>
    withinDeadline({ system: displayName, run: async (input: Input) => run(input) });

  const write = <Input, Output extends object>(
    operation: IdentityOperationName,
    run: (input: Input, call: Call) => Output,
  ) =>
    withinDeadline({
      system: displayName,
      run: async (input: Input, call: Call) => {
        const output = run(input, call);
        const changed = 'changed' in output ? output.changed === true : true;
        ledger.push({ operation, input, idempotencyKey: call.idempotencyKey, changed });
        return output;
      },
    });

  const connector: FakeIdentity['connector'] = defineIdentityConnector({
    specificationVersion: 'v1',
    kind: 'identity',
    id: 'fake-identity',
    displayName,
    config: fakeConfig,
    permissions: {
      'account.find': [],
      'account.list': [],
      'account.read': [],
      'account.unlock': [],
      'activity.read': [],
      'factor.challenge': [],
      'factor.check': [],
      'factor.list': [],
      'factor.remove': [],
      'lockout.poll': [],
      'password.start-change': [],
      'password.start-reset': [],
      'recovery.read': [],
      'sessions.revoke': [],
    },
    idempotency: {
      'account.find': 'readback',
      'account.list': 'readback',
      'account.read': 'readback',
      'account.unlock': 'readback',
      'activity.read': 'readback',
      'factor.challenge': 'none',
      'factor.check': 'none',
      'factor.list': 'readback',
      'factor.remove': 'readback',
      'lockout.poll': 'readback',
      'password.start-change': 'readback',
      'password.start-reset': 'key',
      'recovery.read': 'readback',
      'sessions.revoke': 'readback',
    },
    connect: async () => ({
      client: directory,
      check: async () =>
        Object.keys(connector.permissions).map((operation) => ({
          severity: 'ok',
          operation,
          summary: 'It answers.',
          remedy: '',
        })),
      close: async () => {},
    }),
    operations: (client: FakeDirectory): IdentityOperations => ({
      'account.find': read((input) => client.find(input)),
      'account.list': read(({ cursor }) => client.list(cursor)),
      'account.read': read(({ id }) => client.read(id)),
      'account.unlock': write('account.unlock', ({ id }) => client.unlockAccount(id)),
      'activity.read': read(({ id, since }) => client.readActivity(id, since)),
      'factor.challenge': write('factor.challenge', ({ id, factor }) => client.challenge(id, factor)),
      'factor.check': read((input) => client.check(input)),
      'factor.list': read(({ id }) => client.listFactors(id)),
      'factor.remove': write('factor.remove', ({ id, factor }) => client.removeFactor(id, factor)),
      'lockout.poll': read(({ cursor }) => client.poll(cursor)),
      'password.start-change': read(({ id }) => client.startChange(id)),
      'password.start-reset': write('password.start-reset', ({ id }, { idempotencyKey }) =>
        client.startReset(id, idempotencyKey),
      ),
      'recovery.read': read(({ id }) => client.readRecovery(id)),
      'sessions.revoke': write('sessions.revoke', ({ id }) => client.revokeSessions(id)),
    }),
  });
  const directory = new FakeDirectory({ displayName, clock, lockAfter, lockFor });
  return Object.assign(directory, { connector, ledger });
}
