/** Milliseconds between two notices to one person at least (LN-12). At most four in any 24 hours (LN-11) follow from it. */
const gap = 6 * 60 * 60_000;
const atMost = { notices: 4, per: 24 * 60 * 60_000 };

/** People who were told of a lock that nobody lifts, while the clock runs ahead: how often they may have been told again. */
export class Unanswered {
  readonly #toldAt: number[] = [];
  #reminders = 0;

  /** Somebody is told at a moment, in milliseconds. */
  told(at: number): void {
    this.#toldAt.push(at);
  }

  /** The clock shows a later moment: whoever was told long enough ago is told again, once. */
  clockShows(now: number): void {
    for (const [person, at] of this.#toldAt.entries()) {
      if (now - at < gap) continue;
      this.#toldAt[person] = now;
      this.#reminders += 1;
    }
  }

  get reminders(): number {
    return this.#reminders;
  }
}

export interface Notice {
  readonly person: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Who was told of one and the same lock more often than the rules allow. */
export function findTooManyNotices(notices: readonly Notice[]): readonly string[] {
  return [...Map.groupBy(notices, ({ person }) => person)].flatMap(([person, all]) => {
    const times = all.map(({ at }) => at).toSorted((one, other) => one - other);
    const since = (index: number, earlier: number) => (times[index] ?? 0) - (times[index - earlier] ?? -Infinity);
    return times.flatMap((_, index) => [
      ...(since(index, 1) < gap
        ? [`${person} was told twice within ${Math.round(since(index, 1) / 60_000)} minutes`]
        : []),
      ...(since(index, atMost.notices) < atMost.per
        ? [`${person} was told ${atMost.notices + 1} times within 24 hours`]
        : []),
    ]);
  });
}
