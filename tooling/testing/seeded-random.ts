/** Random numbers that come again with the same seed. */
export interface SeededRandom {
  /** At least 0, less than 1. */
  next(): number;
  pick<T>(list: readonly [T, ...T[]]): T;
  /** The same members in another order. */
  shuffled<T>(list: readonly T[]): T[];
}

export function seededRandom(seed: string): SeededRandom {
  // FNV-1a makes a number of the seed, mulberry32 many of that one.
  let state = 0x811c9dc5;
  for (const character of seed) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    pick: (list) => list[Math.floor(next() * list.length)] ?? list[0],
    shuffled: (list) =>
      list
        .map((member) => ({ member, rank: next() }))
        .sort((one, other) => one.rank - other.rank)
        .map(({ member }) => member),
  };
}
