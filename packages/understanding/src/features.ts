import type { Hit } from './concept-matcher.ts';
import type { Token } from './tokens.ts';

export interface FeatureInput {
  readonly tokens: readonly Token[];
  readonly hits: readonly Hit[];
}

/** One feature that is there, and how much it counts. */
export interface Feature {
  readonly index: number;
  readonly value: number;
}

const buckets = 1 << 15;
/** Beyond it nothing new is said, and time would be lost. */
const mostTokens = 120;
const mostHits = 60;
const isLetter = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー々]$/u;

/** Words, pairs of words, parts of words, concepts and pairs of concepts, hashed. Each kind weighs the same in a long text as in a short one. */
export function featuresOf({ tokens, hits }: FeatureInput): readonly Feature[] {
  const words = tokens.slice(0, mostTokens).map(({ word }) => word);
  const concepts = hits.slice(0, mostHits).map(({ concept }) => concept);
  const kinds = [
    { names: ['bias'], weight: 1 },
    { names: [...new Set(concepts)].map((concept) => `c ${concept}`), weight: 3 },
    { names: pairsOf(concepts).map((pair) => `p ${pair}`), weight: 2 },
    { names: words.map((word) => `w ${word}`), weight: 1 },
    { names: words.slice(1).map((word, index) => `b ${words[index]} ${word}`), weight: 1 },
    { names: words.flatMap(partsOf).map((part) => `g ${part}`), weight: 0.7 },
  ];
  const values = new Map<number, number>();
  for (const { names, weight } of kinds) {
    const all = new Set(names);
    const value = weight / Math.sqrt(Math.max(all.size, 1));
    for (const name of all) values.set(hashOf(name), (values.get(hashOf(name)) ?? 0) + value);
  }
  return [...values].map(([index, value]) => ({ index, value }));
}

export const featureCount = buckets;

/** Different concepts that follow one another, and any two of a short text. */
function pairsOf(concepts: readonly string[]): readonly string[] {
  const different = [...new Set(concepts)].slice(0, 10);
  return different.flatMap((one, index) =>
    different.slice(index + 1).map((other) => (one < other ? `${one} ${other}` : `${other} ${one}`)),
  );
}

/** Four letters in a row, the word's ends marked; of Japanese the word is a letter already. */
function partsOf(word: string): readonly string[] {
  if (isLetter.test(word) || word.length < 4 || word.length > 24) return [];
  const marked = `<${word}>`;
  return Array.from({ length: marked.length - 3 }, (_, start) => marked.slice(start, start + 4));
}

/** FNV-1a, 32 bits. */
function hashOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index += 1) {
    hash ^= name.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  return (hash ^ (hash >>> 15)) & (buckets - 1);
}
