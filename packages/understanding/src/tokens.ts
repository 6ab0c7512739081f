/** One token of a text, in the form that patterns are written in. */
export interface Token {
  /** As it was written. */
  readonly text: string;
  /** Lower case, without accents; a letter of Japanese or Chinese is a token of its own. */
  readonly word: string;
  /** Counts the sentences. */
  readonly sentence: number;
  /** A comma or the like stands before it. */
  readonly isApart: boolean;
}

const piece =
  /(?<![^\s@])[^\s@,;:]{1,64}@[\p{L}\p{N}][^\s@,;]{1,250}|https?:\S+|www\.\S+|[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー々]|(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])[\p{L}\p{M}\p{N}])+(?:'(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])[\p{L}\p{M}])+)*|[.!?;\n。！？…]/giu;
const isPlain = /^[ -~]*$/;
const sentenceEnd = /^[.!?;\n。！？…]$/;
const address = /@|^https?:|^www\./i;

/** Splits a cleaned text. An address is one token, `@`: what stands in it says nothing. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let sentence = 0;
  let end = 0;
  for (const { 0: found, index } of text.matchAll(piece)) {
    const isApart = /[,:()、，]/.test(text.slice(end, index));
    end = index + found.length;
    if (sentenceEnd.test(found)) sentence += 1;
    else if (address.test(found)) tokens.push({ text: found, word: '@', sentence, isApart });
    else
      for (const [part, text] of found.split("'").reduce(joined, []).entries())
        tokens.push({ text, word: folded(text), sentence, isApart: isApart && part === 0 });
  }
  return tokens.filter(({ word }) => word !== '');
}

/** "can't" is one word, "cant"; "it's" and "j'ai" are two. */
function joined(words: string[], part: string): string[] {
  const last = words.at(-1);
  if (/^t$/i.test(part) && last !== undefined && /n$/i.test(last)) words[words.length - 1] = `${last}t`;
  else words.push(part);
  return words;
}

/** Lower case without accents. Japanese keeps its marks: there they make another letter. */
export function folded(text: string): string {
  const lower = text.toLowerCase();
  if (isPlain.test(lower)) return lower;
  return lower
    .normalize('NFD')
    .replace(/(\p{sc=Latin})\p{M}+/gu, '$1')
    .normalize('NFC')
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o');
}
