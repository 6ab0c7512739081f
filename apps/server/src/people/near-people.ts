import { distance } from 'fastest-levenshtein';
import MiniSearch from 'minisearch';

/** An account as somebody may call its owner. */
export interface NamedAccount {
  readonly person: string;
  readonly system: string;
  readonly account: string;
  readonly login: string;
  readonly displayName: string;
  readonly email: string | null;
}

/** Of a word so much may be other letters, from 0 to 1. */
const slack = 0.25;
const shortlisted = 30;

/**
 * The accounts whose owner the words may mean, the nearest first: a shortlist by words, put in order by how many letters
 * are different. Nobody is the answer; whoever asks has to choose.
 */
export function nearPeople(words: string, accounts: readonly NamedAccount[]): readonly NamedAccount[] {
  const wanted = plain(words);
  if (wanted === '') return [];
  const index = new MiniSearch({
    fields: ['displayName', 'login', 'email'],
    processTerm: (term) => plain(term) || null,
    searchOptions: { fuzzy: slack, prefix: (term) => term.length > 2, combineWith: 'AND' },
  });
  index.addAll(accounts.map((one, id) => ({ id, ...one, email: one.email ?? '' })));
  return index
    .search(wanted)
    .slice(0, shortlisted)
    .map(({ id, score }) => {
      const found = accounts[id as number] as NamedAccount;
      const names = [
        found.displayName,
        found.login,
        found.email ?? '',
        found.displayName.split(/\s+/).toReversed().join(' '),
      ];
      return { found, score, away: Math.min(...names.map((name) => distance(wanted, plain(name)))) };
    })
    .toSorted((one, other) => one.away - other.away || other.score - one.score)
    .map(({ found }) => found);
}

/** As the database has it: neither case, nor accents, nor punctuation tell people apart. */
export function plain(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
