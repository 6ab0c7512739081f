import { randomUUID } from 'node:crypto';
import { type Ledger, providerTime } from './ledger.ts';

export interface DirectoryPerson {
  readonly id: string;
  readonly login: string;
  readonly email: string;
  readonly displayName: string;
  readonly password: string;
}

export interface DirectoryFactor {
  readonly id: string;
  readonly label: string;
  /** ISO 8601 instant. */
  readonly enrolledAt: string;
}

export interface DirectoryLock {
  /** Rises by one with every lock of the directory. */
  readonly number: number;
  readonly at: number;
}

interface SignIns {
  wrong: number;
  lock: DirectoryLock | null;
  disabled: boolean;
}

/** Wrong passwords in a row that lock. */
const lockAfter = 5;

/**
 * Up to a million people by formula (`person-1` to `person-<population>`), of whom only the locked ones take memory,
 * and whoever is added by hand.
 */
export class Directory {
  readonly #ledger: Ledger;
  /** Cursors of another directory, or of one that began anew, mean nothing here. */
  readonly instance = randomUUID();
  readonly #added = new Map<string, DirectoryPerson>();
  readonly #signIns = new Map<string, SignIns>();
  /** Who was locked, by the lock's number minus one. */
  readonly #locked: { readonly person: string; readonly at: number }[] = [];
  /** Second factors, by person. */
  readonly #factors = new Map<string, readonly DirectoryFactor[]>();
  population = 0;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  add(person: Omit<DirectoryPerson, 'id'>): void {
    const id = `account-${randomUUID()}`;
    this.#added.set(id, { ...person, id, email: person.email.toLowerCase() });
  }

  find(by: string, value: string): readonly DirectoryPerson[] {
    const wanted = by === 'id' ? value : value.toLowerCase();
    const pattern = { id: /^account-(\d{1,7})$/, login: /^person-(\d{1,7})$/, email: /^person-(\d{1,7})@acme\.test$/ };
    const formula = this.#byFormula(pattern[by as keyof typeof pattern]?.exec(wanted)?.[1]);
    const added =
      by === 'id'
        ? [this.#added.get(wanted)]
        : [...this.#added.values()].filter((person) => person[by as 'login' | 'email'].toLowerCase() === wanted);
    return [formula, ...added].filter((person) => person !== undefined);
  }

  byLogin(login: string): DirectoryPerson | undefined {
    return this.find('login', login)[0];
  }

  lockOf({ id }: DirectoryPerson): DirectoryLock | null {
    return this.#signIns.get(id)?.lock ?? null;
  }

  isDisabled({ id }: DirectoryPerson): boolean {
    return this.#signIns.get(id)?.disabled ?? false;
  }

  disable(person: DirectoryPerson): void {
    this.#signInsOf(person).disabled = true;
  }

  lock(person: DirectoryPerson): void {
    const signIns = this.#signInsOf(person);
    if (signIns.lock !== null) return;
    const at = providerTime();
    this.#locked.push({ person: person.id, at });
    signIns.lock = { number: this.#locked.length, at };
    signIns.wrong = 0;
  }

  unlock(person: DirectoryPerson, idempotencyKey: string): boolean {
    const lock = this.lockOf(person);
    const changed = lock !== null;
    this.#ledger.write({
      system: 'directory',
      operation: 'account.unlock',
      idempotencyKey,
      login: person.login,
      changed,
      locked: changed,
      body: lock,
    });
    const signIns = this.#signIns.get(person.id);
    if (signIns !== undefined && !signIns.disabled) this.#signIns.delete(person.id);
    return changed;
  }

  factorsOf({ id }: DirectoryPerson): readonly DirectoryFactor[] {
    return this.#factors.get(id) ?? [];
  }

  enrol(person: DirectoryPerson, label: string): void {
    const factor = { id: `factor-${randomUUID()}`, label, enrolledAt: new Date(providerTime()).toISOString() };
    this.#factors.set(person.id, [...this.factorsOf(person), factor]);
  }

  removeFactor(person: DirectoryPerson, factor: string, idempotencyKey: string): boolean {
    const before = this.factorsOf(person);
    const left = before.filter(({ id }) => id !== factor);
    const changed = left.length < before.length;
    this.#ledger.write({
      system: 'directory',
      operation: 'factor.remove',
      idempotencyKey,
      login: person.login,
      changed,
      locked: this.lockOf(person) !== null,
      body: { factor },
    });
    this.#factors.set(person.id, left);
    return changed;
  }

  /** 200 signed in, 401 wrong, 403 disabled, 423 locked. */
  signIn(login: string, password: string): number {
    const person = this.byLogin(login);
    if (person === undefined) return 401;
    const signIns = this.#signIns.get(person.id);
    if (signIns?.lock) return 423;
    if (password === person.password) {
      if (signIns?.disabled) return 403;
      this.#signIns.delete(person.id);
      return 200;
    }
    const counted = this.#signInsOf(person);
    counted.wrong += 1;
    if (counted.wrong >= lockAfter) this.lock(person);
    return 401;
  }

  /** Locks that still hold, after a number. */
  lockedAfter(
    after: number,
    limit: number,
  ): {
    readonly locked: readonly { readonly person: DirectoryPerson; readonly lock: DirectoryLock }[];
    readonly last: number;
    readonly more: boolean;
  } {
    const locked: { person: DirectoryPerson; lock: DirectoryLock }[] = [];
    let last = Math.max(0, after);
    while (last < this.#locked.length && locked.length < limit) {
      last += 1;
      const id = this.#locked[last - 1]?.person ?? '';
      const lock = this.#signIns.get(id)?.lock;
      const [person] = lock?.number === last ? this.find('id', id) : [];
      if (person !== undefined && lock) locked.push({ person, lock });
    }
    return { locked, last, more: last < this.#locked.length };
  }

  /** Every lock there ever was, after a number. */
  history(
    after: number,
    limit: number,
  ): readonly { readonly number: number; readonly login: string; readonly at: number }[] {
    return this.#locked.slice(after, after + limit).map(({ person, at }, index) => ({
      number: after + index + 1,
      login: this.find('id', person)[0]?.login ?? '',
      at,
    }));
  }

  #byFormula(digits: string | undefined): DirectoryPerson | undefined {
    const number = Number(digits);
    // `person-007` is nobody: one person, one name.
    if (!(number >= 1 && number <= this.population) || String(number) !== digits) return undefined;
    const login = `person-${number}`;
    return {
      id: `account-${number}`,
      login,
      email: `${login}@acme.test`,
      displayName: `Person ${number}`,
      password: `password-of-${login}`,
    };
  }

  #signInsOf({ id }: DirectoryPerson): SignIns {
    const known = this.#signIns.get(id);
    if (known !== undefined) return known;
    const signIns = { wrong: 0, lock: null, disabled: false };
    this.#signIns.set(id, signIns);
    return signIns;
  }
}
