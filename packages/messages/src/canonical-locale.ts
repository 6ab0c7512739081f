/**
 * The locale as BCP 47 spells it; directories write `de_DE` and worse. undefined: nothing that can be read.
 */
export function canonicalLocale(locale: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(locale.trim().replaceAll('_', '-'))[0];
  } catch {
    return undefined;
  }
}
