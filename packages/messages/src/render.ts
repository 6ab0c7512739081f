import { IntlMessageFormat } from 'intl-messageformat';
import { en } from './en.ts';
import type { AccountName, Sentence, SentenceKey, VerifiedUnlock } from './sentence.ts';

const catalogues: Readonly<Record<string, Readonly<Record<SentenceKey, string>>>> = { en };
const formats = new Map<string, IntlMessageFormat>();
const listFormats = new Map<string, Intl.ListFormat>();

/**
 * Puts a sentence into words.
 * @param locale BCP 47; a language without a catalogue gets English.
 */
export function render(sentence: Sentence, locale: string): string {
  const language = locale.split('-')[0] ?? 'en';
  const catalogue = catalogues[language] ?? en;
  const identity = `${language}:${sentence.key}`;
  let format = formats.get(identity);
  if (format === undefined) {
    format = new IntlMessageFormat(catalogue[sentence.key], catalogues[language] ? locale : 'en', undefined, {
      ignoreTag: true,
    });
    formats.set(identity, format);
  }
  return String(format.format(values(sentence, locale)));
}

/** What the ICU text sees: lists become one string and a count; everything else stays as it is. */
function values({ parameters }: Sentence, locale: string): Record<string, string | number> {
  const seen: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(parameters as Record<string, unknown>)) {
    if (name === 'accounts') Object.assign(seen, list(value as readonly AccountName[], locale));
    else if (name === 'unlocks')
      Object.assign(seen, list((value as readonly VerifiedUnlock[]).map(unlockedName), locale));
    else seen[name] = value as string | number;
  }
  return seen;
}

/** The system that is named is the one the provider's answer names, not the one that was asked for. */
function unlockedName({ name, change }: VerifiedUnlock): AccountName {
  return { login: name.login, system: change.system };
}

function list(accounts: readonly AccountName[], locale: string): { accounts: string; count: number } {
  const names = accounts.map(({ login, system }) => `${login} (${system})`);
  return { accounts: listFormat(locale).format(names), count: names.length };
}

/** Making one takes longer than using it a hundred times. */
function listFormat(locale: string): Intl.ListFormat {
  let format = listFormats.get(locale);
  if (format === undefined) {
    format = new Intl.ListFormat(locale, { type: 'conjunction' });
    listFormats.set(locale, format);
  }
  return format;
}
