import { randomUUID } from 'node:crypto';
import { withinDeadline } from '@access-account/connector-kit';
import {
  type Account,
  type AccountStatus,
  type Change,
  type Clock,
  ConflictError,
  defineIdentityConnector,
  type IdentityConnectorV1,
  type IdentityOperations,
  type JsonValue,
  type Lock,
  type LockCause,
  type LockoutPage,
  NotFoundError,
  type Standing,
} from '@access-account/contract';
import { fakeClock } from './fake-clock.ts';
import { fakeConfig, type LedgerEntry } from './fake-config.ts';

export interface FakePersonOptions {
  readonly login: string;
  readonly email?: string;
  readonly displayName?: string;
  readonly password?: string;
  readonly locale?: string;
}

export interface FakeIdentityOptions {
  readonly displayName?: string;
  readonly clock?: Clock;
  /** Consecutive wrong passwords that lock. */
  readonly lockAfter?: number;
  /** Milliseconds until a lock lifts by itself; null: never. */
  readonly lockFor?: number | null;
}

type FakeOperations = Pick<IdentityOperations, 'account.find' | 'account.read' | 'account.unlock' | 'lockout.poll'>;

/** A directory in memory: its connector, the hooks of an administrator, and what it was asked to change. */
export interface FakeIdentity {
  readonly connector: IdentityConnectorV1<object, FakeIdentity, FakeOperations>;
  /** Every `account.unlock`, in the order they came. */
  readonly ledger: readonly LedgerEntry[];
  addPerson(person: FakePersonOptions): Account;
  removePerson(login: string): void;
  /** Really signs in; wrong passwords count, and lock. */
  signIn(login: string, password: string): boolean;
  lock(login: string, cause?: LockCause): Lock;
  unlock(login: string): void;
  setStanding(login: string, standing: Standing): void;
  demandNewPassword(login: string): void;
  status(login: string): AccountStatus;
}

interface Person {
  readonly account: Account;
  readonly password: string;
  standing: Standing;
  mustChange: boolean;
  wrongTries: number;
  /** `number` rises by one with every lock of the directory. */
  lock: (Lock & { readonly number: number }) | null;
}

export function fakeIdentity(options: FakeIdentityOptions = {}): FakeIdentity {
  const { displayName = 'Fake Directory', clock = fakeClock(), lockAfter = 5, lockFor = 1_800_000 } = options;
  const people = new Map<string, Person>();
  const ledger: LedgerEntry[] = [];
  let locks = 0;

  const gone = () =>
    new NotFoundError({ system: displayName, summary: 'There is no such account.', remedy: 'Add it to the fake.' });

  const personById = (id: string) => {
    const person = people.get(id);
    if (person === undefined) throw gone();
    return person;
  };

  const personByLogin = (login: string) => {
    const person = [...people.values()].find(({ account }) => account.login === login.toLowerCase());
    if (person === undefined) throw gone();
    return person;
  };

  const lockOf = ({ lock }: Person) =>
    lock !== null && (lock.until === null || Date.parse(lock.until) > clock.now().getTime()) ? lock : null;

  const setLock = (person: Person, cause: LockCause) => {
    locks += 1;
    const now = clock.now();
    const until = lockFor === null ? null : new Date(now.getTime() + lockFor).toISOString();
    person.lock = { number: locks, episode: `lock-${locks}`, cause, since: now.toISOString(), until };
    return lockShown(person.lock);
  };

  const statusOf = (person: Person): AccountStatus => {
    const lock = lockOf(person);
    const isAble = person.standing === 'enabled' && lock?.cause !== 'other';
    return {
      account: person.account,
      standing: person.standing,
      lock: lock === null ? null : lockShown(lock),
      password: { changedAt: null, expiresAt: null, mustChange: person.mustChange },
      capabilities: {
        'account.unlock': isAble ? { able: true } : { able: false, reason: 'The account is not just locked.' },
      },
    };
  };

  const unlockAccount = (id: string): Change => {
    const person = personById(id);
    const lock = lockOf(person);
    if (person.standing !== 'enabled' || lock?.cause === 'other') {
      throw new ConflictError({
        system: displayName,
        summary: 'The account is not just locked by failed logins.',
        remedy: 'Whoever decided it decides again.',
      });
    }
    person.lock = null;
    person.wrongTries = 0;
    return { changed: lock !== null, verified: true, system: displayName, account: { id } };
  };

  const poll = (cursor: JsonValue): LockoutPage => {
    const seen = seenBy(cursor);
    const lockouts = [...people.values()].flatMap((person) => {
      const lock = lockOf(person);
      return lock !== null && lock.number > seen ? [{ account: person.account, lock: lockShown(lock) }] : [];
    });
    return { lockouts, cursor: { directory: displayName, locks }, more: false };
  };

  const fake: FakeIdentity = {
    ledger,
    addPerson: ({ login, email = `${login}@acme.test`, displayName: name = login, password = 'right', locale }) => {
      const address = email.toLowerCase();
      const account = { id: randomUUID(), login, displayName: name, email: address, locale: locale ?? null };
      const state = { standing: 'enabled', mustChange: false, wrongTries: 0, lock: null } as const;
      people.set(account.id, { account, password, ...state });
      return account;
    },
    removePerson: (login) => {
      people.delete(personByLogin(login).account.id);
    },
    signIn: (login, password) => {
      const person = personByLogin(login);
      if (lockOf(person) !== null) return false;
      if (password === person.password) {
        person.wrongTries = 0;
        return person.standing === 'enabled';
      }
      person.wrongTries += 1;
      if (person.wrongTries >= lockAfter) {
        person.wrongTries = 0;
        setLock(person, 'failed-logins');
      }
      return false;
    },
    lock: (login, cause = 'failed-logins') => setLock(personByLogin(login), cause),
    unlock: (login) => {
      const person = personByLogin(login);
      person.lock = null;
      person.wrongTries = 0;
    },
    setStanding: (login, standing) => {
      personByLogin(login).standing = standing;
    },
    demandNewPassword: (login) => {
      personByLogin(login).mustChange = true;
    },
    status: (login) => statusOf(personByLogin(login)),
    connector: defineIdentityConnector({
      specificationVersion: 'v1',
      kind: 'identity',
      id: 'fake-identity',
      displayName,
      config: fakeConfig,
      permissions: { 'account.find': [], 'account.read': [], 'account.unlock': [], 'lockout.poll': [] },
      idempotency: {
        'account.find': 'readback',
        'account.read': 'readback',
        'account.unlock': 'readback',
        'lockout.poll': 'readback',
      },
      connect: async () => ({
        client: fake,
        check: async () =>
          Object.keys(fake.connector.permissions).map((operation) => ({
            severity: 'ok',
            operation,
            summary: 'It answers.',
            remedy: '',
          })),
        close: async () => {},
      }),
      operations: () => ({
        'account.find': withinDeadline({
          system: displayName,
          run: async ({ by, value }) => {
            const wanted = by === 'id' ? value : value.toLowerCase();
            return [...people.values()].map(({ account }) => account).filter((account) => account[by] === wanted);
          },
        }),
        'account.read': withinDeadline({ system: displayName, run: async ({ id }) => statusOf(personById(id)) }),
        'account.unlock': withinDeadline({
          system: displayName,
          run: async (input, { idempotencyKey }) => {
            const change = unlockAccount(input.id);
            ledger.push({ operation: 'account.unlock', input, idempotencyKey, changed: change.changed });
            return change;
          },
        }),
        'lockout.poll': withinDeadline({ system: displayName, run: async ({ cursor }) => poll(cursor) }),
      }),
    }),
  };
  return fake;
}

function lockShown({ episode, cause, since, until }: Lock): Lock {
  return { episode, cause, since, until };
}

/** The number of the last lock a cursor has seen; a cursor that is not ours has seen none. */
function seenBy(cursor: JsonValue): number {
  const isOurs = typeof cursor === 'object' && cursor !== null && 'locks' in cursor;
  return isOurs && typeof cursor.locks === 'number' ? cursor.locks : 0;
}
