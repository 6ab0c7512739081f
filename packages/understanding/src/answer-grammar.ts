import type { Answers } from './knowledge.ts';
import { folded } from './tokens.ts';

export type Answer = 'affirm' | 'deny' | 'cancel' | 'edit' | 'ignore';

type Kind = Answer | 'courtesy';

interface Vocabulary {
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly words: ReadonlySet<string>;
  readonly longestPhrase: number;
}

const contractions: readonly (readonly [RegExp, string])[] = [
  [/\bdon'?t\b/g, 'do not'],
  [/\b(?:can't|can not|cant)\b/g, 'cannot'],
  [/\bi'?m\b/g, 'i am'],
  [/\bi'd\b/g, 'i would'],
  [/\bi'll\b/g, 'i will'],
  [/\bi've\b/g, 'i have'],
  [/\bit'?s\b/g, 'it is'],
  [/\bthat'?s\b/g, 'that is'],
  [/\blet'?s\b|\blets\b/g, 'let us'],
  [/\byou'?re\b/g, 'you are'],
  [/\bisn'?t\b/g, 'is not'],
  [/\bwhat'?s\b/g, 'what is'],
];
const emoji = /[👍👌✅✔☑🆗💯👎❌✖🚫⛔🙏🙂😀😊😄🎉]/gu;
const isWithoutSpaces = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー]/u;
const longestAnswer = 120;

/**
 * What is an answer to an open question, by language. A closed grammar: every word must belong to one and the same answer in one
 * language. One word too many, a question mark or a mixture is no answer, so nothing is done that was not plainly said.
 */
export class AnswerGrammar {
  readonly #vocabularies: readonly Vocabulary[];

  constructor(languages: readonly Answers[]) {
    const [english] = languages.filter(({ language }) => language === 'en');
    // Signs mean the same everywhere.
    const signs =
      english === undefined
        ? []
        : [...kindsOf(english)].filter(([phrase]) => !/\p{L}/u.test(phrase) || phrase.startsWith(':'));
    this.#vocabularies = languages.map((answers) => vocabularyOf(new Map([...signs, ...kindsOf(answers)])));
  }

  /** The answer a cleaned text gives; null: it gives none, or one thing in one language and another in the next. */
  read(text: string): Answer | null {
    if (text.length > longestAnswer || /[?¿？]/.test(text)) return null;
    const spaced = spacedOut(text);
    const found = new Set(
      this.#vocabularies.map((vocabulary) => answerIn(vocabulary, spaced)).filter((answer) => answer !== null),
    );
    const [answer = null, ...others] = found;
    return others.length > 0 ? null : answer;
  }
}

function answerIn(vocabulary: Vocabulary, spaced: readonly string[]): Answer | null {
  const words = spaced.map((word) => withoutStretch(word, vocabulary.words));
  const said = new Set<Answer>();
  let saysPlainNo = true;
  for (let index = 0; index < words.length; ) {
    const found = phraseAt({ vocabulary, words, index });
    if (found === undefined) return null;
    if (found.kind !== 'courtesy') said.add(found.kind);
    if (found.kind === 'deny' && found.length > 1) saysPlainNo = false;
    index += found.length;
  }
  // "No, cancel" and "no, edit it" say one thing; "do not cancel" says another.
  if (saysPlainNo && (said.has('cancel') || said.has('edit') || said.has('ignore'))) said.delete('deny');
  const [answer = null, ...others] = said;
  return others.length > 0 ? null : answer;
}

interface PhraseOptions {
  readonly vocabulary: Vocabulary;
  readonly words: readonly string[];
  readonly index: number;
}

function phraseAt({
  vocabulary,
  words,
  index,
}: PhraseOptions): { readonly kind: Kind; readonly length: number } | undefined {
  for (let length = Math.min(vocabulary.longestPhrase, words.length - index); length > 0; length -= 1) {
    const kind = vocabulary.kinds.get(words.slice(index, index + length).join(' '));
    if (kind !== undefined) return { kind, length };
  }
  return undefined;
}

function kindsOf({ yes, no, cancel, edit, ignore, courtesies }: Answers): ReadonlyMap<string, Kind> {
  const of = (phrases: readonly string[], kind: Kind) =>
    phrases.map((phrase) => [spacedOut(phrase).join(' '), kind] as const);
  return new Map<string, Kind>([
    ...of(courtesies, 'courtesy'),
    ...of(yes, 'affirm'),
    ...of(no, 'deny'),
    ...of(cancel, 'cancel'),
    ...of(edit, 'edit'),
    ...of(ignore, 'ignore'),
  ]);
}

function vocabularyOf(kinds: ReadonlyMap<string, Kind>): Vocabulary {
  const phrases = [...kinds.keys()].map((phrase) => phrase.split(' '));
  return { kinds, words: new Set(phrases.flat()), longestPhrase: Math.max(...phrases.map(({ length }) => length)) };
}

/** Words without accents and punctuation, short forms written out; of Japanese and Chinese the letters. */
function spacedOut(text: string): readonly string[] {
  if (/^[a-z ]*$/.test(text) && !/\b(?:dont|cant|im|its|thats|lets|youre|isnt|whats)\b/.test(text))
    return text.split(' ').filter((word) => word !== '');
  const lower = text.toLowerCase().replace(/\p{Emoji_Modifier}|:skin-tone-\d:|\u{fe0f}/gu, '');
  const expanded = contractions.reduce((line, [short, long]) => line.replace(short, long), lower);
  return folded(expanded)
    .replace(emoji, ' $& ')
    .replace(/[.,;!¡"()\n…–—。、！]+/g, ' ')
    .split(/\s+/)
    .flatMap((word) => (isWithoutSpaces.test(word) ? [...word] : [word]))
    .filter((word) => word !== '');
}

/** "yesss" → "yes", "nooo" → "no". */
function withoutStretch(word: string, known: ReadonlySet<string>): string {
  if (known.has(word)) return word;
  const short = word.replace(/(\p{L})\1{1,40}/gu, '$1');
  return known.has(short) ? short : word;
}
