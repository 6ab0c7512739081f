import { canonicalLocale } from './canonical-locale.ts';
import { catalogues } from './catalogues.ts';
import { languageOf } from './language-of.ts';
import { en } from './languages/en.ts';
import { messageProblems } from './message-problems.ts';
import type { SentenceKey } from './sentence.ts';

/** An organisation's own words in one language. */
export interface OverrideFile {
  /** Named in problems. */
  readonly file: string;
  /** BCP 47; a variant of a language (`de-AT`, `de-x-informal`) takes what it does not say from the language. */
  readonly language: string;
  /** What the file says: ICU MessageFormat by key. */
  readonly sentences: unknown;
}

export interface OverrideProblem {
  readonly file: string;
  /** null where it is the file as a whole. */
  readonly key: string | null;
  readonly message: string;
  readonly remedy: string;
}

/** What is wrong with an organisation's own words, file by file and key by key. */
export function overrideProblems(files: readonly OverrideFile[]): readonly OverrideProblem[] {
  return files.flatMap(problemsOf);
}

function problemsOf({ file, language, sentences }: OverrideFile): readonly OverrideProblem[] {
  const whole = (message: string, remedy: string) => [{ file, key: null, message, remedy }];
  const locale = canonicalLocale(language);
  if (locale === undefined)
    return whole(
      `“${language}” is not a language.`,
      'Name the file after a language tag, such as de.yaml or pt-BR.yaml.',
    );
  // An empty file says nothing.
  const texts = sentences ?? {};
  if (typeof texts !== 'object' || Array.isArray(texts))
    return whole('It is not a list of sentences by key.', 'Write one `key: "text"` a line.');
  return [
    ...Object.entries(texts).flatMap(([key, text]) =>
      textProblems({ key, text, locale }).map((problem) => ({ file, key, ...problem })),
    ),
    ...missingKeys(locale, texts).map((key) => ({
      file,
      key,
      message: `It is missing, and the product does not speak ${locale}.`,
      remedy: 'Translate every sentence of a language that is new, or leave the file out.',
    })),
  ];
}

interface OverriddenText {
  readonly key: string;
  readonly text: unknown;
  readonly locale: string;
}

function textProblems({ key, text, locale }: OverriddenText): readonly Pick<OverrideProblem, 'message' | 'remedy'>[] {
  if (!isKey(key)) {
    const near = Object.keys(en).filter((known) => known.split('.')[0] === key.split('.')[0]);
    const known = near.length > 0 ? near : Object.keys(en);
    return [{ message: 'There is no sentence of that key.', remedy: `Use one of: ${known.join(', ')}.` }];
  }
  if (typeof text !== 'string') return [{ message: 'It is not a text.', remedy: 'Put the text in quotes.' }];
  return messageProblems({ text, english: en[key], locale }).map((message) => ({
    message,
    remedy: `In English it is: ${en[key]}`,
  }));
}

function missingKeys(locale: string, texts: object): readonly string[] {
  if (languageOf(locale, Object.keys(catalogues)) !== undefined) return [];
  return Object.keys(en).filter((key) => !Object.hasOwn(texts, key));
}

function isKey(key: string): key is SentenceKey {
  return Object.hasOwn(en, key);
}
