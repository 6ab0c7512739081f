import { IntlMessageFormat } from 'intl-messageformat';
import { canonicalLocale } from './canonical-locale.ts';
import type { Catalogue } from './catalogue.ts';
import { catalogues, productLanguages, variants } from './catalogues.ts';
import { languageOf } from './language-of.ts';
import { en } from './languages/en.ts';
import { type OverrideFile, overrideProblems } from './override-problems.ts';
import { OverridesInvalidError } from './overrides-invalid-error.ts';
import type { Sentence, SentenceKey } from './sentence.ts';
import { sentenceValues } from './sentence-values.ts';

export interface RendererOptions {
  /** The organisation's own words; where several files are of one language, the last one wins. */
  readonly overrides?: readonly OverrideFile[];
  /** Languages whose people are addressed informally (`['de']`), as far as the product knows how. */
  readonly informal?: readonly string[];
}

export interface Renderer {
  /** The languages there are words in. BCP 47. */
  readonly languages: readonly string[];
  /**
   * Puts a sentence into words.
   * @param locale BCP 47; one that no language serves gets English.
   * @throws TypeError for a sentence that claims an act without an outcome that was read back.
   */
  render(sentence: Sentence, locale: string): string;
}

interface Words {
  readonly language: string;
  readonly texts: Partial<Catalogue>;
}

/** Where a locale's words come from. */
interface Voice {
  /** Catalogues to look into, the nearest first. */
  readonly words: readonly Words[];
  /** How lists, dates and numbers are written. */
  readonly locale: string;
}

/** @throws OverridesInvalidError naming every file and key that is wrong. */
export function renderer({ overrides = [], informal = [] }: RendererOptions = {}): Renderer {
  const problems = overrideProblems(overrides);
  if (problems.length > 0) throw new OverridesInvalidError(problems);
  const own = new Map<string, Partial<Catalogue>>();
  for (const { language, sentences } of overrides) {
    const locale = overridden(canonicalLocale(language) ?? language);
    own.set(locale, { ...own.get(locale), ...(sentences as Partial<Catalogue> | null) });
  }
  const languages = [...new Set([...productLanguages, ...own.keys()])];
  const voices = new Map<string, Voice>();
  const formats = new Map<string, IntlMessageFormat>();

  const voiceOf = (locale: string): Voice => {
    const known = voices.get(locale);
    if (known !== undefined) return known;
    const voice = findVoice(locale, { own, languages, informal });
    voices.set(locale, voice);
    return voice;
  };

  const formatOf = (key: SentenceKey, { words }: Voice): IntlMessageFormat => {
    const { language, text } = spoken(key, words);
    const identity = `${language}:${key}`;
    const known = formats.get(identity);
    if (known !== undefined) return known;
    const format = new IntlMessageFormat(text, language, undefined, { ignoreTag: true });
    formats.set(identity, format);
    return format;
  };

  const say = (sentence: Sentence, voice: Voice): string => {
    const values = sentenceValues(sentence, { locale: voice.locale, say: (part) => say(part, voice) });
    return String(formatOf(sentence.key, voice).format(values));
  };

  return { languages, render: (sentence, locale) => say(sentence, voiceOf(locale)) };
}

/** Whoever writes words for `pt` means the Portuguese there is. */
function overridden(locale: string): string {
  return locale.includes('-') ? locale : (languageOf(locale, Object.keys(catalogues)) ?? locale);
}

interface Known {
  readonly own: ReadonlyMap<string, Partial<Catalogue>>;
  readonly languages: readonly string[];
  readonly informal: readonly string[];
}

/** The organisation's words come before the product's, and those for the very locale before those for a wider one. */
function findVoice(locale: string, { own, languages, informal }: Known): Voice {
  const language = languageOf(locale, languages);
  if (language === undefined) return findVoice('en', { own, languages, informal });
  const [spokenLanguage = language] = language.split('-');
  const chain = [
    ...(informal.includes(spokenLanguage) ? [`${spokenLanguage}-x-informal`] : []),
    ...widening(language),
    ...Object.keys(catalogues).filter((one) => languageOf(one, [spokenLanguage]) !== undefined),
  ];
  const words = (of: (language: string) => Partial<Catalogue> | undefined) =>
    [...new Set(chain)].flatMap((one) => {
      const texts = of(one);
      return texts === undefined ? [] : [{ language: one, texts }];
    });
  return {
    words: [...words((one) => own.get(one)), ...words((one) => variants[one] ?? catalogues[one])],
    locale: canonicalLocale(locale) ?? language,
  };
}

/** de-AT, then de. */
function widening(language: string): readonly string[] {
  const parts = language.split('-');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
}

function spoken(key: SentenceKey, words: readonly Words[]): { readonly language: string; readonly text: string } {
  for (const { language, texts } of words) {
    const text = texts[key];
    if (text !== undefined) return { language, text };
  }
  return { language: 'en', text: en[key] };
}
