import { folded } from './tokens.ts';

/** One word of a pattern: the whole of it, its beginning or its end. */
export interface Step {
  readonly kind: 'whole' | 'start' | 'end';
  readonly word: string;
}

/** One of these, each some words; or up to two words of any kind. */
export type Part = { readonly options: readonly (readonly Step[])[] } | 'gap';

const group = /\(([^()]*)\)/;
const isLetterAlone = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー々]/u;

/** A pattern of a lexicon: `(a|b)` is one of them, `(a|)` may be missing, `word*` and `*word` begin and end so, `_` is up to two words of any kind. */
export function partsOf(pattern: string): readonly Part[] {
  if (!/[(_]/.test(pattern)) return [{ options: [stepsOf(pattern)] }];
  return pattern.split(/(\([^()]*\))/).flatMap((piece): Part[] => {
    const [, choices] = group.exec(piece) ?? [];
    if (choices !== undefined) return [{ options: choices.split('|').map(stepsOf) }];
    return piece.split(/\s(?=_(?:\s|$))|(?<=(?:^|\s)_)\s/).flatMap((words): Part[] => {
      if (words.trim() === '_') return ['gap'];
      const steps = stepsOf(words);
      return steps.length === 0 ? [] : [{ options: [steps] }];
    });
  });
}

/** Every text a pattern stands for, but for gaps and parts of words. */
export function expandedPatterns(pattern: string): readonly string[] {
  const found = group.exec(pattern);
  if (found === null) return [pattern.trim().replace(/\s+/g, ' ')];
  const before = pattern.slice(0, found.index);
  const after = pattern.slice(found.index + found[0].length);
  return (found[1] ?? '').split('|').flatMap((choice) => expandedPatterns(`${before}${choice}${after}`));
}

function stepsOf(words: string): readonly Step[] {
  return folded(words)
    .split(/\s+/)
    .flatMap((word) => (isLetterAlone.test(word) ? [...word] : [word]))
    .filter((word) => word !== '')
    .map((word) => {
      if (word.length > 1 && word.endsWith('*')) return { kind: 'start', word: word.slice(0, -1) };
      return word.length > 1 && word.startsWith('*') ? { kind: 'end', word: word.slice(1) } : { kind: 'whole', word };
    });
}
