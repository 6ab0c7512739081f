import type { Hit } from './concept-matcher.ts';
import { accountNouns, devices, functionWords, genericWords, relations } from './english/lexicon.ts';
import { isAnotherLanguage } from './is-another-language.ts';
import type { Lexicon } from './knowledge.ts';
import { placesElsewhere } from './places-elsewhere.ts';
import type { KnownSystem, Reading } from './reading.ts';
import type { Token } from './tokens.ts';
import type { Word } from './words.ts';

export interface SystemOptions {
  readonly words: readonly Word[];
  readonly systems: readonly KnownSystem[];
  /** Names that are systems even where nothing else says so, in lower case. */
  readonly wellKnown: ReadonlySet<string>;
  readonly tokens: readonly Token[];
  readonly hits: readonly Hit[];
  readonly lexicons: readonly Lexicon[];
}

type WellKnown = SystemOptions['wellKnown'];

/** Longer than any name of a system. */
const maximumWords = 3;

/**
 * Which system is named. A place where a system's name stands ("my … account", "locked out of …") and that holds none we know
 * makes it unknown, whatever else is in the sentence: never is one system taken for another. In other languages than English a
 * name has to look like one as well.
 */
export function readSystem({ words, systems, wellKnown, tokens, hits, lexicons }: SystemOptions): Reading['system'] {
  const aliases = aliasesOf(systems);
  if (isAnotherLanguage(words)) {
    const [place] = placesElsewhere({ tokens, hits, lexicons });
    const known = mentioned({ words, aliases });
    const isOther = place !== undefined && aliases.get(normal(place)) === undefined && known === null;
    return known ?? wellKnownOf(words, wellKnown) ?? (isOther ? { kind: 'unknown', words: place } : null);
  }
  const placed = places(words, wellKnown)
    .map((place) => named({ place, aliases }))
    .filter((system) => system !== null);
  const unknown = placed.find(({ kind }) => kind === 'unknown');
  return unknown ?? placed[0] ?? mentioned({ words, aliases }) ?? wellKnownOf(words, wellKnown);
}

type Aliases = ReadonlyMap<string, string>;

/** Every name of every system → its name, in lower case with single spaces. */
function aliasesOf(systems: readonly KnownSystem[]): Aliases {
  const entries = systems.flatMap(({ name, displayName, aliases }) =>
    [name, displayName, ...aliases].map((alias) => [normal(alias), name] as const),
  );
  return new Map(entries.filter(([alias]) => alias !== ''));
}

function normal(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim();
}

function named({ place, aliases }: { readonly place: readonly Word[]; readonly aliases: Aliases }): Reading['system'] {
  const whole = aliases.get(phraseOf(place));
  if (whole !== undefined) return { kind: 'known', name: whole };
  const core = withoutGeneric(place);
  if (core.every((word) => genericWords.has(word.word) || devices.has(word.word))) return null;
  const name = aliases.get(phraseOf(core));
  return name === undefined
    ? { kind: 'unknown', words: core.map(({ text }) => text).join(' ') }
    : { kind: 'known', name };
}

function phraseOf(words: readonly Word[]): string {
  return normal(words.map(({ text }) => text).join(' '));
}

function withoutGeneric(place: readonly Word[]): readonly Word[] {
  const first = place.findIndex(({ word }) => !genericWords.has(word));
  return first < 0 ? [] : place.slice(first);
}

/** A known name anywhere in the sentence; the longest, so that "Acme Payroll" is not "Acme". */
function mentioned({
  words,
  aliases,
}: {
  readonly words: readonly Word[];
  readonly aliases: Aliases;
}): Reading['system'] {
  const written = words.flatMap(({ text }) => normal(text).split(' '));
  const longest = Math.max(0, ...[...aliases.keys()].map((alias) => alias.split(' ').length));
  for (let length = Math.min(longest, 8); length > 0; length -= 1) {
    for (let start = 0; start + length <= written.length; start += 1) {
      const name = aliases.get(written.slice(start, start + length).join(' '));
      if (name !== undefined) return { kind: 'known', name };
    }
  }
  return null;
}

function wellKnownOf(words: readonly Word[], wellKnown: WellKnown): Reading['system'] {
  const found = words.find(({ word, text }) => wellKnown.has(text.toLowerCase()) && word !== 'mfa');
  return found === undefined ? null : { kind: 'unknown', words: found.text };
}

/** Everywhere in the sentence a system's name may stand. */
function places(words: readonly Word[], wellKnown: WellKnown): readonly (readonly Word[])[] {
  return words
    .flatMap((_, index) => [
      beforeNoun(words, index, wellKnown),
      afterLogin(words, index, wellKnown),
      afterNoun(words, index, wellKnown),
      mineInTrouble(words, index, wellKnown),
    ])
    .filter((place) => place.length > 0);
}

/** "my Apple account", "Fidelity password". */
function beforeNoun(words: readonly Word[], index: number, wellKnown: WellKnown): readonly Word[] {
  const noun = words[index]?.word ?? '';
  if (!accountNouns.has(noun) || noun === 'access' || noun === 'user') return [];
  const place: Word[] = [];
  for (let at = index - 1; at >= 0 && place.length < maximumWords; at -= 1) {
    const word = words[at];
    if (word === undefined || word.isPossessive || endsPlace(word, wellKnown)) break;
    place.unshift(word);
  }
  const before = words[index - place.length - 1];
  if (before?.isPossessive === true && wellKnown.has(before.text.toLowerCase())) return [before];
  const isOwned = before !== undefined && determiners.has(before.word);
  return isOwned ? place : place.filter(({ word }) => !/(?:ing|ed|ly)$/.test(word));
}

/** "log in to Apple", "locked out of Fidelity", "can't access Jira". */
function afterLogin(words: readonly Word[], index: number, wellKnown: WellKnown): readonly Word[] {
  const [here, next] = [words[index]?.word ?? '', words[index + 1]?.word ?? ''];
  if (here === 'out' || here === 'locked')
    return ['of', 'from'].includes(next) ? placeAt(wellKnown, words, index + 2) : [];
  if (here !== 'login' && here !== 'access') return [];
  if (['to', 'into', 'in', 'on', 'onto', 'at'].includes(next)) return placeAt(wellKnown, words, index + 2);
  return /\b(?:into|in to)$/.test(words[index]?.text.toLowerCase() ?? '') || here === 'access'
    ? placeAt(wellKnown, words, index + 1)
    : [];
}

/** "password for Netflix", "my account on GitHub". */
function afterNoun(words: readonly Word[], index: number, wellKnown: WellKnown): readonly Word[] {
  const [here, next] = [words[index]?.word ?? '', words[index + 1]?.word ?? ''];
  const isPlace = accountNouns.has(here) && here !== 'access' && here !== 'login';
  const isMe = here === 'me' && words[index - 1]?.word === 'unlock';
  return (isPlace || isMe) && ['for', 'on', 'to', 'at', 'of', 'in', 'with', 'from'].includes(next)
    ? placeAt(wellKnown, words, index + 2)
    : [];
}

/** "my Jira is locked", "unlock my Jira". */
function mineInTrouble(words: readonly Word[], index: number, wellKnown: WellKnown): readonly Word[] {
  if (words[index]?.word !== 'my') return [];
  const place = placeAt(wellKnown, words, index + 1);
  if (place.length === 0 || place.some(({ word }) => devices.has(word))) return [];
  const before = words[index - 1]?.word ?? '';
  const after = words.slice(index + 1 + place.length, index + 4 + place.length).map(({ word }) => word);
  const isObject = ['unlock', 'reset'].includes(before) && !accountNouns.has(after[0] ?? '');
  const isSubject = ['is', 'was', 'got', 'has', 'keeps', 'gets'].includes(after[0] ?? '') && after.includes('locked');
  return isObject || isSubject ? place : [];
}

function placeAt(wellKnown: WellKnown, words: readonly Word[], start: number): readonly Word[] {
  const from = words.slice(start, start + 2).findIndex(({ word }) => !determiners.has(word));
  if (from < 0) return [];
  const place: Word[] = [];
  for (const word of words.slice(start + from, start + from + maximumWords)) {
    if (word.isPossessive || endsPlace(word, wellKnown)) break;
    place.push(word);
  }
  return place;
}

const determiners = new Set(['my', 'the', 'our', 'a', 'an', 'your', 'this', 'that', 'his', 'her', 'their']);

function endsPlace({ word, text }: Word, wellKnown: WellKnown): boolean {
  return (
    word === '|' ||
    word === ',' ||
    (functionWords.has(word) && !wellKnown.has(text.toLowerCase()) && !['phone', 'device'].includes(word)) ||
    (accountNouns.has(word) && !wellKnown.has(text.toLowerCase())) ||
    relations.has(word) ||
    text.includes('@') ||
    /^\d+$/.test(word)
  );
}
