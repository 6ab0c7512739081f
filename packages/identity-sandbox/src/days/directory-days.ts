import type { Clock, ConnectorStore } from '@access-account/contract';
import { changeStored } from '../change-stored.ts';
import type { DayMove } from './day-move.ts';

const key = 'days';

/** Ten years: no end in this directory is farther away. */
export const maximumHours = 3650 * 24;

export interface DirectoryDaysOptions {
  /** What the directory is called, for errors. */
  readonly system: string;
  readonly store: ConnectorStore;
  readonly clock: Clock;
}

export interface DirectoryDay {
  readonly moves: readonly DayMove[];
  /** Another one after every move and every reset. */
  readonly version: number;
}

/**
 * The directory's own days: how far they have run ahead of the real ones. In the store: `days`.
 * Every reading of an account asks for them, so they are kept at hand until somebody moves them.
 */
export class DirectoryDays {
  readonly #system: string;
  readonly #store: ConnectorStore;
  readonly #clock: Clock;
  readonly #stopWatching: () => void;
  #known: Promise<DirectoryDay> | undefined;

  constructor({ system, store, clock }: DirectoryDaysOptions) {
    this.#system = system;
    this.#store = store;
    this.#clock = clock;
    this.#stopWatching = store.watch(key, () => this.#forget());
  }

  read(): Promise<DirectoryDay> {
    if (this.#known === undefined) {
      const reading = this.#read();
      this.#known = reading;
      reading.catch(() => this.#forget());
    }
    return this.#known;
  }

  async #read(): Promise<DirectoryDay> {
    const stored = await this.#store.get(key);
    return { moves: movesOf(stored?.value), version: stored?.version ?? 0 };
  }

  #forget(): void {
    this.#known = undefined;
  }

  /** Whole hours, by which the directory runs ahead in all. */
  async hoursAhead(): Promise<number> {
    return hoursOf((await this.read()).moves);
  }

  /** Lets whole hours pass. Answers whether it did: ten years ahead is as far as it goes. */
  async pass(hours: number): Promise<boolean> {
    const { before, after } = await changeStored({
      system: this.#system,
      store: this.#store,
      key,
      read: (stored) => movesOf(stored?.value),
      change: (moves) =>
        hoursOf(moves) + hours > maximumHours ? moves : [...moves, { at: this.#clock.now().toISOString(), hours }],
    });
    this.#forget();
    return after !== before;
  }

  /** Back to the real day. */
  async reset(): Promise<void> {
    await this.#store.put(key, []);
    this.#forget();
  }

  close(): void {
    this.#stopWatching();
  }
}

function movesOf(value: unknown): readonly DayMove[] {
  return Array.isArray(value) ? (value as readonly DayMove[]) : [];
}

function hoursOf(moves: readonly DayMove[]): number {
  return moves.reduce((sum, { hours }) => sum + hours, 0);
}
