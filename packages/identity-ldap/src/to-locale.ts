/** The first language of a preferredLanguage (RFC 2798: `de-CH, en;q=0.5`) as BCP 47; null where it names none. */
export function toLocale(preferredLanguage: string | undefined): string | null {
  const first = preferredLanguage?.split(/[,;]/)[0]?.trim();
  if (!first) return null;
  try {
    return Intl.getCanonicalLocales(first)[0] ?? null;
  } catch {
    return null;
  }
}
