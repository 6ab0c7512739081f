import { IntlMessageFormat } from 'intl-messageformat';
import { en } from './en.ts';
import {
  type AccountName,
  type FactorName,
  type Sentence,
  type SentenceKey,
  type StartedPassword,
  sentence as sentenceOf,
  type VerifiedRemoval,
} from './sentence.ts';

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
    else if (name === 'factors') Object.assign(seen, factorList(value as readonly FactorName[], locale));
    else if (name === 'starts')
      Object.assign(seen, list((value as readonly StartedPassword[]).map(startedName), locale));
    else if (name === 'unlocks' || name === 'revocations')
      Object.assign(seen, list((value as readonly Acted[]).map(actedName), locale));
    else if (name === 'removals') {
      const removals = value as readonly VerifiedRemoval[];
      Object.assign(seen, list(once(removals.map(actedName)), locale));
      Object.assign(
        seen,
        factorList(
          removals.map(({ factor }) => factor),
          locale,
        ),
      );
    }
    // A selector of ICU has no hyphen in it.
    else if (name === 'kind') seen[name] = String(value).replaceAll('-', '_');
    else seen[name] = value as string | number;
  }
  return seen;
}

type Acted = Pick<VerifiedRemoval, 'name' | 'change'>;

/** The system that is named is the one the provider's answer names, not the one that was asked for. */
function actedName({ name, change }: Acted): AccountName {
  return { login: name.login, system: change.system };
}

function startedName({ name, start }: StartedPassword): AccountName {
  return { login: name.login, system: start.system };
}

function once(names: readonly AccountName[]): readonly AccountName[] {
  return names.filter(
    (name, index) => names.findIndex(({ login, system }) => login === name.login && system === name.system) === index,
  );
}

function factorList(factors: readonly FactorName[], locale: string): { factors: string; factorCount: number } {
  const names = factors.map(({ label, kind }) => render(sentenceOf('factor.option', { label, kind }), locale));
  return { factors: listFormat(locale).format(names), factorCount: names.length };
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
