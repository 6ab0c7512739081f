import { randomUUID } from 'node:crypto';
import type { Clock, ConnectorStore, Factor, FactorKind } from '@access-account/contract';
import { changeStored } from './change-stored.ts';

export interface FactorsOptions {
  /** What the directory is called, for errors. */
  readonly system: string;
  readonly store: ConnectorStore;
  readonly clock: Clock;
}

export interface NewFactor {
  readonly kind: FactorKind;
  readonly label: string;
}

type StoredFactor = {
  readonly id: string;
  readonly kind: FactorKind;
  readonly label: string;
  readonly enrolledAt: string;
};

/** Nobody has more second factors than this. */
export const maximumFactors = 10;

/** Everybody's second factors. In the store: `factors/<id>`. */
export class Factors {
  readonly #system: string;
  readonly #store: ConnectorStore;
  readonly #clock: Clock;

  constructor({ system, store, clock }: FactorsOptions) {
    this.#system = system;
    this.#store = store;
    this.#clock = clock;
  }

  async of(id: string): Promise<readonly Factor[]> {
    return factorsOf((await this.#store.get(keyOf(id)))?.value);
  }

  /** What somebody arrives with; nothing happens when they are here already. */
  async seed(id: string, factors: readonly NewFactor[]): Promise<void> {
    await this.#store.compareAndSet(
      keyOf(id),
      0,
      factors.map((factor) => this.#enrolled(factor)),
    );
  }

  /** Enrols a factor under an id of its own. Answers whether there was room for it. */
  async add(id: string, newFactor: NewFactor): Promise<boolean> {
    const factor = this.#enrolled(newFactor);
    return this.#change(id, (factors) => (factors.length < maximumFactors ? [...factors, factor] : factors));
  }

  /** Answers whether it was there. */
  async remove(id: string, factor: string): Promise<boolean> {
    return this.#change(id, (factors) =>
      factors.some((each) => each.id === factor) ? factors.filter((each) => each.id !== factor) : factors,
    );
  }

  #enrolled({ kind, label }: NewFactor): StoredFactor {
    return { id: randomUUID(), kind, label, enrolledAt: this.#clock.now().toISOString() };
  }

  async #change(id: string, change: (factors: readonly StoredFactor[]) => readonly StoredFactor[]): Promise<boolean> {
    const read = (stored: { readonly value: unknown } | undefined) => factorsOf(stored?.value);
    const { before, after } = await changeStored({
      system: this.#system,
      store: this.#store,
      key: keyOf(id),
      read,
      change,
    });
    return after !== before;
  }
}

function keyOf(id: string): string {
  return `factors/${id}`;
}

function factorsOf(value: unknown): readonly StoredFactor[] {
  return Array.isArray(value) ? (value as readonly StoredFactor[]) : [];
}
