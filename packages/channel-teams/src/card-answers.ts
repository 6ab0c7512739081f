import type { AdaptiveCard } from './render/to-card.ts';

/** A message that has a button. */
export interface CardPlace {
  readonly conversation: string;
  readonly activity: string;
}

/** Last cards that are kept in mind: for a click that comes again. */
const mostKept = 1000;

/**
 * A click is answered by the card that it leads to: whoever puts a card in the place of another while somebody waits for that
 * hands it over here. Another server’s cards come by their update alone.
 */
export class CardAnswers {
  readonly #waiting = new Map<string, Set<(card: AdaptiveCard) => void>>();
  readonly #last = new Map<string, AdaptiveCard>();

  /** The next card that takes this one’s place; undefined when none does in time. Milliseconds from now, whoever asks when. */
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

  /** The card that stands in this place now, where this server put it there. */
  last(place: CardPlace): AdaptiveCard | undefined {
    return this.#last.get(keyOf(place));
  }

  put(place: CardPlace, card: AdaptiveCard): void {
    const key = keyOf(place);
    for (const resolve of this.#waiting.get(key) ?? []) resolve(card);
    this.#last.delete(key);
    this.#last.set(key, card);
    const [oldest] = this.#last.keys();
    if (this.#last.size > mostKept && oldest !== undefined) this.#last.delete(oldest);
  }
}

function keyOf({ conversation, activity }: CardPlace): string {
  return JSON.stringify([conversation, activity]);
}
