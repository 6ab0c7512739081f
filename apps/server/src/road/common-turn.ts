export interface CommonTurnOptions<Patient> {
  /** Milliseconds between two turns. */
  readonly every: number;
  /** Whether so many people wait at this moment that the others let a turn pass. */
  readonly isAwaitedByMany: () => boolean;
  /** Its turn has come. */
  readonly take: (one: Patient) => void;
  /** A turn is over. */
  readonly onOver: () => void;
}

/** Turns that somebody lets pass at most: two seconds in all, with four a second. */
const mostTurns = 8;

/**
 * Whoever can wait takes their turn together with everybody else who can, and a little later while many people wait for
 * something: people come first, and the rest shares its commits.
 */
export class CommonTurn<Patient> {
  readonly #options: CommonTurnOptions<Patient>;
  /** How many turns each has seen come. */
  readonly #patient = new Map<Patient, number>();
  #next: NodeJS.Timeout | undefined;

  constructor(options: CommonTurnOptions<Patient>) {
    this.#options = options;
  }

  add(one: Patient): void {
    this.#patient.set(one, 0);
    this.#call();
  }

  /** It does not wait any more. */
  delete(one: Patient): void {
    this.#patient.delete(one);
  }

  #call(): void {
    if (this.#patient.size === 0) return;
    this.#next ??= setTimeout(() => this.#come(), this.#options.every).unref();
  }

  #come(): void {
    this.#next = undefined;
    const { isAwaitedByMany, take, onOver } = this.#options;
    const lets = isAwaitedByMany();
    for (const [one, before] of [...this.#patient]) {
      // Gone, by what another's turn led to.
      if (!this.#patient.has(one)) continue;
      const turns = before + 1;
      if (lets && turns < mostTurns) {
        this.#patient.set(one, turns);
        continue;
      }
      this.#patient.delete(one);
      take(one);
    }
    this.#call();
    onOver();
  }
}
