export interface LanguageOptions {
  /** BCP 47, in any case. */
  readonly wanted: string;
  readonly fallback: string;
  /** What there is. */
  readonly available: readonly string[];
}

/** The nearest language there is: pt-BR, else pt, else another pt, else the fallback the same way, else the first. Undefined: there is none. */
export function nearestLanguage({ wanted, fallback, available }: LanguageOptions): string | undefined {
  const sorted = available.toSorted();
  return near(wanted, sorted) ?? near(fallback, sorted) ?? sorted[0];
}

function near(wanted: string, available: readonly string[]): string | undefined {
  const parts = wanted.toLowerCase().split('-');
  const exact = parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
  const found = exact.map((tag) => available.find((language) => language.toLowerCase() === tag));
  return (
    found.find((language) => language !== undefined) ??
    available.find((language) => language.toLowerCase().startsWith(`${parts[0]}-`))
  );
}
