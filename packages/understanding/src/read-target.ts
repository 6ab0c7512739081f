import type { Hit } from './concept-matcher.ts';
import { accountNouns, functionWords, relations } from './english/lexicon.ts';
import { isAnotherLanguage } from './is-another-language.ts';
import type { KnownSystem, Reading } from './reading.ts';
import type { Token } from './tokens.ts';
import { lineOf, type Word } from './words.ts';

export interface TargetOptions {
  readonly words: readonly Word[];
  readonly systems: readonly KnownSystem[];
  /** Names of systems, in lower case. */
  readonly wellKnown: ReadonlySet<string>;
}

const someone = [...relations].join('|');
const subjectOfTrouble = /^(?:is|was|got|gets|has|have|are|cannot|forgot|lost|needs|need|keeps|were|does|did)$/;
const relationInTrouble = new RegExp(
  `\\b(?:my|a|an|the|our|another|his|her|one of (?:my|our)) (?:\\w+ )?(${someone}) (?:\\w+ )?(?:is|was|got|gets|has|are|cannot|forgot|lost|needs|keeps|locked)\\b`,
);
const relationAsObject = new RegExp(
  `\\b(?:unlock|reset|for|of|behalf of) (?:(?:my|a|an|the|our|another|his|her|all|all the) (?:\\w+ )?)?(${someone})\\b`,
);
const pronoun =
  /\b(?:unlock (him|her|them|everyone|everybody)|(his|her|their|everyone|someone else) (?:\w+ )?(?:account|password|mfa|login|phone))\b/;

/** Whose account it is about. Without a sign of somebody else it is the writer's own. */
export function readTarget({ tokens, hits, text, ...options }: ReadTargetOptions): Reading['target'] {
  const other =
    addressed(options.words) ??
    owner(options) ??
    related(options.words) ??
    (isAnotherLanguage(options.words)
      ? relatedElsewhere(text, tokens, hits)
      : (unlocked(options) ?? troubled(options)));
  return other === undefined ? { kind: 'self' } : { kind: 'other', words: other };
}

export interface ReadTargetOptions extends TargetOptions {
  readonly tokens: readonly Token[];
  readonly hits: readonly Hit[];
  readonly text: string;
}

/** "mi colega", "meine Kollegin": as the lexicons have them. */
function relatedElsewhere(text: string, tokens: readonly Token[], hits: readonly Hit[]): string | undefined {
  const found = hits.find(({ concept }) => concept === 'OTHERS');
  if (found === undefined) return undefined;
  const [, name] = honoured.exec(text) ?? [];
  if (name !== undefined) return name;
  return tokens
    .slice(found.start, found.end)
    .map(({ text }) => text)
    .join(' ');
}

/** "田中さん". */
const honoured = /([\p{sc=Han}\p{sc=Katakana}ー\p{sc=Latin}]{1,20})(?:さん|様|さま|くん|君)/u;

/** "das Konto von Anna Meyer", "le compte de Jean Dupont": what stands where a system does is a person, unless it is their own. */
export function ownerElsewhere({
  text,
  system,
}: {
  readonly text: string;
  readonly system: Reading['system'];
}): string | null {
  if (system?.kind !== 'unknown' || mine.test(text)) return null;
  const names = system.words.split(' ');
  const isFullName = names.length > 1 && names.every((name) => /^\p{Lu}[\p{Ll}'’-]+$/u.test(name));
  return isFullName && belonging.test(text.slice(0, Math.max(0, text.indexOf(system.words)))) ? system.words : null;
}

const mine =
  /(?<!\p{L})(?:mi|mis|mein|meine|meinem|meinen|meiner|mon|ma|mes|mio|mia|miei|mie|meu|minha|meus|minhas)(?!\p{L})/iu;
const belonging = /(?<!\p{L})(?:von|de|di|da|do|du|d['’])\s*$/iu;

/** A mail address or a mention. */
function addressed(words: readonly Word[]): string | undefined {
  return words.find(({ text }) => /^@\p{L}/u.test(text) || /^[^@]+@[^@]+$/.test(text))?.text;
}

/** "Bob's account", "Mary Ann Smith's password". */
function owner({ words, systems, wellKnown }: TargetOptions): string | undefined {
  const at = words.findIndex(
    ({ isPossessive, word }, index) =>
      isPossessive && !notPeople.has(word) && words.slice(index + 1, index + 4).some((next) => owned.has(next.word)),
  );
  const last = words[at];
  if (last === undefined || isSystem({ text: last.text, systems, wellKnown })) return undefined;
  const names = nameBefore(words, at);
  return [...names, last].map(({ text }) => text).join(' ');
}

const notPeople = new Set([
  'today',
  'yesterday',
  'tomorrow',
  'company',
  'organization',
  'organisation',
  'work',
  'everything',
]);
const owned = new Set([...accountNouns, 'phone', 'device']);

/** "my colleague is locked out", "reset it for my boss", "unlock her". */
function related(words: readonly Word[]): string | undefined {
  const line = lineOf(words);
  const named = namedRelation(words, line);
  if (named !== undefined) return named;
  const found = relationInTrouble.exec(line) ?? relationAsObject.exec(line) ?? pronoun.exec(line);
  return found?.slice(1).find((word) => word !== undefined);
}

/** "my colleague Anna Meyer is locked out", "unlock my colleague Anna Meyer": by the name, where there is one. */
function namedRelation(words: readonly Word[], line: string): string | undefined {
  const at = words.findIndex(({ word }) => relations.has(word));
  if (at < 0) return undefined;
  const rest = words.slice(at + 1, at + 4);
  const end = rest.findIndex(({ word, text }) => !isNameLike(word) || !/^\p{Lu}/u.test(text));
  const names = end < 0 ? rest : rest.slice(0, end);
  if (names.length === 0) return undefined;
  const isInTrouble = subjectOfTrouble.test(words[at + 1 + names.length]?.word ?? '');
  return isInTrouble || relationAsObject.test(line) ? names.map(({ text }) => text).join(' ') : undefined;
}

/** "unlock bob". */
function unlocked({ words, systems, wellKnown }: TargetOptions): string | undefined {
  const at = words.findIndex(({ word }) => word === 'unlock');
  return at < 0 ? undefined : nameAt({ words, systems, wellKnown, start: skipTitle(words, at + 1) });
}

function skipTitle(words: readonly Word[], start: number): number {
  return ['user', 'username', 'employee', 'for'].includes(words[start]?.word ?? '') ? start + 1 : start;
}

/** "bob is locked out", "Jane Doe forgot her password". */
function troubled({ words, systems, wellKnown }: TargetOptions): string | undefined {
  for (const [index, { word }] of words.entries()) {
    const opens =
      index === 0 || ['|', ',', 'hi', 'hello', 'hey', 'that', 'because', 'and'].includes(words[index - 1]?.word ?? '');
    if (!opens || functionWords.has(word) || word === '|' || word === ',') continue;
    const name = nameAt({ words, systems, wellKnown, start: index });
    const next = words[index + (name?.split(' ').length ?? 1)]?.word ?? '';
    if (name !== undefined && subjectOfTrouble.test(next)) return name;
  }
  return undefined;
}

function nameAt({ words, systems, wellKnown, start }: TargetOptions & { readonly start: number }): string | undefined {
  const rest = words.slice(start, start + 3);
  const end = rest.findIndex(({ word, text }) => !isNameLike(word) || isSystem({ text, systems, wellKnown }));
  const names = end < 0 ? rest : rest.slice(0, end);
  const stopsAtNoun = accountNouns.has(words[start + names.length]?.word ?? '');
  return names.length === 0 || stopsAtNoun ? undefined : names.map(({ text }) => text).join(' ');
}

function nameBefore(words: readonly Word[], at: number): readonly Word[] {
  const names: Word[] = [];
  for (let index = at - 1; index >= Math.max(0, at - 2); index -= 1) {
    const word = words[index];
    if (word === undefined || !/^\p{Lu}/u.test(word.text) || !isNameLike(word.word)) break;
    names.unshift(word);
  }
  return names;
}

function isNameLike(word: string): boolean {
  return (/^\p{L}/u.test(word) || isId(word)) && !functionWords.has(word) && !accountNouns.has(word);
}

function isSystem({
  text,
  systems,
  wellKnown,
}: Pick<TargetOptions, 'systems' | 'wellKnown'> & { readonly text: string }): boolean {
  const lower = text.toLowerCase();
  const known = systems.flatMap(({ name, displayName, aliases }) => [name, displayName, ...aliases]);
  return wellKnown.has(lower) || known.some((each) => each.toLowerCase().split(' ').includes(lower));
}

/** "00u1abcd2e": digits and letters, and no measure of anything. */
function isId(word: string): boolean {
  return word.length > 5 && /^\p{N}/u.test(word) && /\p{L}/u.test(word);
}
