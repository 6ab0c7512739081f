import type { SandboxPerson } from './sandbox-config.ts';

export interface ArrivalsOptions {
  readonly people: readonly SandboxPerson[];
  readonly add: (person: SandboxPerson) => Promise<void>;
  /** Aborted when nobody need arrive any more. */
  readonly signal: AbortSignal;
}

/** Hashes that are made side by side. More would keep somebody who signs in waiting for a thread. */
const abreast = 2;

/**
 * Puts the configured people into the directory. Hashing their passwords takes a moment each, so that a crowd moves in
 * while the first ones are being served; whoever is asked for arrives at once.
 */
export class Arrivals {
  readonly #options: ArrivalsOptions;
  readonly #waiting: Map<string, SandboxPerson>;
  readonly #arriving = new Map<string, Promise<void>>();

  constructor(options: ArrivalsOptions) {
    this.#options = options;
    this.#waiting = new Map(options.people.map((person) => [person.login, person]));
  }

  /** Resolves when everybody is in. */
  async all(): Promise<void> {
    const worker = async () => {
      for (const login of this.#waiting.keys()) {
        if (this.#options.signal.aborted) return;
        await this.of(login);
      }
    };
    await Promise.all(Array.from({ length: abreast }, worker));
    await Promise.all(this.#arriving.values());
  }

  /** Resolves when this person is in; at once for somebody who is not configured. */
  async of(login: string): Promise<void> {
    const person = this.#waiting.get(login);
    if (person !== undefined) {
      this.#waiting.delete(login);
      const arriving = this.#options.add(person).finally(() => this.#arriving.delete(login));
      this.#arriving.set(login, arriving);
    }
    await this.#arriving.get(login);
  }

  /** Resolves when whoever has this address is in. */
  async ofEmail(address: string): Promise<void> {
    const same = this.#options.people.filter(({ email }) => email === address);
    await Promise.all(same.map(({ login }) => this.of(login)));
  }
}
