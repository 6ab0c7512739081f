import type { Hit } from './concept-matcher.ts';
import type { Lexicon } from './knowledge.ts';
import { folded, type Token } from './tokens.ts';

export interface PlacesOptions {
  readonly tokens: readonly Token[];
  readonly hits: readonly Hit[];
  readonly lexicons: readonly Lexicon[];
}

/** What a system's name stands beside. */
const nouns: ReadonlySet<string> = new Set(['ACCOUNT', 'PASSWORD', 'MFA', 'ACCESS', 'CREDENTIALS']);
const longestName = 3;
const farthest = 3;
const latin = /^[\p{sc=Latin}\p{N}]+$/u;
const katakana = /^[\p{sc=Katakana}ー]$/u;

/**
 * Where the name of a system stands in other languages than English: "mi cuenta de Acme", "mon compte Acme", "Acme-Passwort",
 * "Acmeのパスワード". It has to look like a name, and to be no word of the lexicon.
 */
export function placesElsewhere({ tokens, hits, lexicons }: PlacesOptions): readonly string[] {
  const spoken = new Set(
    hits.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, offset) => start + offset)),
  );
  const between = new Set(lexicons.flatMap((lexicon) => (lexicon.between ?? []).map(folded)));
  const generic = new Set(lexicons.flatMap((lexicon) => (lexicon.generic ?? []).map(folded)));
  const isName = (index: number) => {
    const token = tokens[index];
    return (
      token !== undefined &&
      !spoken.has(index) &&
      !generic.has(token.word) &&
      looksLikeName({ token, isFirst: index === 0 && !isJapanese(tokens[index + 1]?.word ?? '') })
    );
  };
  return hits
    .filter(({ concept }) => nouns.has(concept))
    .flatMap(({ start, end }) => [
      nameAfter({ tokens, between, isName, from: end }),
      nameBefore({ tokens, isName, to: start }),
    ])
    .filter((name) => name !== '');
}

interface NameOptions {
  readonly tokens: readonly Token[];
  readonly isName: (index: number) => boolean;
}

function nameAfter({
  tokens,
  between,
  isName,
  from,
}: NameOptions & { readonly between: ReadonlySet<string>; readonly from: number }): string {
  let start = from;
  while (start < from + farthest && between.has(tokens[start]?.word ?? '')) start += 1;
  let end = start;
  while (end < start + longestName && isName(end) && !isBroken(tokens, end)) end += 1;
  if (isBroken(tokens, from)) return '';
  return textOf(tokens, start, end);
}

/** Directly before it; of Japanese the letters before "の". */
function nameBefore({ tokens, isName, to }: NameOptions & { readonly to: number }): string {
  const end = tokens[to - 1]?.word === 'の' ? to - 1 : to;
  let start = end;
  const isKatakana = (index: number) => katakana.test(tokens[index]?.word ?? '');
  if (isKatakana(end - 1)) {
    while (start > 0 && isKatakana(start - 1) && isName(start - 1)) start -= 1;
    return end - start < 3 ? '' : textOf(tokens, start, end).replaceAll(' ', '');
  }
  while (start > 0 && end - start < longestName && isName(start - 1) && !isBroken(tokens, start)) start -= 1;
  return textOf(tokens, start, end);
}

/** Whether a comma or the end of a sentence lies before it. */
function isBroken(tokens: readonly Token[], index: number): boolean {
  return tokens[index]?.isApart === true || tokens[index]?.sentence !== tokens[index - 1]?.sentence;
}

function textOf(tokens: readonly Token[], start: number, end: number): string {
  return tokens
    .slice(start, end)
    .map(({ text }) => text)
    .join(' ');
}

/** A capital, though not of a sentence's first word, unless the language has none; in Japanese katakana as well. */
function looksLikeName({ token: { text }, isFirst }: { readonly token: Token; readonly isFirst: boolean }): boolean {
  if (katakana.test(text)) return true;
  return latin.test(text) && /\p{Lu}/u.test(text) && (!isFirst || /\p{Lu}.*\p{Lu}/u.test(text));
}

function isJapanese(word: string): boolean {
  return /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(word);
}
