import { formatMoment } from './format-moment.ts';
import {
  type AccountName,
  type FactorName,
  type HelpName,
  type Moment,
  type Sentence,
  type SentenceKey,
  type StartedPassword,
  sentence as sentenceOf,
  type VerifiedRemoval,
} from './sentence.ts';

export type SentenceValues = Readonly<Record<string, string | number>>;

export interface SentenceValuesOptions {
  /** How lists, dates and numbers are written. BCP 47. */
  readonly locale: string;
  /** Puts a sentence that is part of another one into words. */
  readonly say: (sentence: Sentence) => string;
}

/**
 * What a text sees: lists become one string and their number (`{accounts}` and `{count}`, `{factors}` and `{factorCount}`; `{helps}` has none),
 * moments are written out, everything else stays as it is.
 * @throws TypeError for a claim without an outcome that was read back.
 */
export function sentenceValues({ key, parameters }: Sentence, { locale, say }: SentenceValuesOptions): SentenceValues {
  const accounts = (names: readonly AccountName[]) => ({
    accounts: list(
      names.map(({ login, system }) => `${login} (${system})`),
      locale,
    ),
    count: names.length,
  });
  const factors = (names: readonly FactorName[]) => ({
    factors: list(
      names.map(({ label, kind }) => say(sentenceOf('factor.option', { label, kind }))),
      locale,
    ),
    factorCount: names.length,
  });
  const valuesOf = (name: string, value: unknown): SentenceValues => {
    switch (name) {
      case 'accounts':
        return accounts(value as readonly AccountName[]);
      case 'factors':
        return factors(value as readonly FactorName[]);
      case 'starts':
        return accounts((value as readonly StartedPassword[]).map(startedName));
      case 'unlocks':
      case 'revocations':
        return accounts(verified(key, value as readonly Acted[]).map(actedName));
      case 'removals': {
        const removals = verified(key, value as readonly VerifiedRemoval[]);
        return { ...accounts(once(removals.map(actedName))), ...factors(removals.map(({ factor }) => factor)) };
      }
      case 'helps':
        return {
          helps: list(
            (value as readonly HelpName[]).map((help) => say(sentenceOf('help.way', { help }))),
            locale,
          ),
        };
      case 'language':
        return { language: languageName(String(value)) };
      case 'help':
      case 'kind':
      case 'suspicion':
        // A selector of ICU has no hyphen in it.
        return { [name]: String(value).replaceAll('-', '_') };
      default:
        return { [name]: isMoment(value) ? formatMoment(value, locale) : (value as string | number) };
    }
  };
  return Object.assign(
    {},
    ...Object.entries(parameters as Record<string, unknown>).map(([name, value]) => valuesOf(name, value)),
  ) as SentenceValues;
}

/** "Deutsch", "日本語": what its speakers call it, in whatever language it is said. */
function languageName(language: string): string {
  return new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
}

type Acted = Pick<VerifiedRemoval, 'name' | 'change'>;

/** A sentence may have waited in the database, where no compiler looks. */
function verified<Outcome extends Acted>(key: SentenceKey, outcomes: readonly Outcome[]): readonly Outcome[] {
  if (outcomes.length > 0 && outcomes.every(({ change }) => change.verified === true)) return outcomes;
  throw new TypeError(`“${key}” says that something was done, and needs an outcome that was read back.`);
}

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

function isMoment(value: unknown): value is Moment {
  return typeof value === 'object' && value !== null && 'at' in value;
}

function list(names: readonly string[], locale: string): string {
  return listFormat(locale).format(names);
}

const listFormats = new Map<string, Intl.ListFormat>();

/** Making one takes longer than using it a hundred times. */
function listFormat(locale: string): Intl.ListFormat {
  const known = listFormats.get(locale);
  if (known !== undefined) return known;
  const format = new Intl.ListFormat(locale, { type: 'conjunction' });
  listFormats.set(locale, format);
  return format;
}
