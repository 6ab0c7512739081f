import { canonicalLocale } from './canonical-locale.ts';
import { productLanguages } from './catalogues.ts';
import { languageOf } from './language-of.ts';

export interface ChooseLocaleInput {
  /** The language the person writes in; null where too little was written to tell. */
  readonly written: string | null;
  /** What the directory says. */
  readonly directory: string | null;
  /** What the channel says. */
  readonly channel: string | null;
  /** The organisation's own. */
  readonly fallback: string;
  /** The languages there are; absent: the product's. */
  readonly languages?: readonly string[];
}

/**
 * GEN-10: the language a person writes in wins, then the directory's, then the channel's, then the default, as far as there
 * are words in it. Of a language only (`de`) the region comes from whoever names one (`de-AT`): dates differ by region.
 * All are BCP 47, and so is the answer.
 */
export function chooseLocale({
  written,
  directory,
  channel,
  fallback,
  languages = productLanguages,
}: ChooseLocaleInput): string {
  const named = [written, directory, channel, fallback].flatMap((locale) => {
    const canonical = locale === null ? undefined : canonicalLocale(locale);
    return canonical === undefined || languageOf(canonical, languages) === undefined ? [] : [canonical];
  });
  const [chosen = 'en'] = named;
  return named.find((locale) => locale.startsWith(`${chosen}-`)) ?? chosen;
}
