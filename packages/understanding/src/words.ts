import { accountNouns, phrases, slips, spellings } from './english/lexicon.ts';

/** One word of a sentence. */
export interface Word {
  /** As it was written, without a possessive. */
  readonly text: string;
  /** The word the rules know it by, in lower case; `|` ends a sentence, `,` a part of one. */
  readonly word: string;
  /** Written as "Bob's". */
  readonly isPossessive: boolean;
}

const token = /[@#]?[\p{L}\p{N}\p{M}][\p{L}\p{N}\p{M}'@._+&-]*|[.!?;:\n,()]/gu;
const phrasesByFirst = Map.groupBy(phrases, ([[first = '']]) => first);

/** Splits a text into words, in the spelling the rules are written in. */
export function wordsOf(text: string): readonly Word[] {
  return merged([...text.matchAll(token)].flatMap(([written]) => wordsOfToken(written)));
}

/** The words as one line to match rules on. */
export function lineOf(words: readonly Word[]): string {
  return words.map(({ word }) => word).join(' ');
}

function wordsOfToken(written: string): readonly Word[] {
  if (/^[,()]$/.test(written)) return [boundary(',')];
  if (/^[.!?;:\n]$/.test(written)) return [boundary('|')];
  const text = withoutEndingSigns(written);
  const endsSentence = /\.$/.test(written) ? [boundary('|')] : [];
  return [...expanded(text), ...endsSentence];
}

/** By hand: a pattern for what ends a word begins anew at each sign, and somebody may write thousands inside of one. */
function withoutEndingSigns(written: string): string {
  let end = written.length;
  while ("._+&'-".includes(written.charAt(end - 1)) && end > 0) end -= 1;
  return written.slice(0, end);
}

function boundary(word: ',' | '|'): Word {
  return { text: word, word, isPossessive: false };
}

function expanded(text: string): readonly Word[] {
  const lower = text.toLowerCase();
  const spelling = spellings.get(lower);
  if (spelling !== undefined) return spelling.split(' ').map((word) => ({ text, word, isPossessive: false }));
  if (!lower.endsWith("'s")) return [{ text, word: withoutSlip(lower), isPossessive: false }];
  const owner = text.slice(0, -2);
  const word = spellings.get(owner.toLowerCase()) ?? withoutSlip(owner.toLowerCase());
  const isVerb = accountNouns.has(word) || word === 'phone';
  return isVerb
    ? [
        { text: owner, word, isPossessive: false },
        { text: "'s", word: 'is', isPossessive: false },
      ]
    : [{ text: owner, word, isPossessive: true }];
}

function merged(words: readonly Word[]): readonly Word[] {
  const result: Word[] = [];
  for (let index = 0; index < words.length; ) {
    const here = words[index];
    if (here === undefined) break;
    const candidates = [
      ...(phrasesByFirst.get(here.word) ?? []),
      ...(phrasesByFirst.get(here.text.toLowerCase()) ?? []),
    ];
    const found = candidates.find(([parts]) =>
      parts.every((part, offset) => {
        const word = words[index + offset];
        return word?.word === part || word?.text.toLowerCase() === part;
      }),
    );
    const length = found?.[0].length ?? 1;
    const text = words.slice(index, index + length).map((each) => each.text);
    result.push(found === undefined ? here : { text: text.join(' '), word: found[1], isPossessive: false });
    index += length;
  }
  return result;
}

/** "unlcok" → "unlock", "acocunt" → "account": one slip in a word that has no near neighbour. */
function withoutSlip(word: string): string {
  if (word.length < 5 || word.length > 14) return word;
  return slips.find((right) => isOneSlipAway(word, right)) ?? word;
}

/** One letter missing, added or wrong, or two swapped. */
function isOneSlipAway(word: string, right: string): boolean {
  if (Math.abs(word.length - right.length) > 1) return false;
  let start = 0;
  while (start < word.length && word[start] === right[start]) start += 1;
  let tail = 0;
  const shorter = Math.min(word.length, right.length) - start;
  while (tail < shorter && word[word.length - 1 - tail] === right[right.length - 1 - tail]) tail += 1;
  const [left, wanted] = [word.slice(start, word.length - tail), right.slice(start, right.length - tail)];
  const isSwap = left.length === 2 && wanted.length === 2 && left[0] === wanted[1] && left[1] === wanted[0];
  return (left.length <= 1 && wanted.length <= 1) || isSwap;
}
