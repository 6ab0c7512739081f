import { randomUUID } from 'node:crypto';
import type { Clock, ConnectorStore, Factor, FactorKind } from '@access-account/contract';
import { changeStored } from './change-stored.ts';
import { newTotpSecret, totpCode, totpMatch, totpStep } from './device/totp.ts';

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
  /** Of an authenticator app that was set up since the directory verifies its codes. */
  readonly secret?: string;
  /** The period of the last code that was taken: none of it or before is taken again. */
  readonly lastStep?: number;
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
    return (await this.#read(id)).map(told);
  }

  /** What the authenticator app shows now; undefined: it is no such app, or not there. */
  async codeOf(id: string, factor: string): Promise<string | undefined> {
    const secret = (await this.#read(id)).find((each) => each.id === factor)?.secret;
    return secret === undefined ? undefined : totpCode(secret, totpStep(this.#clock.now()));
  }

  /** Whether it is the code that the app shows. One is taken once, however many bring it at the same moment. */
  async takeCode(id: string, factor: string, code: string): Promise<boolean> {
    return this.#change(id, (factors) => {
      const app = factors.find((each) => each.id === factor);
      const step = app?.secret === undefined ? undefined : totpMatch(app.secret, code, this.#clock.now());
      if (app === undefined || step === undefined || step <= (app.lastStep ?? -1)) return factors;
      return factors.map((each) => (each === app ? { ...each, lastStep: step } : each));
    });
  }

  /** What somebody arrives with, set up at an ISO 8601 instant; nothing happens when they are here already. */
  async seed(id: string, factors: readonly NewFactor[], enrolledAt: string): Promise<void> {
    await this.#store.compareAndSet(
      keyOf(id),
      0,
      factors.map((factor) => ({ ...this.#enrolled(factor), enrolledAt })),
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
    const enrolledAt = this.#clock.now().toISOString();
    return { id: randomUUID(), kind, label, enrolledAt, ...(kind === 'totp' ? { secret: newTotpSecret() } : {}) };
  }

  async #read(id: string): Promise<readonly StoredFactor[]> {
    return factorsOf((await this.#store.get(keyOf(id)))?.value);
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

/** A factor without what only the directory and the app know. */
function told({ id, kind, label, enrolledAt, secret }: StoredFactor): Factor {
  const factor = { id, kind, label, enrolledAt };
  if (kind === 'push') return { ...factor, verifiedBy: 'push' };
  return secret === undefined ? factor : { ...factor, verifiedBy: 'code' };
}

function factorsOf(value: unknown): readonly StoredFactor[] {
  return Array.isArray(value) ? (value as readonly StoredFactor[]) : [];
}
