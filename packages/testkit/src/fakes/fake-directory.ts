import { randomInt, randomUUID } from 'node:crypto';
import {
  type Account,
  type AccountActivity,
  type AccountPage,
  type AccountStatus,
  type Capability,
  type Change,
  type CheckFactorInput,
  type Clock,
  ConflictError,
  type Factor,
  type FactorChallenge,
  type FactorCheck,
  type FindAccountInput,
  type JsonValue,
  type ListedAccount,
  type Lock,
  type LockCause,
  type LockoutPage,
  NotFoundError,
  OperationUnsupportedError,
  type PasswordStart,
  type Recovery,
  type RecoveryAddress,
  type Standing,
} from '@access-account/contract';

export interface FakePersonOptions {
  readonly login: string;
  readonly email?: string;
  readonly displayName?: string;
  readonly password?: string;
  readonly locale?: string;
  /** IANA name. */
  readonly timeZone?: string;
  /** The login of somebody who was added before. */
  readonly manager?: string;
  /** An address of their own, beside `email`. */
  readonly recoveryEmail?: string;
  /** ISO 8601 instant; unknown unless given. */
  readonly passwordChangedAt?: string;
  /** ISO 8601 instant; never unless given. */
  readonly passwordExpiresAt?: string;
  /** ISO 8601 instant; never unless given. */
  readonly endsAt?: string;
}

export interface FakeDirectoryOptions {
  readonly displayName: string;
  readonly clock: Clock;
  readonly lockAfter: number;
  readonly lockFor: number | null;
}

/** Where somebody is when they do something; at home unless said. */
export interface FakeOrigin {
  readonly country?: string;
  readonly anonymised?: boolean;
}

interface Person {
  account: Account;
  password: string;
  passwordChangedAt: string | null;
  passwordExpiresAt: string | null;
  recovery: readonly RecoveryAddress[];
  readonly endsAt: string | null;
  readonly manager: string | null;
  readonly timeZone: string | null;
  standing: Standing;
  mustChange: boolean;
  wrongTries: number;
  /** `number` rises by one with every lock of the directory. */
  lock: (Lock & { readonly number: number }) | null;
  factors: readonly Factor[];
  sessions: number;
  lastSignInAt: string | null;
  readonly activity: AccountActivity[];
}

/** A one-time link to a new password. */
interface Link {
  readonly url: string;
  readonly id: string;
  isUsed: boolean;
}

/** A question on somebody's device. */
interface Push {
  readonly id: string;
  readonly factor: string;
  readonly until: number;
  answer: 'approved' | 'rejected' | null;
}

const pageSize = 3;
/** Milliseconds that a device asks for. */
const pushLife = 60_000;

/** A directory in memory, as its administrator, its people and its connector see it. */
export class FakeDirectory {
  readonly displayName: string;
  readonly #options: FakeDirectoryOptions;
  readonly #people = new Map<string, Person>();
  /** By idempotency key. */
  readonly #links = new Map<string, Link>();
  /** By challenge. */
  readonly #pushes = new Map<string, Push>();
  /** The code that each authenticator app shows now. */
  readonly #codes = new Map<string, string>();
  /** Ids in the order in which their accounts changed. */
  readonly #changes: string[] = [];
  #locks = 0;

  constructor(options: FakeDirectoryOptions) {
    this.displayName = options.displayName;
    this.#options = options;
  }

  addPerson({ login, email = `${login}@acme.test`, displayName = login, ...options }: FakePersonOptions): Account {
    const { locale = null, manager } = options;
    const account = { id: randomUUID(), login, displayName, email: email.toLowerCase(), locale };
    this.#people.set(account.id, {
      account,
      password: options.password ?? 'right',
      passwordChangedAt: options.passwordChangedAt ?? null,
      passwordExpiresAt: options.passwordExpiresAt ?? null,
      recovery:
        options.recoveryEmail === undefined
          ? []
          : [{ address: options.recoveryEmail.toLowerCase(), unchangedSince: this.#now() }],
      endsAt: options.endsAt ?? null,
      manager: manager === undefined ? null : this.#byLogin(manager).account.id,
      timeZone: options.timeZone ?? null,
      standing: 'enabled',
      mustChange: false,
      wrongTries: 0,
      lock: null,
      factors: [],
      sessions: 0,
      lastSignInAt: null,
      activity: [],
    });
    this.#changes.push(account.id);
    return account;
  }

  removePerson(login: string): void {
    const { id } = this.#byLogin(login).account;
    this.#people.delete(id);
    this.#changes.push(id);
  }

  /** Really signs in; wrong passwords count, and lock. */
  signIn(login: string, password: string, from: FakeOrigin = {}): boolean {
    const person = this.#byLogin(login);
    if (this.#lockOf(person) !== null) return false;
    if (password === person.password) {
      person.wrongTries = 0;
      if (person.standing !== 'enabled') return false;
      person.sessions += 1;
      person.lastSignInAt = this.#now();
      person.activity.push({ what: 'sign-in', ...this.#origin(from) });
      return true;
    }
    person.wrongTries += 1;
    if (person.wrongTries >= this.#options.lockAfter) {
      person.wrongTries = 0;
      this.#setLock(person, 'failed-logins');
    }
    return false;
  }

  lock(login: string, cause: LockCause = 'failed-logins'): Lock {
    return this.#setLock(this.#byLogin(login), cause);
  }

  unlock(login: string): void {
    const person = this.#byLogin(login);
    person.lock = null;
    person.wrongTries = 0;
  }

  setStanding(login: string, standing: Standing): void {
    this.#change(this.#byLogin(login), { standing });
  }

  demandNewPassword(login: string): void {
    this.#change(this.#byLogin(login), { mustChange: true });
  }

  enrolFactor(
    login: string,
    { kind = 'totp', label = 'A phone' }: Partial<Pick<Factor, 'kind' | 'label'>> = {},
    from: FakeOrigin = {},
  ): Factor {
    const person = this.#byLogin(login);
    const verifiedBy =
      kind === 'totp' ? ({ verifiedBy: 'code' } as const) : kind === 'push' ? ({ verifiedBy: 'push' } as const) : {};
    const factor = { id: randomUUID(), kind, label, enrolledAt: this.#now(), ...verifiedBy };
    person.factors = [...person.factors, factor];
    person.activity.push({ what: 'factor-enrolled', factor: kind, ...this.#origin(from) });
    if (kind === 'totp') this.#codes.set(factor.id, newCode());
    return factor;
  }

  /** What the authenticator app shows now. */
  codeOf(factor: string): string {
    return this.#codes.get(factor) ?? '';
  }

  /** The person answers what their device asks now. */
  press(login: string, answer: 'approve' | 'reject'): void {
    const { id } = this.#byLogin(login).account;
    const now = this.#options.clock.now().getTime();
    for (const push of this.#pushes.values()) {
      if (push.id !== id || push.answer !== null || push.until <= now) continue;
      push.answer = answer === 'approve' ? 'approved' : 'rejected';
    }
  }

  factors(login: string): readonly Factor[] {
    return this.#byLogin(login).factors;
  }

  /** @param expiresAt ISO 8601 instant; never unless given. */
  setPassword(login: string, password: string, expiresAt: string | null = null): void {
    this.#setPassword(this.#byLogin(login), password, expiresAt);
  }

  /** Follows a link that `password.start-reset` answered; good once. Answers whether it was. */
  choosePassword(url: string, password: string): boolean {
    const link = [...this.#links.values()].find((each) => each.url === url);
    if (link === undefined || link.isUsed) return false;
    link.isUsed = true;
    this.#setPassword(this.#byId(link.id), password, null);
    return true;
  }

  /** In how many places the person is signed in. */
  sessions(login: string): number {
    return this.#byLogin(login).sessions;
  }

  status(login: string): AccountStatus {
    return this.#statusOf(this.#byLogin(login));
  }

  find({ by, value }: FindAccountInput): readonly Account[] {
    const wanted = by === 'id' ? value : value.toLowerCase();
    return [...this.#people.values()].map(({ account }) => account).filter((account) => account[by] === wanted);
  }

  read(id: string): AccountStatus {
    return this.#statusOf(this.#byId(id));
  }

  /** Everybody in small pages, and from then on whoever changed. */
  list(cursor: JsonValue): AccountPage {
    const { from, index } = this.#listCursor(cursor);
    const isWalk = index !== null;
    const ids = isWalk ? [...this.#people.keys()] : this.#changes.slice(from);
    const page = ids.slice(index ?? 0, (index ?? 0) + pageSize);
    const told = (index ?? 0) + page.length;
    const more = told < ids.length;
    const [since, next] = isWalk ? [from, more ? told : null] : [from + page.length, null];
    return {
      accounts: [...new Set(page)].flatMap((id) => this.#listed(id)),
      removed: [...new Set(page)].filter((id) => !this.#people.has(id)).map((id) => ({ id })),
      cursor: { list: this.displayName, from: since, index: next },
      more,
      isComplete: isWalk && !more,
    };
  }

  unlockAccount(id: string): Change {
    const person = this.#enabled(id);
    const lock = this.#lockOf(person);
    if (lock?.cause === 'other') throw this.#decided();
    person.lock = null;
    person.wrongTries = 0;
    return this.#changed(id, lock !== null);
  }

  listFactors(id: string): readonly Factor[] {
    return this.#byId(id).factors;
  }

  challenge(id: string, factor: string): FactorChallenge {
    this.#verifiable(id, factor, 'push');
    const challenge = randomUUID();
    const until = this.#options.clock.now().getTime() + pushLife;
    this.#pushes.set(challenge, { id, factor, until, answer: null });
    return { challenge, number: null, until: new Date(until).toISOString() };
  }

  check({ id, factor, by }: CheckFactorInput): FactorCheck {
    if (by.kind === 'challenge') {
      this.#verifiable(id, factor, 'push');
      const push = this.#pushes.get(by.challenge);
      if (push === undefined || push.id !== id || push.factor !== factor) return { result: 'expired' };
      return { result: push.answer ?? (push.until > this.#options.clock.now().getTime() ? 'waiting' : 'expired') };
    }
    this.#verifiable(id, factor, 'code');
    if (by.code !== this.#codes.get(factor)) return { result: 'rejected' };
    // It is good once: the app shows another one.
    this.#codes.set(factor, newCode());
    return { result: 'approved' };
  }

  removeFactor(id: string, factor: string): Change {
    const person = this.#enabled(id);
    const left = person.factors.filter((each) => each.id !== factor);
    const changed = left.length < person.factors.length;
    person.factors = left;
    return this.#changed(id, changed);
  }

  readActivity(id: string, since: string): readonly AccountActivity[] {
    return this.#byId(id).activity.filter(({ at }) => at >= new Date(since).toISOString());
  }

  readRecovery(id: string): Recovery {
    return { addresses: this.#byId(id).recovery };
  }

  /** Another address of record, from now on. */
  setRecovery(login: string, address: string): void {
    this.#change(this.#byLogin(login), { recovery: [{ address: address.toLowerCase(), unchangedSince: this.#now() }] });
  }

  revokeSessions(id: string): Change {
    const person = this.#byId(id);
    const changed = person.sessions > 0;
    person.sessions = 0;
    return this.#changed(id, changed);
  }

  startReset(id: string, idempotencyKey: string): PasswordStart {
    this.#enabled(id);
    const url = `https://directory.acme.test/reset/${randomUUID()}`;
    const link = this.#links.get(idempotencyKey) ?? { url, id, isUsed: false };
    this.#links.set(idempotencyKey, link);
    return { system: this.displayName, account: { id }, by: { kind: 'link', url: link.url, until: null } };
  }

  startChange(id: string): PasswordStart {
    const { standing } = this.#byId(id);
    if (standing !== 'enabled') {
      throw new OperationUnsupportedError({
        system: this.displayName,
        summary: `The account is ${standing}.`,
        remedy: 'Whoever decided it decides again.',
      });
    }
    const url = 'https://directory.acme.test/password';
    return { system: this.displayName, account: { id }, by: { kind: 'link', url, until: null } };
  }

  poll(cursor: JsonValue): LockoutPage {
    const seen = numberIn(cursor, 'locks') ?? 0;
    const lockouts = [...this.#people.values()].flatMap((person) => {
      const lock = this.#lockOf(person);
      return lock !== null && lock.number > seen ? [{ account: person.account, lock: lockShown(lock) }] : [];
    });
    return { lockouts, cursor: { directory: this.displayName, locks: this.#locks }, more: false };
  }

  #origin({ country = 'Home', anonymised = false }: FakeOrigin) {
    return { at: this.#now(), country, anonymised };
  }

  #now(): string {
    return this.#options.clock.now().toISOString();
  }

  #byId(id: string): Person {
    const person = this.#people.get(id);
    if (person === undefined) throw this.#gone();
    return person;
  }

  #byLogin(login: string): Person {
    const person = [...this.#people.values()].find(({ account }) => account.login === login.toLowerCase());
    if (person === undefined) throw this.#gone();
    return person;
  }

  #gone(): NotFoundError {
    return new NotFoundError({
      system: this.displayName,
      summary: 'There is no such account.',
      remedy: 'Add it to the fake.',
    });
  }

  #verifiable(id: string, factor: string, verifiedBy: 'code' | 'push'): void {
    const found = this.#enabled(id).factors.find((each) => each.id === factor);
    if (found === undefined) throw this.#gone();
    if (found.verifiedBy === verifiedBy) return;
    throw new OperationUnsupportedError({
      system: this.displayName,
      summary: `This factor is not verified by a ${verifiedBy}.`,
      remedy: 'Ask for one that is.',
    });
  }

  #enabled(id: string): Person {
    const person = this.#byId(id);
    if (person.standing !== 'enabled') throw this.#decided();
    return person;
  }

  #decided(): ConflictError {
    return new ConflictError({
      system: this.displayName,
      summary: 'Somebody decided that the account is not to be used.',
      remedy: 'Whoever decided it decides again.',
    });
  }

  #changed(id: string, changed: boolean): Change {
    return { changed, verified: true, system: this.displayName, account: { id } };
  }

  #change(person: Person, differences: Partial<Person>): void {
    Object.assign(person, differences);
    this.#changes.push(person.account.id);
  }

  #setPassword(person: Person, password: string, passwordExpiresAt: string | null): void {
    this.#change(person, { password, passwordChangedAt: this.#now(), passwordExpiresAt, mustChange: false });
  }

  #lockOf({ lock }: Person) {
    const now = this.#options.clock.now().getTime();
    return lock !== null && (lock.until === null || Date.parse(lock.until) > now) ? lock : null;
  }

  #setLock(person: Person, cause: LockCause): Lock {
    this.#locks += 1;
    const { clock, lockFor } = this.#options;
    const until = lockFor === null ? null : new Date(clock.now().getTime() + lockFor).toISOString();
    person.lock = { number: this.#locks, episode: `lock-${this.#locks}`, cause, since: this.#now(), until };
    return lockShown(person.lock);
  }

  #statusOf(person: Person): AccountStatus {
    const { account, standing, passwordChangedAt, passwordExpiresAt, mustChange, lastSignInAt, endsAt } = person;
    const lock = this.#lockOf(person);
    const able = (isAble: boolean): Capability =>
      isAble ? { able: true } : { able: false, reason: 'Somebody decided that the account is not to be used.' };
    const isEnabled = standing === 'enabled';
    return {
      account,
      standing,
      lock: lock === null ? null : lockShown(lock),
      password: { changedAt: passwordChangedAt, expiresAt: passwordExpiresAt, mustChange },
      capabilities: {
        'account.unlock': able(isEnabled && lock?.cause !== 'other'),
        'password.start-reset': able(isEnabled),
        'password.start-change': able(isEnabled),
        'factor.check': able(isEnabled),
        'factor.remove': able(isEnabled),
      },
      lastSignInAt,
      endsAt,
      manager: managerOf(person),
    };
  }

  #listed(id: string): readonly ListedAccount[] {
    const person = this.#people.get(id);
    if (person === undefined) return [];
    const { account, standing, passwordChangedAt, passwordExpiresAt, endsAt, timeZone } = person;
    const manager = managerOf(person);
    return [{ ...account, standing, passwordChangedAt, passwordExpiresAt, endsAt, manager, timeZone }];
  }

  /** Where changes are read from, and how many of everybody are told; null: everybody is. */
  #listCursor(cursor: JsonValue): { readonly from: number; readonly index: number | null } {
    const from = numberIn(cursor, 'from');
    if (from === undefined) return { from: this.#changes.length, index: 0 };
    return { from, index: numberIn(cursor, 'index') ?? null };
  }
}

function newCode(): string {
  return String(randomInt(1_000_000)).padStart(6, '0');
}

function lockShown({ episode, cause, since, until }: Lock): Lock {
  return { episode, cause, since, until };
}

function managerOf({ manager }: Person) {
  return manager === null ? null : { id: manager };
}

/** A number of a cursor of ours; of another one there is none. */
function numberIn(cursor: JsonValue, key: string): number | undefined {
  const value = typeof cursor === 'object' && cursor !== null ? Reflect.get(cursor, key) : undefined;
  return typeof value === 'number' ? value : undefined;
}
