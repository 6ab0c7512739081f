import { randomInt, randomUUID } from 'node:crypto';
import type { Clock } from '@access-account/contract';
import { fakeIds } from './fake-ids.ts';

/**
 * Ways in which a provider, or a connector that believes it, would break its promises:
 * whoever tests with this must notice each of them.
 */
export type FakeMutant =
  | 'unlock-does-nothing'
  | 'expired-lock-reported'
  | 'page-dropped'
  | 'factors-partial'
  | 'unenrol-does-nothing'
  | 'any-code-is-right'
  | 'codes-are-right-twice'
  | 'a-push-needs-nobody';

export type FakeStatus =
  | 'ACTIVE'
  | 'DEPROVISIONED'
  | 'LOCKED_OUT'
  | 'PASSWORD_EXPIRED'
  | 'PROVISIONED'
  | 'RECOVERY'
  | 'STAGED'
  | 'SUSPENDED';

export interface FakePersonOptions {
  readonly login: string;
  readonly email: string;
  readonly displayName?: string;
  readonly password: string;
  readonly locale?: string;
  readonly preferredLanguage?: string;
  readonly timezone?: string;
  readonly managerId?: string;
  readonly secondEmail?: string;
  /** OKTA unless given. */
  readonly provider?: 'OKTA' | 'ACTIVE_DIRECTORY' | 'LDAP' | 'FEDERATION';
  readonly status?: FakeStatus;
}

export interface FakePerson extends FakePersonOptions {
  readonly id: string;
  readonly created: Date;
  status: FakeStatus;
  secondEmail?: string;
  statusChanged: Date;
  lastLogin: Date | null;
  lastUpdated: Date;
  passwordChanged: Date;
  password: string;
  failures: number;
  isBlockedFromUnknownDevices: boolean;
  sessions: number;
  factors: FakeFactor[];
  readonly groups: Set<string>;
  readonly roles: Set<string>;
}

export interface FakeFactor {
  readonly id: string;
  readonly factorType: string;
  readonly provider: string;
  readonly created: Date;
  status: string;
  readonly profile: Readonly<Record<string, string>>;
  /** What the device shows now; it shows another one once this was taken. */
  code: string;
}

/** A question that Okta Verify asks on somebody's device. */
export interface FakePush {
  readonly id: string;
  readonly person: string;
  readonly factor: string;
  /** The number to choose; null: a plain push. */
  readonly number: number | null;
  readonly until: Date;
  result: 'WAITING' | 'SUCCESS' | 'REJECTED';
}

export interface FakePolicyOptions {
  readonly name: string;
  readonly maxAgeDays?: number;
  readonly autoUnlockMinutes?: number;
  readonly maxAttempts?: number;
  /** Empty: everybody. */
  readonly groups?: readonly string[];
  readonly provider?: 'OKTA' | 'ACTIVE_DIRECTORY' | 'LDAP';
  readonly isActive?: boolean;
}

export interface FakePolicy extends Required<FakePolicyOptions> {
  readonly id: string;
  readonly isSystem: boolean;
  readonly created: Date;
}

/** Where something is done from: the country as Okta calls it, and whether Okta knows the address as a proxy. */
export interface FakeOrigin {
  readonly country?: string;
  readonly isProxy?: boolean;
}

export interface FakeLogEvent {
  readonly uuid: string;
  readonly published: Date;
  readonly eventType: string;
  readonly displayMessage: string;
  readonly outcome: 'SUCCESS' | 'FAILURE';
  /** null: not by a request of a browser. */
  readonly origin: FakeOrigin | null;
  readonly person: Pick<FakePerson, 'id' | 'login' | 'displayName'>;
}

export type FakeLogOptions = Partial<Pick<FakeLogEvent, 'outcome' | 'origin'>>;

export interface FakeMail {
  readonly to: string;
  /** What the link in it holds: it goes to the person, and nowhere else. */
  readonly token: string;
  readonly person: string;
}

const displayMessages: Readonly<Record<string, string>> = {
  'user.account.lock': 'Max sign in attempts exceeded',
  'user.mfa.factor.activate': 'Activate factor for user',
  'user.session.start': 'User login to Okta',
};

/** An organisation with its people, as Okta keeps one: state, and what happens to it. It knows no HTTP. */
export class FakeOrganisation {
  readonly everyone: string;
  readonly people = new Map<string, FakePerson>();
  readonly events: FakeLogEvent[] = [];
  readonly mails: FakeMail[] = [];
  readonly pushes: FakePush[] = [];
  readonly mutants = new Set<FakeMutant>();
  /** Told of every event of the log. */
  readonly listeners = new Set<(event: FakeLogEvent) => void>();
  policies: FakePolicy[] = [];
  readonly #clock: Clock;
  readonly #newId = fakeIds();
  readonly #openMails = new Set<string>();

  constructor(clock: Clock) {
    this.#clock = clock;
    this.everyone = this.#newId('00g');
    this.setPolicies([]);
  }

  now(): Date {
    return this.#clock.now();
  }

  newId(prefix: string): string {
    return this.#newId(prefix);
  }

  /** In their order of priority; the default policy, which takes everybody, always comes last. */
  setPolicies(policies: readonly FakePolicyOptions[], fallback: Partial<FakePolicyOptions> = {}): void {
    const created = this.now();
    const toPolicy = (options: FakePolicyOptions, isSystem: boolean): FakePolicy => ({
      maxAgeDays: 0,
      autoUnlockMinutes: 0,
      maxAttempts: 5,
      groups: [this.everyone],
      provider: 'OKTA',
      isActive: true,
      ...options,
      id: this.#newId('00p'),
      isSystem,
      created,
    });
    const own = policies.map((options) => toPolicy(options, false));
    this.policies = [...own, toPolicy({ name: 'Default Policy', ...fallback }, true)];
  }

  addPerson(options: FakePersonOptions): FakePerson {
    const now = this.now();
    const person: FakePerson = {
      status: 'ACTIVE',
      ...options,
      id: this.#newId('00u'),
      created: now,
      statusChanged: now,
      lastLogin: null,
      lastUpdated: now,
      passwordChanged: now,
      failures: 0,
      isBlockedFromUnknownDevices: false,
      sessions: 0,
      factors: [],
      groups: new Set([this.everyone]),
      roles: new Set(),
    };
    this.people.set(person.id, person);
    return person;
  }

  addGroup(): string {
    return this.#newId('00g');
  }

  /** @throws when nobody is called that. */
  person(login: string): FakePerson {
    const found = [...this.people.values()].find((one) => one.login.toLowerCase() === login.toLowerCase());
    if (found === undefined) throw new Error(`Nobody is called ${login}.`);
    return found;
  }

  setStatus(person: FakePerson, status: FakeStatus): void {
    person.status = status;
    person.statusChanged = this.now();
    person.lastUpdated = this.now();
  }

  /** Signs in from a device Okta knows, or does not; answers whether Okta lets them in. */
  signIn(
    login: string,
    password: string,
    device: 'known' | 'unknown' = 'known',
    origin: FakeOrigin = { country: 'United States' },
  ): boolean {
    this.liftExpiredLocks();
    const person = this.person(login);
    if (person.status !== 'ACTIVE' && person.status !== 'PASSWORD_EXPIRED') return false;
    if (device === 'unknown' && person.isBlockedFromUnknownDevices) return false;
    if (person.password !== password) {
      this.log('user.session.start', person, { outcome: 'FAILURE', origin });
      return this.#fail(person, device);
    }
    person.failures = 0;
    const { maxAgeDays } = this.policyOf(person);
    const isAged = maxAgeDays > 0 && this.now().getTime() >= person.passwordChanged.getTime() + maxAgeDays * 86_400_000;
    // Okta does not sweep: a password is marked as expired when its owner comes.
    if (isAged && person.status === 'ACTIVE') this.setStatus(person, 'PASSWORD_EXPIRED');
    if (person.status === 'PASSWORD_EXPIRED') return false;
    person.lastLogin = this.now();
    person.sessions += 1;
    this.log('user.session.start', person, { origin });
    return true;
  }

  #fail(person: FakePerson, device: 'known' | 'unknown'): false {
    person.failures += 1;
    if (person.failures < this.policyOf(person).maxAttempts) return false;
    person.failures = 0;
    if (device === 'unknown') person.isBlockedFromUnknownDevices = true;
    else this.setStatus(person, 'LOCKED_OUT');
    this.log('user.account.lock', person);
    return false;
  }

  /** Another second address, as the person or an administrator gives it. */
  setSecondEmail(person: FakePerson, secondEmail: string): void {
    person.secondEmail = secondEmail;
    person.lastUpdated = this.now();
    this.log('user.account.update_secondary_email', person);
  }

  log(
    eventType: string,
    person: FakePerson,
    { outcome = eventType === 'user.account.lock' ? 'FAILURE' : 'SUCCESS', origin = null }: FakeLogOptions = {},
  ): FakeLogEvent {
    const { id, login, displayName = login } = person;
    const displayMessage = displayMessages[eventType] ?? 'Unlock user account';
    const event: FakeLogEvent = {
      uuid: randomUUID(),
      published: this.now(),
      eventType,
      displayMessage,
      outcome,
      origin,
      person: { id, login, displayName },
    };
    this.events.push(event);
    for (const listener of this.listeners) listener(event);
    return event;
  }

  /** The first active policy that takes the person. */
  policyOf(person: FakePerson): FakePolicy {
    const policy = this.policies.find(
      ({ isActive, isSystem, groups, provider }) =>
        isActive &&
        provider === (person.provider ?? 'OKTA') &&
        (isSystem || groups.length === 0 || groups.some((group) => person.groups.has(group))),
    );
    const fallback = policy ?? this.policies.at(-1);
    if (fallback === undefined) throw new Error('There is no default policy.');
    return fallback;
  }

  /** Locks end by themselves where the policy says so. */
  liftExpiredLocks(): void {
    if (this.mutants.has('expired-lock-reported')) return;
    for (const person of this.people.values()) {
      if (person.status !== 'LOCKED_OUT') continue;
      const { autoUnlockMinutes } = this.policyOf(person);
      const end = person.statusChanged.getTime() + autoUnlockMinutes * 60_000;
      if (autoUnlockMinutes === 0 || this.now().getTime() < end) continue;
      this.setStatus(person, 'ACTIVE');
      this.log('user.account.unlock', person);
    }
  }

  /** Answers whether Okta unlocks the account. */
  unlock(person: FakePerson): boolean {
    const isLocked = person.status === 'LOCKED_OUT';
    if ((person.provider ?? 'OKTA') !== 'OKTA') return false;
    if (!isLocked && !(person.status === 'ACTIVE' && person.isBlockedFromUnknownDevices)) return false;
    if (this.mutants.has('unlock-does-nothing')) return true;
    person.isBlockedFromUnknownDevices = false;
    person.failures = 0;
    if (isLocked) this.setStatus(person, 'ACTIVE');
    this.log('user.account.unlock_by_admin', person);
    return true;
  }

  /** Mails a link by which the person chooses a new password; the old one stays good until then. */
  mailReset(person: FakePerson): boolean {
    if (person.status !== 'ACTIVE' || (person.provider ?? 'OKTA') !== 'OKTA') return false;
    const token = randomUUID();
    this.#openMails.add(token);
    this.mails.push({ to: person.email, token, person: person.id });
    return true;
  }

  /** Follows the link of a mail; answers whether Okta takes the new password. */
  choosePassword(token: string, password: string): boolean {
    const person = this.people.get(this.mails.find((mail) => mail.token === token)?.person ?? '');
    if (person === undefined || !this.#openMails.delete(token)) return false;
    this.setPassword(person, password);
    return true;
  }

  setPassword(person: FakePerson, password: string): void {
    person.password = password;
    person.passwordChanged = this.now();
    person.lastUpdated = this.now();
    if (person.status === 'PASSWORD_EXPIRED') this.setStatus(person, 'ACTIVE');
  }

  enrolFactor(
    person: FakePerson,
    factor: Pick<FakeFactor, 'factorType' | 'provider' | 'profile'>,
    origin: FakeOrigin = { country: 'United States' },
  ): FakeFactor {
    const enrolled = { ...factor, id: this.#newId('ost'), created: this.now(), status: 'ACTIVE', code: newCode() };
    person.factors.push(enrolled);
    this.log('user.mfa.factor.activate', person, { origin });
    return enrolled;
  }

  /** Whether it is the code that the device shows; a right one is good once. */
  takeCode(factor: FakeFactor, code: string): boolean {
    if (this.mutants.has('any-code-is-right')) return true;
    if (code !== factor.code) return false;
    if (!this.mutants.has('codes-are-right-twice')) factor.code = newCode();
    return true;
  }

  /** Okta Verify asks on the device; a plain push for five minutes, one with a number as long. */
  push(person: FakePerson, factor: FakeFactor, withNumber: boolean): FakePush {
    const push: FakePush = {
      id: this.#newId('mst'),
      person: person.id,
      factor: factor.id,
      number: withNumber ? randomInt(10, 100) : null,
      until: new Date(this.now().getTime() + 5 * 60_000),
      result: this.mutants.has('a-push-needs-nobody') ? 'SUCCESS' : 'WAITING',
    };
    this.pushes.push(push);
    return push;
  }

  /** The person answers what their device asks now. */
  press(person: FakePerson, answer: 'approve' | 'reject'): void {
    for (const push of this.pushes) {
      if (push.person !== person.id || push.result !== 'WAITING' || push.until <= this.now()) continue;
      push.result = answer === 'approve' ? 'SUCCESS' : 'REJECTED';
    }
  }

  /** Unenrolling Okta Verify's push or signed nonce takes everything of Okta Verify along. */
  unenrolFactor(person: FakePerson, factor: FakeFactor): void {
    if (this.mutants.has('unenrol-does-nothing')) return;
    const takesAll = factor.factorType === 'push' || factor.factorType === 'signed_nonce';
    const isVerify = ({ provider, factorType }: FakeFactor) =>
      provider === 'OKTA' && /^(push|signed_nonce|token:software:totp)$/.test(factorType);
    person.factors = person.factors.filter((one) => one !== factor && !(takesAll && isVerify(one)));
  }
}

function newCode(): string {
  return String(randomInt(1_000_000)).padStart(6, '0');
}
