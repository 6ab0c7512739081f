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
export function readTarget({ tokens, hits, ...options }: ReadTargetOptions): Reading['target'] {
  const other =
    addressed(options.words) ??
    owner(options) ??
    related(options.words) ??
    (isAnotherLanguage(options.words) ? relatedElsewhere(tokens, hits) : (unlocked(options) ?? troubled(options)));
  return other === undefined ? { kind: 'self' } : { kind: 'other', words: other };
}

export interface ReadTargetOptions extends TargetOptions {
  readonly tokens: readonly Token[];
  readonly hits: readonly Hit[];
}

/** "mi colega", "meine Kollegin": as the lexicons have them. */
function relatedElsewhere(tokens: readonly Token[], hits: readonly Hit[]): string | undefined {
  const found = hits.find(({ concept }) => concept === 'OTHERS');
  if (found === undefined) return undefined;
  return tokens
    .slice(found.start, found.end)
    .map(({ text }) => text)
    .join(' ');
}

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
  const found = relationInTrouble.exec(line) ?? relationAsObject.exec(line) ?? pronoun.exec(line);
  return found?.slice(1).find((word) => word !== undefined);
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
  return /^[\p{L}]/u.test(word) && !functionWords.has(word) && !accountNouns.has(word);
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
