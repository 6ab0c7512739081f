import { canonicalLocale } from './canonical-locale.ts';

/**
 * The one of the languages that serves a locale: the same, or the next wider one (de-AT → de), or another region's of the
 * same language (pt → pt-BR). undefined: none does.
 */
export function languageOf(locale: string, languages: readonly string[]): string | undefined {
  const canonical = canonicalLocale(locale);
  if (canonical === undefined) return undefined;
  for (let wider = canonical; wider !== ''; wider = wider.slice(0, Math.max(0, wider.lastIndexOf('-'))))
    if (languages.includes(wider)) return wider;
  const [spoken] = canonical.split('-');
  return languages.find((language) => language.split('-')[0] === spoken);
}
