import type { ConceptMatcher, Hit } from './concept-matcher.ts';
import { languageScores } from './language-scores.ts';
import { type Token, tokensOf } from './tokens.ts';

/** A text as concepts. */
export interface Meaningful {
  readonly tokens: readonly Token[];
  readonly hits: readonly Hit[];
  /** Tokens in a word. */
  readonly scale: number;
}

export interface ConceptsInput {
  readonly text: string;
  /** By language. */
  readonly matchers: ReadonlyMap<string, ConceptMatcher>;
  /** BCP 47: a hint. */
  readonly language?: string | null;
}

const lettersInWord = 3;
/** Whether it is told from Chinese does not matter here: there are no words of that. */
const japanese = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u;

/** Finds the concepts of the languages a text may be written in. English words stand in all of them. */
export function conceptsOf({ text, matchers, language = null }: ConceptsInput): Meaningful {
  const tokens = tokensOf(text);
  const isInJapanese = japanese.test(text);
  const spoken = isInJapanese ? ['ja', 'en'] : spokenIn({ text, languages: [...matchers.keys()] });
  const hinted = [...matchers.keys()].filter(
    (one) => language !== null && one.split('-')[0] === language.split('-')[0],
  );
  const found = [...new Set([...spoken, ...hinted])].flatMap((one) => matchers.get(one)?.hits(tokens) ?? []);
  const different = new Map(found.map((hit) => [`${hit.concept} ${hit.start} ${hit.end}`, hit]));
  const hits = [...different.values()].toSorted((one, other) => one.start - other.start || one.end - other.end);
  return { tokens, hits, scale: isInJapanese ? lettersInWord : 1 };
}

/** Where nothing tells one language from the others, all of them. */
function spokenIn({
  text,
  languages,
}: {
  readonly text: string;
  readonly languages: readonly string[];
}): readonly string[] {
  const scores = languageScores(text.toLowerCase().split(/[^\p{L}\p{M}']+/u));
  const [best] = scores;
  if (best === undefined || best.score === 0) return languages.filter((language) => language !== 'ja');
  const likely = new Set(scores.filter(({ score }) => score * 2 >= best.score).map(({ language }) => language));
  return languages.filter((language) => language === 'en' || likely.has(language.split('-')[0] ?? ''));
}
