const placeholder = '[redacted]';

/** Words that name a secret, in the languages people write in. */
const names =
  'pass ?words?|pass ?codes?|pass ?phrases?|passwd|pwd|pswd|psw|pw|pass|pin|passwort|kennwort|mot de passe|mdp|contraseña|clave|senha';
const is = "(?:'?s|is|was|are|ist|lautet|est|es|é|è)";

/** After "my password is": how things are, not what it is. */
const states = new Set(
  `a about again already also always an and any approaching asked asking bad being blocked broken case changed coming correct
  corrupted denied different disabled due empty enabled expired expires expiring fine for forgotten getting going gone good hard ignored
  in inactive incorrect invalid it just keeps known locked lost missing my necessary needed never no not nothing now of off ok okay old on
  only or out outdated over refused rejected required requested reset resetting right same saved set short so soon still stolen stuck
  that the this to today tomorrow too true unknown unrecognized unsafe updated very weak what why working wrong yet
  abgelaufen falsch gesperrt vergessen expiré oublié perdu incorrecta caducada vencida olvidada bloqueada`.split(/\s+/),
);

/** Where a secret of several words ends. */
const ends = new Set(
  'and but so because please can could i it that which however when while thanks thank help und aber mais et pero y e mas'.split(
    ' ',
  ),
);

/** Names of products that look like a password: letters and digits. */
const lookalikes =
  /^(?:office ?365|microsoft ?365|win(?:dows)?\d+|o365|m365|ms365|oauth2|base64|sha256|powerplay11|iphone\d+|step2)$/i;

const assignment = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${names})(?: (?:for|to|of|on) [^\\s:=]{1,40}(?: [^\\s:=]{1,40}){0,2}?)?(?: ?(?:=|:|->|=>) ?| ${is}(?: ?: ?| )|'s )`,
  'giu',
);
const wish =
  /(?<![\p{L}\p{N}])(?:(?:set|change|reset|update|make|switch)(?: (?:my|the|his|her|their))?(?: new| old)? (?:pass ?word|pass ?code|pwd|pw|pin) (?:to|into|as)) /giu;
const wishOfIt = /(?<![\p{L}\p{N}])(?:set|change|reset|update|make|switch) it (?:to|into|as) /giu;
const bare = new RegExp(`(?<![\\p{L}\\p{N}])(?:${names}) `, 'giu');
const codeBefore =
  /(?<![\p{L}\p{N}])(?:code|codes|otp|totp|tan|pin|passcode|token)(?: (?:is|was|i got is)| ?[:=#-])? ?(?=\d)/giu;
const digits = /^(?:\d{3}[ -]\d{3}(?!\d)|\d{4}[ -]\d{4}(?!\d)|\d{4,10}(?!\d))/;
const codeAfter =
  /(?<![\p{L}\p{N}])\d{3}[ -]?\d{3}(?= (?:is|was) (?:my|the|our) (?:\p{L}{1,20} ){0,2}(?:code|otp|pin|passcode))/giu;
const recovery =
  /(?<![\p{L}\p{N}])(?:recovery|backup|rescue) (?:code|codes|key|keys)(?: is| are)?(?: ?[:=])? (?=\S)/giu;
const harmlessCode = /(?:error|status|zip|postal|country|area|promo|discount|exit|ticket|reason|event) $/i;

interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Redaction {
  readonly redacted: string;
  readonly containsSecret: boolean;
}

/** Replaces typed passwords and one-time codes. It rather takes a word too many than a letter too few. */
export function redactSecrets(text: string): Redaction {
  const spans = [...assigned(text), ...wished(text), ...named(text), ...codes(text), ...alone(text)];
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
  for (const { index, 0: marker } of text.matchAll(assignment)) {
    const start = index + marker.length;
    const isExplicit = /[=:>] ?$/.test(marker);
    const value = valueAt(text, { start, isExplicit });
    if (value !== undefined) yield value;
  }
  for (const { index, 0: marker } of text.matchAll(recovery)) {
    const start = index + marker.length;
    const line = /^[^\n]{1,400}/.exec(text.slice(start, start + 400));
    if (line !== null && /\d/.test(line[0])) yield { start, end: start + line[0].length };
  }
}

/** "change my password to …". */
function* wished(text: string): Generator<Span> {
  for (const { index, 0: marker } of text.matchAll(wish)) {
    const value = valueAt(text, { start: index + marker.length, isExplicit: false });
    if (value !== undefined) yield value;
  }
}

/** "password …" or "change it to …", followed by something that looks like one. */
function* named(text: string): Generator<Span> {
  for (const { index, 0: marker } of [...text.matchAll(bare), ...text.matchAll(wishOfIt)]) {
    const start = index + marker.length;
    const token = tokenAt(text, start);
    if (looksSecret(token)) yield { start, end: start + token.length };
  }
}

function* codes(text: string): Generator<Span> {
  for (const { index, 0: marker } of text.matchAll(codeBefore)) {
    const start = index + marker.length;
    const code = digits.exec(text.slice(start, start + 12));
    if (code !== null && !harmlessCode.test(text.slice(Math.max(0, index - 12), index))) {
      yield { start, end: start + code[0].length };
    }
  }
  for (const { index, 0: code } of text.matchAll(codeAfter)) yield { start: index, end: index + code.length };
}

/** A message that is nothing but a code, or nothing but a word no human language has. */
function* alone(text: string): Generator<Span> {
  if (text.length > 128 || /^(?:https?:|@|<@)/i.test(text)) return;
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[!#$%^&*+=?~|<>{}[\]\\_@]/].filter((kind) => kind.test(text));
  const isWord = !/\s/.test(text) && text.length >= 8 && kinds.length >= 3 && !isAddress(text);
  if (isWord || /^(?:\d{6}|\d{8}|\d{3}[ -]\d{3}|\d{4}[ -]\d{4})$/.test(text)) yield { start: 0, end: text.length };
}

interface ValueOptions {
  readonly start: number;
  /** Behind a colon or an equals sign stands a value, whatever word it is. */
  readonly isExplicit: boolean;
}

function valueAt(text: string, { start, isExplicit }: ValueOptions): Span | undefined {
  const quoted = /^(?:"[^"\n]{1,200}"|'[^'\n]{1,200}')/.exec(text.slice(start, start + 202));
  if (quoted !== null) return { start, end: start + quoted[0].length };
  const first = tokenAt(text, start);
  if (first === '' || first.startsWith(placeholder)) return undefined;
  if (looksSecret(first)) return { start, end: start + first.length };
  if (isState(first, text.slice(start + first.length, start + first.length + 40)) && !isExplicit) return undefined;
  if (
    isExplicit &&
    /^(?:reset|change|forgot|forgotten|expired|help|locked|i|my|how|what|please)$/i.test(bareWord(first))
  ) {
    return undefined;
  }
  return { start, end: phraseEnd(text, start) };
}

/** "correct" is a state; "correct horse battery staple" is not. */
function isState(first: string, rest: string): boolean {
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
    if (token === '' || (count > 0 && ends.has(bareWord(token)))) break;
    end = from + token.length;
    if (/[.,;!?]$/.test(token)) break;
  }
  return end;
}

function tokenAt(text: string, start: number): string {
  return /^\S{0,200}/.exec(text.slice(start, start + 200))?.[0] ?? '';
}

function bareWord(token: string): string {
  return token.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Letters and digits in one word of at least four, or a symbol in the middle of at least six. */
function looksSecret(token: string): boolean {
  const core = token.replace(/[.,;:!?"')]+$/, '');
  if (core.length < 4 || isAddress(core) || lookalikes.test(core) || core.startsWith(placeholder)) return false;
  const hasBoth = /\p{L}/u.test(core) && /\p{N}/u.test(core);
  if (hasBoth || core.length < 6) return hasBoth;
  return /[\p{L}\p{N}][!#$%^&*+=?~|<>{}[\]\\_@][\p{L}\p{N}]/u.test(core) || /^\d{6,}$/.test(core);
}

/** A mail address, a web address, a ticket number or a UUID. */
function isAddress(token: string): boolean {
  return (
    /^[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}$/.test(token) ||
    /^(?:https?:\/\/|www\.)/i.test(token) ||
    /^[A-Z]{2,6}-?\d{4,10}$/.test(token) ||
    /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(token)
  );
}
