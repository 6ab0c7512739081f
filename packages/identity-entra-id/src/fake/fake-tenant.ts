import { randomUUID } from 'node:crypto';
import type { Clock } from '@access-account/contract';

/**
 * Ways in which a provider, or a connector that believes it, would break its promises:
 * whoever tests with this must notice each of them.
 */
export type FakeMutant =
  | 'disabled-shown-enabled'
  | 'methods-partial'
  | 'page-dropped'
  | 'removal-does-nothing'
  | 'removed-not-told'
  | 'revoke-does-nothing';

export interface FakePersonOptions {
  readonly login: string;
  readonly email: string | null;
  readonly displayName: string;
  readonly password: string;
  readonly preferredLanguage?: string;
  /** The id of somebody. */
  readonly manager?: string | undefined;
  /** Synchronised from Active Directory. */
  readonly isSynchronised?: boolean;
  /** Of a synchronised account: its source anchor, base64. */
  readonly immutableId?: string;
  readonly passwordPolicies?: string | undefined;
  readonly otherMails?: readonly string[];
}

export interface FakePerson extends FakePersonOptions {
  readonly id: string;
  manager: string | undefined;
  otherMails?: readonly string[];
  accountEnabled: boolean;
  password: string;
  passwordPolicies: string | undefined;
  lastPasswordChange: Date;
  mustChange: boolean;
  sessionsValidFrom: Date;
  sessions: Date[];
  failures: number;
  /** How many smart lockouts there were, and when this one ends. */
  lockouts: number;
  lockedUntil: Date | null;
  methods: FakeMethod[];
  /** Names of roles held, roles that may be activated, and groups that may hold roles. */
  readonly roles: Set<string>;
  readonly eligibleRoles: Set<string>;
  readonly roleGroups: Set<string>;
  /** null: the report knows nothing of the person yet. */
  registration: { isSsprEnabled: boolean; isSsprRegistered: boolean } | null;
}

export type FakeMethodType =
  | 'email'
  | 'external'
  | 'fido2'
  | 'microsoftAuthenticator'
  | 'phone'
  | 'platformCredential'
  | 'softwareOath'
  | 'temporaryAccessPass'
  | 'windowsHelloForBusiness'
  | 'qrCodePin';

export interface FakeMethod {
  readonly id: string;
  readonly type: FakeMethodType;
  readonly created: Date;
  readonly properties: Readonly<Record<string, string>>;
  /** How many readings go on showing it after it was removed. */
  shownFor: number | null;
}

export interface FakeDomain {
  readonly id: string;
  readonly authenticationType: 'Managed' | 'Federated';
  /** null: the domain does not say. */
  readonly passwordValidityPeriodInDays: number | null;
}

interface Change {
  readonly id: string;
  /** Of which properties; null: it is gone. */
  readonly of: 'user' | 'manager' | null;
}

/** Microsoft gives these one id, whoever's they are. */
const sharedIds: Readonly<Record<string, string>> = {
  mobile: '3179e48a-750b-4051-897c-87b9720928f7',
  alternateMobile: 'b6332ec1-7057-4abe-9331-3d72feddfe41',
  office: 'e37fc753-ff3b-4958-9484-eaa9425c82bc',
  email: '3ddfcfc8-9383-446f-83cc-3ab9be4be18f',
};

/** Wrong passwords after which a smart lockout begins, and milliseconds that the first one lasts. */
const smartLockout = { threshold: 10, first: 60_000 };

/** A tenant of Entra ID in memory, as its administrator and its people see it. */
export class FakeTenant {
  readonly people = new Map<string, FakePerson>();
  readonly domains: FakeDomain[] = [];
  /** Everything that changed, in its order. */
  readonly changes: Change[] = [];
  readonly mutants = new Set<FakeMutant>();
  /** How many readings go on showing what was removed: Graph answers from more than one place. */
  lag = 0;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get now(): Date {
    return this.#clock.now();
  }

  addPerson(options: FakePersonOptions): FakePerson {
    const person: FakePerson = {
      ...options,
      manager: options.manager,
      passwordPolicies: options.passwordPolicies,
      id: randomUUID(),
      accountEnabled: true,
      lastPasswordChange: this.now,
      mustChange: false,
      sessionsValidFrom: this.now,
      sessions: [],
      failures: 0,
      lockouts: 0,
      lockedUntil: null,
      methods: [],
      roles: new Set(),
      eligibleRoles: new Set(),
      roleGroups: new Set(),
      registration: { isSsprEnabled: true, isSsprRegistered: true },
    };
    this.people.set(person.id, person);
    this.#changed(person);
    return person;
  }

  person(login: string): FakePerson {
    const found = [...this.people.values()].find((one) => one.login.toLowerCase() === login.toLowerCase());
    if (found === undefined) throw new Error(`Nobody is called ${login}.`);
    return found;
  }

  removePerson({ id }: Pick<FakePerson, 'id'>): void {
    this.people.delete(id);
    this.changes.push({ id, of: null });
  }

  setEnabled(person: FakePerson, isEnabled: boolean): void {
    person.accountEnabled = isEnabled;
    this.#changed(person);
  }

  setManager(person: FakePerson, manager: string | undefined): void {
    person.manager = manager;
    this.changes.push({ id: person.id, of: 'manager' });
  }

  /** As an administrator would, or Microsoft's page: whoever forgot the password is let in again at once. */
  setPassword(person: FakePerson, password: string): void {
    person.password = password;
    person.lastPasswordChange = this.now;
    person.mustChange = false;
    person.failures = 0;
    person.lockedUntil = null;
    this.#changed(person);
  }

  demandNewPassword(person: FakePerson): void {
    person.mustChange = true;
    this.#changed(person);
  }

  /** Really signs in; wrong passwords count, and begin a smart lockout that nobody is told of. */
  signIn(login: string, password: string): boolean {
    const person = this.person(login);
    if (person.lockedUntil !== null && person.lockedUntil > this.now) return false;
    if (password === person.password) {
      person.failures = 0;
      if (!person.accountEnabled || person.mustChange) return false;
      person.sessions.push(this.now);
      return true;
    }
    person.failures += 1;
    if (person.failures >= smartLockout.threshold) {
      person.lockouts += 1;
      person.lockedUntil = new Date(this.now.getTime() + smartLockout.first * person.lockouts);
      person.failures = 0;
    }
    return false;
  }

  isSignedIn({ sessions, sessionsValidFrom }: FakePerson): boolean {
    return sessions.some((since) => since >= sessionsValidFrom);
  }

  /** Whatever was signed in before this instant is not any more. */
  revokeSessions(person: FakePerson): void {
    if (this.mutants.has('revoke-does-nothing')) return;
    person.sessions = [];
    person.sessionsValidFrom = this.now;
    this.#changed(person);
  }

  addMethod(person: FakePerson, type: FakeMethodType, properties: Readonly<Record<string, string>> = {}): FakeMethod {
    const shared = sharedIds[type === 'phone' ? (properties.phoneType ?? '') : type];
    const method = { id: shared ?? randomUUID(), type, created: this.now, properties, shownFor: null };
    person.methods = [...person.methods.filter(({ id }) => id !== method.id), method];
    return method;
  }

  /** Answers false where it is the default and others are there. */
  removeMethod(person: FakePerson, method: FakeMethod): boolean {
    const there = person.methods.filter(({ shownFor }) => shownFor === null);
    if (this.defaultOf(person) === method && there.length > 1) return false;
    if (this.mutants.has('removal-does-nothing')) return true;
    method.shownFor = this.lag;
    return true;
  }

  /** The methods as one reading shows them. */
  shownMethods(person: FakePerson): readonly FakeMethod[] {
    person.methods = person.methods.filter(({ shownFor }) => shownFor === null || shownFor > 0);
    for (const method of person.methods) if (method.shownFor !== null) method.shownFor -= 1;
    return this.mutants.has('methods-partial') ? person.methods.slice(1) : person.methods;
  }

  /** Of the methods that can be somebody's default, the one that was set up first. */
  defaultOf({ methods }: FakePerson): FakeMethod | undefined {
    const able: readonly FakeMethodType[] = ['microsoftAuthenticator', 'softwareOath', 'phone'];
    return methods.find(({ type, shownFor }) => shownFor === null && able.includes(type));
  }

  #changed({ id }: FakePerson): void {
    this.changes.push({ id, of: 'user' });
  }
}
