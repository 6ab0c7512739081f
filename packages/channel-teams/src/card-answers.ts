import type { Clock, ConnectorStore } from '@access-account/contract';
import { z } from 'zod';
import type { AdaptiveCard } from './render/to-card.ts';

/** A message that has a button. */
export interface CardPlace {
  readonly conversation: string;
  readonly activity: string;
}

export interface CardAnswersOptions {
  readonly store: ConnectorStore;
  readonly clock: Clock;
}

/** Last cards that are kept in mind: for a click that comes again. */
const mostKept = 1000;
/** Milliseconds for which a card lies where another server may look for it. */
const handedFor = 5000;

const prefix = 'card/';
const handedShape = z.object({ at: z.number(), card: z.looseObject({ type: z.literal('AdaptiveCard') }) });

/**
 * A click is answered by the card that it leads to: whoever puts a card in the place of another hands it to whoever waits for
 * that, on this server or, by way of the store, on another one.
 */
export class CardAnswers {
  readonly #options: CardAnswersOptions;
  readonly #waiting = new Map<string, Set<(card: AdaptiveCard) => void>>();
  readonly #last = new Map<string, AdaptiveCard>();
  readonly #handed = new Map<string, NodeJS.Timeout>();
  readonly #stopWatching: () => void;

  constructor(options: CardAnswersOptions) {
    this.#options = options;
    this.#stopWatching = options.store.watch(prefix, (key) => void this.#look(key).catch(() => undefined));
  }

  /** The next card that takes this one’s place, within so many milliseconds from now; undefined when none does. */
  next(place: CardPlace, within: number): Promise<AdaptiveCard | undefined> {
    const key = keyOf(place);
    const { promise, resolve } = Promise.withResolvers<AdaptiveCard | undefined>();
    const waiting = this.#waiting.get(key) ?? new Set();
    this.#waiting.set(key, waiting.add(resolve));
    const timer = setTimeout(() => resolve(undefined), within);
    timer.unref();
    return promise.finally(() => {
      clearTimeout(timer);
      waiting.delete(resolve);
      if (waiting.size === 0) this.#waiting.delete(key);
    });
  }

  /** The card that stands in this place now, where this server put it there or waited for it. */
  last(place: CardPlace): AdaptiveCard | undefined {
    return this.#last.get(keyOf(place));
  }

  /** Tells whoever waits. Where nobody does here, somebody may elsewhere. */
  async put(place: CardPlace, card: AdaptiveCard): Promise<void> {
    const key = keyOf(place);
    if (this.#tell(key, card)) return;
    const { store, clock } = this.#options;
    await store.put(key, { at: clock.now().getTime(), card: JSON.parse(JSON.stringify(card)) });
    clearTimeout(this.#handed.get(key));
    const timer = setTimeout(() => void this.#takeBack(key), handedFor);
    timer.unref();
    this.#handed.set(key, timer);
  }

  /** Takes away what servers left behind that died. */
  async sweep(): Promise<void> {
    const { store, clock } = this.#options;
    const now = clock.now().getTime();
    for (const { key, value } of await store.list(prefix)) {
      const at = handedShape.safeParse(value).data?.at ?? 0;
      if (now - at > handedFor) await store.delete(key);
    }
  }

  async close(): Promise<void> {
    this.#stopWatching();
    await Promise.all([...this.#handed.keys()].map((key) => this.#takeBack(key)));
  }

  #tell(key: string, card: AdaptiveCard): boolean {
    const waiting = this.#waiting.get(key);
    for (const resolve of waiting ?? []) resolve(card);
    this.#last.delete(key);
    this.#last.set(key, card);
    const [oldest] = this.#last.keys();
    if (this.#last.size > mostKept && oldest !== undefined) this.#last.delete(oldest);
    return waiting !== undefined;
  }

  async #look(key: string): Promise<void> {
    if (!this.#waiting.has(key)) return;
    const handed = handedShape.safeParse((await this.#options.store.get(key))?.value).data;
    if (handed !== undefined) this.#tell(key, handed.card as unknown as AdaptiveCard);
  }

  async #takeBack(key: string): Promise<void> {
    clearTimeout(this.#handed.get(key));
    this.#handed.delete(key);
    // Whoever starts next takes away what cannot be taken back now.
    await this.#options.store.delete(key).catch(() => undefined);
  }
}

function keyOf({ conversation, activity }: CardPlace): string {
  return `${prefix}${conversation}/${activity}`;
}
