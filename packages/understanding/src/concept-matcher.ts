import { type Part, partsOf, type Step } from './pattern.ts';
import { isOneSlipAway, neighbours } from './slips.ts';
import { folded, type Token } from './tokens.ts';

/** A concept where it stands in the text. */
export interface Hit {
  readonly concept: string;
  /** Index of its first token. */
  readonly start: number;
  /** Index behind its last token. */
  readonly end: number;
  readonly sentence: number;
}

/** Concepts of one language → what they look like. */
export type Concepts = Readonly<Record<string, readonly string[]>>;

export interface ConceptMatcherOptions {
  readonly concepts: Concepts;
  /** Words in which one slip is forgiven. */
  readonly slips: readonly string[];
  /** Concepts whose words mean nothing else: "verification code" is no "code". */
  readonly shadows: readonly string[];
}

interface Pattern {
  readonly concept: string;
  readonly parts: readonly Part[];
}

/** Words of one sentence. */
interface Stretch {
  readonly words: readonly string[];
  /** Where the sentence ends. */
  readonly until: number;
}

const gapWords = 2;
/** Tokens: no pattern is longer. */
const longestPattern = 24;
/** Letters: no part of a word in a pattern is longer. */
const longestPart = 24;

/** Finds the concepts of one language. Compiled once. */
export class ConceptMatcher {
  /** Patterns by what they begin with. */
  readonly #begin: Readonly<Record<Step['kind'], Map<string, Pattern[]>>> = {
    whole: new Map(),
    start: new Map(),
    end: new Map(),
  };
  readonly #slips: ReadonlyMap<string, readonly string[]>;
  readonly #shadows: ReadonlySet<string>;

  constructor({ concepts, slips, shadows }: ConceptMatcherOptions) {
    this.#shadows = new Set(shadows);
    for (const [concept, patterns] of Object.entries(concepts)) {
      for (const pattern of patterns) this.#add({ concept, parts: partsOf(pattern) });
    }
    const pairs = slips.map(folded).flatMap((word) => neighbours(word).map((near) => ({ near, word })));
    const byNear = Map.groupBy(pairs, ({ near }) => near);
    this.#slips = new Map([...byNear].map(([near, found]) => [near, found.map(({ word }) => word)]));
  }

  /** Every concept, in the order of the text. */
  hits(tokens: readonly Token[]): readonly Hit[] {
    const words = tokens.map(({ word }) => this.#spelled(word));
    const ends = sentenceEnds(tokens);
    const found = tokens.flatMap(({ sentence }, start) =>
      this.#at({ words, until: ends[start] as number }, start).map(
        ({ concept, end }): Hit => ({ concept, start, end, sentence }),
      ),
    );
    const shadows = found.filter(({ concept }) => this.#shadows.has(concept));
    let first = 0;
    return found.filter((hit) => {
      while (first < shadows.length && (shadows[first] as Hit).start < hit.start - longestPattern) first += 1;
      for (let index = first; index < shadows.length && (shadows[index] as Hit).start <= hit.start; index += 1) {
        if (isWithin(hit, shadows[index] as Hit)) return false;
      }
      return true;
    });
  }

  /** The longest of each concept. */
  #at(stretch: Stretch, start: number): readonly { readonly concept: string; readonly end: number }[] {
    const longest = new Map<string, number>();
    for (const { concept, parts } of this.#beginningWith(stretch.words[start] as string)) {
      const end = endOf({ ...stretch, parts, part: 0, at: start });
      if (end > (longest.get(concept) ?? 0)) longest.set(concept, end);
    }
    return [...longest].map(([concept, end]) => ({ concept, end }));
  }

  #beginningWith(word: string): ReadonlySet<Pattern> {
    const found = new Set(this.#begin.whole.get(word));
    const longest = Math.min(word.length, longestPart);
    for (let length = 2; length <= longest; length += 1) {
      for (const pattern of this.#begin.start.get(word.slice(0, length)) ?? []) found.add(pattern);
      for (const pattern of this.#begin.end.get(word.slice(-length)) ?? []) found.add(pattern);
    }
    return found;
  }

  #add(pattern: Pattern): void {
    for (const { kind, word } of firstSteps(pattern.parts)) {
      const patterns = this.#begin[kind].get(word);
      if (patterns === undefined) this.#begin[kind].set(word, [pattern]);
      else patterns.push(pattern);
    }
  }

  /** "acocunt" → "account": one slip in a word that has no near neighbour. */
  #spelled(word: string): string {
    if (word.length < 5 || this.#begin.whole.has(word)) return word;
    for (const near of neighbours(word)) {
      const right = this.#slips.get(near)?.find((one) => isOneSlipAway(word, one));
      if (right !== undefined) return right;
    }
    return word;
  }
}

interface Walk extends Stretch {
  readonly parts: readonly Part[];
  readonly part: number;
  readonly at: number;
}

/** Where the longest stretch that a pattern stands for ends; -1: none begins here. */
function endOf(walk: Walk): number {
  const { words, until, parts, part, at } = walk;
  const here = parts[part];
  if (here === undefined) return at;
  let longest = -1;
  if (here === 'gap') {
    for (let skipped = 0; skipped <= gapWords && at + skipped <= until; skipped += 1) {
      longest = Math.max(longest, endOf({ ...walk, part: part + 1, at: at + skipped }));
    }
    return longest;
  }
  for (const steps of here.options) {
    const fits =
      at + steps.length <= until && steps.every((step, offset) => isStep(step, words[at + offset] as string));
    if (fits) longest = Math.max(longest, endOf({ ...walk, part: part + 1, at: at + steps.length }));
  }
  return longest;
}

function isStep({ kind, word }: Step, written: string): boolean {
  if (kind === 'whole') return written === word;
  return kind === 'start' ? written.startsWith(word) : written.endsWith(word);
}

/** What a text can begin with that a pattern stands for. */
function firstSteps(parts: readonly Part[]): readonly Step[] {
  const [part, ...rest] = parts;
  if (part === undefined || part === 'gap') return [];
  return part.options.flatMap((steps) => (steps[0] === undefined ? firstSteps(rest) : [steps[0]]));
}

/** For each token, where its sentence ends. */
function sentenceEnds(tokens: readonly Token[]): readonly number[] {
  const ends: number[] = [];
  for (let index = tokens.length - 1; index >= 0; index -= 1) {
    const isLast = tokens[index + 1]?.sentence !== tokens[index]?.sentence;
    ends[index] = isLast ? index + 1 : (ends[index + 1] as number);
  }
  return ends;
}

function isWithin(hit: Hit, other: Hit): boolean {
  return hit.start >= other.start && hit.end <= other.end && other.end - other.start > hit.end - hit.start;
}
