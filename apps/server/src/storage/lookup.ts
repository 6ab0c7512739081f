import { GroupCommit } from './group-commit.ts';

/** Looks up what many ask for one at a time, together: whoever asks while a look is under way is in the next one. */
export class Lookup<Key, Found> {
  readonly #group: GroupCommit<{ readonly key: Key; readonly n: number }, Found>;
  #n = 0;

  /** @param find Answers for each key, in their order. */
  constructor(find: (keys: readonly Key[]) => Promise<readonly Found[]>) {
    this.#group = new GroupCommit({
      keyOf: ({ n }) => String(n),
      rankOf: () => 0,
      commit: (items) => find(items.map(({ key }) => key)),
      most: 500,
      abreast: 2,
    });
  }

  of(key: Key): Promise<Found> {
    this.#n += 1;
    return this.#group.submit({ key, n: this.#n });
  }
}
