import { plain } from '../people/near-people.ts';

const word = /[\p{L}\p{M}][\p{L}\p{M}\p{N}'’-]+/gu;

/** The words of a text that somebody may be called by, each as it is looked up. */
export function wordsOf(text: string): readonly string[] {
  return [...new Set([...text.matchAll(word)].flatMap(([one]) => plain(one).split(' ')))].filter(
    (one) => one.length > 1,
  );
}

/**
 * The text without the names of people who are known here. A word that is also somebody's name counts as one where it is written like
 * one or stands beside another: “may I” is no May.
 */
export function nameless(text: string, names: ReadonlySet<string>): string {
  const found = [...text.matchAll(word)].map(({ 0: said, index }) => {
    const isName = plain(said)
      .split(' ')
      .some((one) => names.has(one));
    return { said, index, isName, isCapital: /^\p{Lu}/u.test(said) };
  });
  const isBeside = (at: number) => found[at - 1]?.isName === true || found[at + 1]?.isName === true;
  let nameless = text;
  // From the end, so that what is before stays where it is.
  for (const [at, { said, index, isName, isCapital }] of [...found.entries()].toReversed()) {
    if (isName && (isCapital || isBeside(at)))
      nameless = `${nameless.slice(0, index)}[person]${nameless.slice(index + said.length)}`;
  }
  return nameless;
}
