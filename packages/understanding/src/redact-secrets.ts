import { isCommonPassword, isOnlyPassword } from './common-passwords.ts';
import { functionWords } from './english/lexicon.ts';
import { japaneseSecrets } from './japanese-secrets.ts';
import { bareWord, coreOf, isAddress, isTicketNumber, looksSecret, type Span, tokenAt } from './looks-secret.ts';
import {
  codeNames,
  harmlessCode,
  type SecretWords,
  secretCompanions,
  secretEnds,
  secretNames,
  secretWishes,
  secretWords,
} from './secret-words.ts';

const placeholder = '[redacted]';
const noStates: ReadonlySet<string> = new Set();

const english = secretWords[0]?.states ?? noStates;
const start = '(?<![\\p{L}\\p{N}])';
const name = `${start}(?:${secretNames})`;
const anyOf = (part: (words: SecretWords) => string) => secretWords.map(part).join('|');
const filler = '(?:,? \\p{L}{1,20}){0,7}?';

/** "password: …", "pw = …", "password for payroll: …", in whatever language. */
const separated = new RegExp(
  `${name}(?: ?(?:${anyOf(({ belongsTo }) => belongsTo)})[^\\s:=]{1,40}(?: [^\\s:=]{1,40}){0,2}?)?(?: ?(?:=|:|->|=>) ?|'s )`,
  'giu',
);
/** "the password that I have used since Monday is …": so far away it has to look like one. */
const far = new RegExp(`${name}${filler} (?:${anyOf(({ is }) => is)})(?: ?: ?| )`, 'giu');
/** "… is my password". */
const afterwards = new RegExp(
  `(?<=^|\\s)(\\S{4,100}) (?:${anyOf(({ is, mine }) => `(?:${is}) (?:${mine})`)}) (?:\\p{L}{1,20} ){0,2}(?:${secretNames})(?![\\p{L}\\p{N}])`,
  'giu',
);
/** "my password, changed to …": so far away it has to look like one. */
const changed = new RegExp(`${name}${filler} (?:${anyOf(({ wish }) => wish.to)}|in|zu|en|pour) `, 'giu');
const wishOfIt = /(?<![\p{L}\p{N}])(?:set|change|reset|update|make|switch) it (?:to|into|as) /giu;
const bare = new RegExp(`${name} `, 'giu');

/** By language: "my password is …", "change my password to …". */
const spoken = secretWords.map(({ is, belongsTo, wish, states }) => ({
  assignment: new RegExp(
    `${name}(?: ?${belongsTo}[^\\s:=]{1,40}(?: [^\\s:=]{1,40}){0,2}?)?(?:,? (?:it|which|das|es|il|elle))? (?:${is})(?: ?: ?| )`,
    'giu',
  ),
  wish: new RegExp(
    `${start}(?:${wish.verbs})(?: \\p{L}{1,15}){0,3}? (?:${secretNames})(?: \\p{L}{1,15})? (?:${wish.to}) `,
    'giu',
  ),
  states,
}));

/** "pw … does not work"; at the end "pass …". */
const tried = new RegExp(
  `${start}(?:(?:${secretNames}) (?<token>[\\p{L}\\p{N}]{4,32})(?= (?:doesn'?t|does not|isn'?t|is not|won'?t|not|no longer|stopped|geht nicht|funktioniert nicht|ne marche|no funciona|non funziona|não funciona))|(?:pass|pw|pwd) (?<token>[\\p{L}\\p{N}]{4,32})(?=[.!,]?$))`,
  'giu',
);
const allStates: ReadonlySet<string> = new Set(secretWords.flatMap(({ states }) => [...states]));

const codeBefore = new RegExp(
  `${start}(?:${codeNames})(?: (?:(?:de|di|für|zur|zum|para|per|pour) |d')\\p{L}{2,20}){0,2}?(?: (?:i got )?(?:${anyOf(({ is }) => is)})| ?[:=#-])? ?(?=\\d)`,
  'giu',
);
const digits = /^(?:\d{3}[ -]\d{3}(?!\d)|\d{4}[ -]\d{4}(?!\d)|\d{4,10}(?!\d))/;
const codeAfter = new RegExp(
  `${start}\\d{3}[ -]?\\d{3}(?= (?:${anyOf(({ is, mine }) => `(?:${is}) (?:${mine}|il mio|meu|o meu|el|der)`)}) (?:\\p{L}{1,20} ){0,2}(?:${codeNames}))`,
  'giu',
);
const recovery =
  /(?<![\p{L}\p{N}])(?:recovery|backup|rescue) (?:code|codes|key|keys)(?: is| are)?(?: ?[:=])? (?=\S)/giu;

/** A part of every name of a secret. Where none is, most of the grammar has nothing to look for. */
const mayNameSecret = /pass|p[sw]|pin|kennw|mdp|contrase|clave|parol|senha|palavra/i;

export interface Redaction {
  readonly redacted: string;
  readonly containsSecret: boolean;
}

export interface RedactOptions {
  /** The turn before was about a password: a word on its own may be one. */
  readonly expectsSecret?: boolean;
}

/** Replaces typed passwords and one-time codes. It rather takes a word too many than a letter too few. */
export function redactSecrets(text: string, { expectsSecret = false }: RedactOptions = {}): Redaction {
  const spans = [
    ...(mayNameSecret.test(text) ? [...assigned(text), ...wished(text), ...named(text), ...refused(text)] : []),
    ...recoveryCodes(text),
    ...redirected(text),
    ...codes(text),
    ...alone(text, expectsSecret),
    ...strong(text),
    ...japaneseSecrets(text),
  ];
  if (spans.length === 0) return { redacted: text, containsSecret: false };
  spans.sort((a, b) => a.start - b.start);
  let redacted = '';
  let position = 0;
  for (const { start, end } of spans) {
    if (start >= position) redacted += text.slice(position, start) + placeholder;
    position = Math.max(position, end);
  }
  return { redacted: redacted + text.slice(position), containsSecret: true };
}

/** "my password is …", "pw: …". */
function* assigned(text: string): Generator<Span> {
  for (const { index, 0: marker } of text.matchAll(separated)) {
    const isExplicit = !marker.endsWith("'s ");
    const value = valueAt(text, { start: index + marker.length, isExplicit, states: isExplicit ? noStates : english });
    if (value !== undefined) yield value;
  }
  for (const { assignment, states } of spoken) {
    for (const { index, 0: marker } of text.matchAll(assignment)) {
      const value = valueAt(text, { start: index + marker.length, isExplicit: marker.includes(':'), states });
      if (value !== undefined) yield value;
    }
  }
}

/** "my recovery codes are …": all of the line. */
function* recoveryCodes(text: string): Generator<Span> {
  for (const { index, 0: marker } of text.matchAll(recovery)) {
    const start = index + marker.length;
    const line = /^[^\n]{1,400}/.exec(text.slice(start, start + 400));
    if (line !== null && /\d/.test(line[0])) yield { start, end: start + line[0].length };
  }
}

/** "change my password to …". */
function* wished(text: string): Generator<Span> {
  for (const { wish, states } of spoken) {
    for (const { index, 0: marker } of text.matchAll(wish)) {
      const value = valueAt(text, { start: index + marker.length, isExplicit: false, states });
      if (value !== undefined) yield value;
    }
  }
}

/** Near the name of a secret, and looks like one. */
function* named(text: string): Generator<Span> {
  for (const rule of [bare, far, changed]) {
    for (const { index, 0: marker } of text.matchAll(rule)) {
      const start = index + marker.length;
      const token = tokenAt(text, start);
      // Right behind the name of a secret nobody writes the number of a ticket, whatever ends the sentence.
      const isSecret = looksSecret(token) || (rule === bare && isTicketNumber(coreOf(token)));
      if (isSecret) yield { start, end: start + token.length };
    }
  }
  for (const { index, 1: token = '' } of text.matchAll(afterwards)) {
    const isQuoted = /^(["']).+\1$/.test(token);
    if (isQuoted || looksSecret(token)) yield { start: index, end: index + token.length };
  }
}

/** "change it to …": what looks like one. */
function* redirected(text: string): Generator<Span> {
  for (const { index, 0: marker } of text.matchAll(wishOfIt)) {
    const start = index + marker.length;
    const token = tokenAt(text, start);
    if (looksSecret(token)) yield { start, end: start + token.length };
  }
}

function* codes(text: string): Generator<Span> {
  for (const { index, 0: marker } of text.matchAll(codeBefore)) {
    const start = index + marker.length;
    const code = digits.exec(text.slice(start, start + 12));
    const isHarmless =
      harmlessCode.before.test(text.slice(Math.max(0, index - 12), index)) || harmlessCode.within.test(marker);
    if (code !== null && !isHarmless) {
      yield { start, end: start + code[0].length };
    }
  }
  for (const { index, 0: code } of text.matchAll(codeAfter)) yield { start: index, end: index + code.length };
}

/** "pw dragon does not work", "user jdoe pass dragon": a word that many have for a password, right behind the name of one. */
function* refused(text: string): Generator<Span> {
  for (const { index, 0: marker, groups } of text.matchAll(tried)) {
    const token = groups?.token ?? '';
    const end = index + marker.length;
    if (isCommonPassword(token) && !isOrdinary(token)) yield { start: end - token.length, end };
  }
}

/** A message that is nothing but a code, or nothing but a word no human language has. */
function* alone(text: string, expectsSecret: boolean): Generator<Span> {
  if (text.length > 128 || /^(?:https?:|@|<@)/i.test(text)) return;
  const isOne = /\s/.test(text) ? false : isAloneSecret(text, expectsSecret);
  if (isOne || /^(?:\d{6}|\d{8}|\d{3}[ -]\d{3}|\d{4}[ -]\d{4})$/.test(text)) yield { start: 0, end: text.length };
}

function isAloneSecret(token: string, expectsSecret: boolean): boolean {
  if (isAddress(token) || /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(token)) return false;
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[!#$%^&*+=?~|<>{}[\]\\_@]/].filter((kind) => kind.test(token));
  if (token.length >= 8 && kinds.length >= 3) return true;
  if (expectsSecret) return looksSecret(token) || (isCommonPassword(token) && !isOrdinary(token));
  // "windows10", "jdoe7": a name with its number.
  const isNumbered = /^\p{L}+\d{1,2}$/u.test(token);
  return (
    isOnlyPassword(token) ||
    (token.length >= 6 && !isNumbered && /^[\p{L}\p{N}!#$%^&*+=?~@.]+$/u.test(token) && looksSecret(token))
  );
}

/** A word that people write of passwords, and not for one. */
function isOrdinary(token: string): boolean {
  const word = bareWord(token);
  return (
    functionWords.has(word) ||
    secretWishes.has(word) ||
    secretEnds.has(word) ||
    secretCompanions.has(word) ||
    allStates.has(word)
  );
}

/** A word with letters of both cases, digits and signs in it: nobody writes that but as a password, whatever stands around it. */
function* strong(text: string): Generator<Span> {
  for (const { index, 0: token } of text.matchAll(/(?<!\S)\S{8,64}(?!\S)/g)) {
    const core = coreOf(token);
    const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[!#$%^&*+=?~|@]/].filter((kind) => kind.test(core));
    const isOne = core.length >= 8 && kinds.length === 4 && !/[/<>()]/.test(core) && !isAddress(core);
    if (isOne) yield { start: index, end: index + core.length };
  }
}

interface ValueOptions {
  readonly start: number;
  /** Behind a colon or an equals sign stands a value, whatever word it is. */
  readonly isExplicit: boolean;
  /** Words that say how things are. */
  readonly states: ReadonlySet<string>;
}

function valueAt(text: string, { start, isExplicit, states }: ValueOptions): Span | undefined {
  const quoted = /^(?:"[^"\n]{1,200}"|'[^'\n]{1,200}')/.exec(text.slice(start, start + 202));
  if (quoted !== null) return { start, end: start + quoted[0].length };
  const first = tokenAt(text, start);
  if (first === '' || first.startsWith(placeholder)) return undefined;
  if (looksSecret(first)) return { start, end: start + first.length };
  const rest = text.slice(start + first.length, start + first.length + 40);
  if (isExplicit ? secretWishes.has(bareWord(first)) : isState({ first, rest, states })) return undefined;
  return { start, end: phraseEnd(text, start) };
}

interface StateOptions {
  readonly first: string;
  /** What stands behind it. */
  readonly rest: string;
  readonly states: ReadonlySet<string>;
}

/** "correct" is a state; "correct horse battery staple" is not. */
function isState({ first, rest, states }: StateOptions): boolean {
  if (!states.has(bareWord(first))) return false;
  const isAmbiguous = /^(?:correct|good|hard|weak|right)$/i.test(first);
  return (
    !isAmbiguous || !/^ (?!(?:and|but|so|because|i|it|that|now|however|when|on|for|to|in)\b)\p{L}+ \p{L}/iu.test(rest)
  );
}

function phraseEnd(text: string, start: number): number {
  let end = start;
  for (let count = 0; count < 8; count += 1) {
    const from = text[end] === ' ' ? end + 1 : end;
    const token = tokenAt(text, from);
    if (token === '' || (count > 0 && secretEnds.has(bareWord(token)))) break;
    end = from + token.length;
    if (/[.,;!?]$/.test(token)) break;
  }
  return end;
}
