import { randomUUID } from 'node:crypto';
import { type Clock, ConflictError, type ConnectorStore, type StoredValue } from '@access-account/contract';
import { Arrivals } from './arrivals.ts';
import { hashPassword, matchesPassword } from './password-hash.ts';
import type { PersonRecord } from './person-record.ts';
import type { SandboxConfig, SandboxPerson } from './sandbox-config.ts';
import { afterReset, afterUnlock, afterWrongTry, cleanRecord, lockAt, type SignInRecord } from './sign-in-record.ts';

export interface SandboxClientOptions {
  readonly config: SandboxConfig;
  readonly store: ConnectorStore;
  readonly clock: Clock;
  /** Aborted when the product stops. */
  readonly signal: AbortSignal;
}

export interface Credentials {
  readonly login: string;
  readonly password: string;
}

export type SignInResult =
  | { readonly kind: 'signed-in'; readonly person: PersonRecord }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'locked' }
  | { readonly kind: 'not-enabled' };

export interface Page {
  readonly after?: string;
  readonly limit?: number;
}

export interface SignInEntry {
  readonly id: string;
  readonly record: SignInRecord;
}

/** A try that lost this many races has met something other than other tries. */
const maximumRaces = 100;

/**
 * The directory. In the store: `person/<id>`, `login/<login>` → id, `email/<address>/<id>` → id,
 * and `sign-in/<id>` for everybody who ever mistyped.
 */
export class SandboxClient {
  readonly #config: SandboxConfig;
  readonly #store: ConnectorStore;
  readonly #clock: Clock;
  readonly #arrivals: Arrivals;

  constructor({ config, store, clock, signal }: SandboxClientOptions) {
    this.#config = config;
    this.#store = store;
    this.#clock = clock;
    this.#arrivals = new Arrivals({ people: config.people, add: (person) => this.addPerson(person), signal });
  }

  get displayName(): string {
    return this.#config.displayName;
  }

  now(): Date {
    return this.#clock.now();
  }

  /** Puts the configured people into the store, each once; several servers may start at the same moment. */
  async seed(): Promise<void> {
    await this.#arrivals.all();
  }

  /** Adds a person; nothing happens when the login is taken. */
  async addPerson({ password, ...attributes }: SandboxPerson): Promise<void> {
    const { login, email } = attributes;
    await this.#store.compareAndSet(`login/${login}`, 0, randomUUID());
    const id = await this.#idOf(`login/${login}`);
    if (id === undefined || (await this.#store.get(`person/${id}`)) !== undefined) return;
    const passwordHash = await hashPassword(password);
    const person: PersonRecord = { id, ...attributes, passwordHash, passwordChangedAt: this.now().toISOString() };
    await this.#store.put(`email/${email}/${id}`, id);
    await this.#store.compareAndSet(`person/${id}`, 0, person);
  }

  async #idOf(key: string): Promise<string | undefined> {
    const stored = await this.#store.get(key);
    return typeof stored?.value === 'string' ? stored.value : undefined;
  }

  async personById(id: string): Promise<PersonRecord | undefined> {
    if (!isStorable(id)) return undefined;
    return personOf(await this.#store.get(`person/${id}`));
  }

  async personByLogin(login: string): Promise<PersonRecord | undefined> {
    if (!isStorable(login)) return undefined;
    await this.#arrivals.of(login.toLowerCase());
    const id = await this.#idOf(`login/${login.toLowerCase()}`);
    return id === undefined ? undefined : this.personById(id);
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

  /** In the order of their ids; at most 200 at a time. `after` is an id. */
  async people({ after, limit = 200 }: Page = {}): Promise<readonly PersonRecord[]> {
    const stored = await this.#store.list('person/', {
      limit,
      ...(after === undefined ? {} : { after: `person/${after}` }),
    });
    return stored.map(personOf).filter((person) => person !== undefined);
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

  /** Tries a password. While a lock holds it answers `locked` for every password and counts nothing. */
  async signIn({ login, password }: Credentials): Promise<SignInResult> {
    const person = await this.personByLogin(login);
    const matches = await matchesPassword(password, person?.passwordHash);
    if (person === undefined) return { kind: 'wrong' };
    const rule = this.#config;
    const { before, at } = await this.#changeRecord(person.id, (record, now) => {
      if (lockAt(record, now) !== null) return record;
      return matches ? afterReset(record) : afterWrongTry(record, { now, rule });
    });
    if (lockAt(before, at) !== null) return { kind: 'locked' };
    if (!matches) return { kind: 'wrong' };
    return person.standing === 'enabled' ? { kind: 'signed-in', person } : { kind: 'not-enabled' };
  }

  /** Lifts the lock that holds now. Answers it; null where none does. */
  async liftLock(id: string): Promise<{ readonly episode: string } | null> {
    const { before, at } = await this.#changeRecord(id, afterUnlock);
    return lockAt(before, at);
  }

  /** Changes a record as it is at this moment: a change by somebody else in between means another look, so no try is lost. */
  async #changeRecord(id: string, change: (record: SignInRecord, now: Date) => SignInRecord) {
    const key = `sign-in/${id}`;
    for (let race = 0; race < maximumRaces; race += 1) {
      const stored = await this.#store.get(key);
      const before = recordOf(stored);
      const at = this.now();
      const after = change(before, at);
      if (after === before || (await this.#store.compareAndSet(key, stored?.version ?? 0, after)))
        return { before, at };
    }
    throw new ConflictError({
      system: this.displayName,
      summary: 'The account is being changed from too many places at once.',
      remedy: 'Try again in a moment.',
    });
  }
}

/** The database cannot keep a NUL in a key, and nothing stored has a name this long. */
function isStorable(text: string): boolean {
  return text.length > 0 && text.length <= 320 && !text.includes('\0');
}

function personOf(stored: StoredValue | undefined): PersonRecord | undefined {
  return stored?.value as PersonRecord | undefined;
}

function recordOf(stored: StoredValue | undefined): SignInRecord {
  // A record of an older version lacks what was added since.
  return { ...cleanRecord, ...(stored?.value as Partial<SignInRecord> | undefined) };
}
