import { randomUUID } from 'node:crypto';
import type { Clock, ConnectorStore, StoredValue } from '@access-account/contract';
import { Arrivals } from './arrivals.ts';
import { ChangeJournal } from './change-journal.ts';
import { changeStored } from './change-stored.ts';
import { DirectoryDays } from './days/directory-days.ts';
import { Pushes } from './device/pushes.ts';
import { Factors } from './factors.ts';
import { ResetLinks } from './password/reset-links.ts';
import { PasswordHashing } from './password-hashing.ts';
import { type PersonRecord, readPerson } from './person-record.ts';
import { type PersonState, personState } from './person-state.ts';
import type { SandboxConfig, SandboxPerson } from './sandbox-config.ts';
import { Sessions } from './sessions.ts';
import type { Place } from './sign-in/places.ts';
import { afterReset, afterUnlock, afterWrongTry, cleanRecord, lockAt, type SignInRecord } from './sign-in-record.ts';

export interface SandboxClientOptions {
  readonly config: SandboxConfig;
  readonly store: ConnectorStore;
  readonly clock: Clock;
  /** Aborted when the product stops. */
  readonly signal: AbortSignal;
  /** The directory's own pages are below it; without a slash at the end. */
  readonly address: string;
}

export interface Credentials {
  readonly login: string;
  readonly password: string;
}

export interface SignInOptions extends Credentials {
  /** Where the person says they are; at home unless said. */
  readonly from?: Place | undefined;
}

/** What a try with a password brought. */
export type Try =
  | { readonly kind: 'right'; readonly person: PersonRecord; readonly state: PersonState }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'locked' }
  | { readonly kind: 'not-enabled' };

export type SignInResult =
  | { readonly kind: 'signed-in'; readonly person: PersonRecord; readonly session: string }
  | { readonly kind: 'must-change' }
  | Exclude<Try, { readonly kind: 'right' }>;

export interface Page {
  readonly after?: string;
  readonly limit?: number;
}

export interface SignInEntry {
  readonly id: string;
  readonly record: SignInRecord;
}

const dayLength = 24 * 60 * 60_000;

/**
 * The directory. In the store: `person/<id>`, `login/<login>` → id, `email/<address>/<id>` → id,
 * `sign-in/<id>` for everybody who ever mistyped, and what its parts keep.
 */
export class SandboxClient {
  readonly address: string;
  readonly days: DirectoryDays;
  readonly factors: Factors;
  readonly journal: ChangeJournal;
  readonly pushes: Pushes;
  readonly resetLinks: ResetLinks;
  readonly sessions: Sessions;
  readonly #config: SandboxConfig;
  readonly #passwords: PasswordHashing;
  readonly #store: ConnectorStore;
  readonly #clock: Clock;
  readonly #arrivals: Arrivals;

  constructor({ config, store, clock, signal, address }: SandboxClientOptions) {
    const system = config.displayName;
    this.address = address;
    this.days = new DirectoryDays({ system, store, clock });
    this.factors = new Factors({ system, store, clock });
    this.journal = new ChangeJournal(store);
    this.pushes = new Pushes({ system, store, clock });
    this.resetLinks = new ResetLinks({ store, clock });
    this.sessions = new Sessions({ system, store, clock });
    this.#config = config;
    this.#passwords = new PasswordHashing(config.passwordHashCost);
    this.#store = store;
    this.#clock = clock;
    this.#arrivals = new Arrivals({ people: config.people, add: (person) => this.addPerson(person), signal });
  }

  get displayName(): string {
    return this.#config.displayName;
  }

  /** Whether others are told when somebody signed in last. */
  get tellsSignIns(): boolean {
    return this.#config.tellsSignIns;
  }

  now(): Date {
    return this.#clock.now();
  }

  close(): void {
    this.days.close();
  }

  /** The same for one store, another for every other. */
  async directoryId(): Promise<string> {
    await this.#store.compareAndSet('directory', 0, randomUUID());
    return String((await this.#store.get('directory'))?.value);
  }

  /** Puts the configured people into the store, each once; several servers may start at the same moment. */
  async seed(): Promise<void> {
    await this.#arrivals.all();
  }

  /** Adds a person; nothing happens when the login is taken. */
  async addPerson({
    password,
    factors,
    passwordAgeDays,
    recoveryAgeDays,
    endsInDays,
    manager,
    ...attributes
  }: SandboxPerson) {
    const { login, email } = attributes;
    const id = await this.#reserveId(login);
    if ((await this.#store.get(`person/${id}`)) !== undefined) return;
    const now = this.now();
    const day = (days: number) => new Date(now.getTime() + days * dayLength).toISOString();
    const person: PersonRecord = {
      id,
      ...attributes,
      manager: manager === null ? null : await this.#reserveId(manager),
      endsAt: endsInDays === null ? null : day(endsInDays),
      createdAt: day(0),
      passwordHash: await this.#passwords.hash(password),
      passwordChangedAt: day(-passwordAgeDays),
      recoveryChangedAt: attributes.recoveryEmail === null ? null : day(-recoveryAgeDays),
      hasDemoPassword: true,
    };
    await this.#store.put(`email/${email}/${id}`, id);
    await this.factors.seed(id, factors, day(-passwordAgeDays));
    if (await this.#store.compareAndSet(`person/${id}`, 0, person)) await this.journal.append(id);
  }

  /** The id somebody has, or will have once they arrive. */
  async #reserveId(login: string): Promise<string> {
    await this.#store.compareAndSet(`login/${login}`, 0, randomUUID());
    return String((await this.#store.get(`login/${login}`))?.value);
  }

  async personById(id: string): Promise<PersonRecord | undefined> {
    return isStorable(id) ? readPerson(await this.#store.get(`person/${id}`)) : undefined;
  }

  async personByLogin(login: string): Promise<PersonRecord | undefined> {
    if (!isStorable(login)) return undefined;
    await this.#arrivals.of(login.toLowerCase());
    const stored = await this.#store.get(`login/${login.toLowerCase()}`);
    return stored === undefined ? undefined : this.personById(String(stored.value));
  }

  /** At most ten. */
  async peopleByEmail(email: string): Promise<readonly PersonRecord[]> {
    if (!isStorable(email)) return [];
    const address = email.toLowerCase();
    await this.#arrivals.ofEmail(address);
    const entries = await this.#store.list(`email/${address}/`, { limit: 10 });
    const people = await Promise.all(entries.map(({ value }) => this.personById(String(value))));
    return people.filter((person) => person?.email === address).filter((person) => person !== undefined);
  }

  /** In the order of their ids; 200 at a time unless told. `after` is an id. */
  async people({ after, limit = 200 }: Page = {}): Promise<readonly PersonRecord[]> {
    const stored = await this.#store.list('person/', {
      limit,
      ...(after === undefined ? {} : { after: `person/${after}` }),
    });
    return stored.map(readPerson).filter((person) => person !== undefined);
  }

  /** What holds for somebody on the directory's day. */
  async stateOf(person: PersonRecord): Promise<PersonState> {
    const { passwordMaxAgeDays } = this.#config;
    return personState({ person, passwordMaxAgeDays, now: this.now(), moves: (await this.days.read()).moves });
  }

  async signInRecord(id: string): Promise<SignInRecord> {
    return recordOf(await this.#store.get(`sign-in/${id}`));
  }

  /** Everybody who ever mistyped, in the order of their ids; 200 at a time unless told. `after` is an id. */
  async signInRecords({ after, limit = 200 }: Page = {}): Promise<readonly SignInEntry[]> {
    const prefix = 'sign-in/';
    const stored = await this.#store.list(prefix, {
      limit,
      ...(after === undefined ? {} : { after: `${prefix}${after}` }),
    });
    return stored.map((value) => ({ id: value.key.slice(prefix.length), record: recordOf(value) }));
  }

  /** Tries a password, on whichever page. While a lock holds it answers `locked` for every password and counts nothing. */
  async tryPassword({ login, password }: Credentials): Promise<Try> {
    const person = await this.personByLogin(login);
    const matches = await this.#passwords.matches(password, person?.passwordHash);
    if (person === undefined) return { kind: 'wrong' };
    const rule = this.#config;
    const { before, at } = await this.#changeRecord(person.id, (record, now) => {
      if (lockAt(record, now) !== null) return record;
      return matches ? afterReset(record) : afterWrongTry(record, { now, rule });
    });
    if (lockAt(before, at) !== null) return { kind: 'locked' };
    if (!matches) return { kind: 'wrong' };
    const state = await this.stateOf(person);
    return state.standing === 'enabled' ? { kind: 'right', person, state } : { kind: 'not-enabled' };
  }

  /** Tries a password, and begins a session where nothing else is in the way. */
  async signIn({ from = 'home', ...credentials }: SignInOptions): Promise<SignInResult> {
    const tried = await this.tryPassword(credentials);
    if (tried.kind !== 'right') return tried;
    const { person, state } = tried;
    if (state.needsNewPassword) return { kind: 'must-change' };
    return { kind: 'signed-in', person, session: await this.sessions.begin(person.id, from) };
  }

  /** Who is signed in by this session, if its account still may be. */
  async personBySession(session: string): Promise<PersonRecord | undefined> {
    const id = await this.sessions.ownerOf(session);
    const person = id === undefined ? undefined : await this.personById(id);
    if (person === undefined) return undefined;
    return (await this.stateOf(person)).standing === 'enabled' ? person : undefined;
  }

  /** A lock stays: a new password lifts none. */
  async setPassword(id: string, password: string): Promise<void> {
    const passwordHash = await this.#passwords.hash(password);
    await changeStored({
      system: this.displayName,
      store: this.#store,
      key: `person/${id}`,
      read: readPerson,
      change: (person) => ({
        ...(person as PersonRecord),
        passwordHash,
        passwordChangedAt: this.now().toISOString(),
        mustChange: false,
        hasDemoPassword: false,
      }),
    });
    await this.journal.append(id);
  }

  /** Lifts the lock that holds now. Answers it; null where none does. */
  async liftLock(id: string): Promise<{ readonly episode: string } | null> {
    const { before, at } = await this.#changeRecord(id, afterUnlock);
    return lockAt(before, at);
  }

  async #changeRecord(id: string, change: (record: SignInRecord, now: Date) => SignInRecord) {
    let at = this.now();
    const { before } = await changeStored({
      system: this.displayName,
      store: this.#store,
      key: `sign-in/${id}`,
      read: recordOf,
      change: (record) => {
        at = this.now();
        return change(record, at);
      },
    });
    return { before, at };
  }
}

/** The database cannot keep a NUL in a key, and nothing stored has a name this long. */
function isStorable(text: string): boolean {
  return text.length > 0 && text.length <= 320 && !text.includes('\0');
}

function recordOf(stored: StoredValue | undefined): SignInRecord {
  // A record of an older version lacks what was added since.
  return { ...cleanRecord, ...(stored?.value as Partial<SignInRecord> | undefined) };
}
