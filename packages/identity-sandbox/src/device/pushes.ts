import { randomInt, randomUUID } from 'node:crypto';
import type { Clock, ConnectorStore, FactorChallenge, FactorCheck } from '@access-account/contract';
import { changeStored } from '../change-stored.ts';

export interface PushesOptions {
  /** What the directory is called, for errors. */
  readonly system: string;
  readonly store: ConnectorStore;
  readonly clock: Clock;
}

/** A question as the person's device shows it. */
export type Push = {
  readonly challenge: string;
  readonly factor: string;
  /** One of them is the number that the page which asks shows. */
  readonly numbers: readonly string[];
};

type StoredPush = Push & {
  readonly number: string;
  /** ISO 8601 instant. */
  readonly until: string;
  readonly answer: 'approved' | 'rejected' | null;
};

/** Milliseconds that a device asks for. */
const life = 2 * 60_000;
/** Among so many numbers the person has to choose. */
const shown = 3;
/** Of one person; the oldest make room for the next. */
const kept = 20;

/** Questions on the devices of people. In the store: `pushes/<id>`. */
export class Pushes {
  readonly #options: PushesOptions;

  constructor(options: PushesOptions) {
    this.#options = options;
  }

  /** Has the device ask. */
  async ask(id: string, factor: string): Promise<FactorChallenge> {
    const challenge = randomUUID();
    const chosen = new Set<string>();
    while (chosen.size < shown) chosen.add(String(randomInt(10, 100)));
    const numbers = [...chosen];
    const number = numbers[randomInt(shown)] ?? '';
    const until = new Date(this.#options.clock.now().getTime() + life).toISOString();
    const push: StoredPush = { challenge, factor, number, numbers, until, answer: null };
    await this.#change(id, (pushes) => [...pushes.slice(1 - kept), push]);
    return { challenge, number, until };
  }

  /** What the person's devices ask now, oldest first. */
  async of(id: string): Promise<readonly Push[]> {
    return (await this.#read(id))
      .filter((push) => this.#isOpen(push))
      .map(({ challenge, factor, numbers }) => ({ challenge, factor, numbers }));
  }

  /** The person presses a number on the device, or No (null). Only the right number is a yes; the first press counts. Answers whether it did. */
  async answer(id: string, challenge: string, number: string | null): Promise<boolean> {
    return this.#change(id, (pushes) =>
      pushes.some((push) => push.challenge === challenge && this.#isOpen(push))
        ? pushes.map((push) =>
            push.challenge === challenge ? { ...push, answer: number === push.number ? 'approved' : 'rejected' } : push,
          )
        : pushes,
    );
  }

  async resultOf(
    id: string,
    { factor, challenge }: Pick<Push, 'factor' | 'challenge'>,
  ): Promise<FactorCheck['result']> {
    const push = (await this.#read(id)).find((one) => one.challenge === challenge && one.factor === factor);
    if (push === undefined) return 'expired';
    return push.answer ?? (this.#isOpen(push) ? 'waiting' : 'expired');
  }

  #isOpen({ answer, until }: StoredPush): boolean {
    return answer === null && Date.parse(until) > this.#options.clock.now().getTime();
  }

  async #read(id: string): Promise<readonly StoredPush[]> {
    return pushesOf((await this.#options.store.get(keyOf(id)))?.value);
  }

  async #change(id: string, change: (pushes: readonly StoredPush[]) => readonly StoredPush[]): Promise<boolean> {
    const { system, store } = this.#options;
    const read = (stored: { readonly value: unknown } | undefined) => pushesOf(stored?.value);
    const { before, after } = await changeStored({ system, store, key: keyOf(id), read, change });
    return after !== before;
  }
}

function keyOf(id: string): string {
  return `pushes/${id}`;
}

function pushesOf(value: unknown): readonly StoredPush[] {
  return Array.isArray(value) ? (value as readonly StoredPush[]) : [];
}
