import { smallWords, topicWords } from './language-words.ts';

export interface LanguageScore {
  /** Language subtag. */
  readonly language: string;
  /** Two for a small word only this language has, one for a small word it shares and for each topic word; each word once. */
  readonly score: number;
  /** Whether a small word speaks for it, not only what is written about. */
  readonly hasGrammar: boolean;
}

const sharing = Map.groupBy(
  [...smallWords].flatMap(([language, words]) => [...words].map((word) => ({ language, word }))),
  ({ word }) => word,
);

const kana = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** How much speaks for each language of the lists, the most first. */
export function languageScores(words: readonly string[]): readonly LanguageScore[] {
  const written = new Set(words.flatMap(parts));
  return [...smallWords.keys()]
    .map((language) => scoreOf(language, written))
    .toSorted((one, other) => other.score - one.score);
}

/** Whether it is written in Japanese: kana, which no other language has. */
export function isJapanese(text: string): boolean {
  return kana.test(text);
}

function scoreOf(language: string, written: ReadonlySet<string>): LanguageScore {
  let score = 0;
  let hasGrammar = false;
  for (const word of written) {
    if (smallWords.get(language)?.has(word)) {
      score += sharing.get(word)?.length === 1 ? 2 : 1;
      hasGrammar = true;
    } else if (topicWords.get(language)?.has(word)) score += 1;
  }
  return { language, score, hasGrammar };
}

/** "j'ai" and "c'è" are two words each; "today's" and "I'm" are one. */
function parts(word: string): readonly string[] {
  const lower = word.toLowerCase().replaceAll('’', "'");
  const [, elided, rest] = /^(qu|dell|all|\p{L})'(\p{L}{2,}|è|a)$/u.exec(lower) ?? [];
  return elided === undefined || rest === undefined ? [lower] : [lower, elided, rest];
}
