/** A part of a text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Names of products that look like a password: letters and digits. */
const lookalikes =
  /^(?:office ?365|microsoft ?365|win(?:dows)?\d+|o365|m365|ms365|oauth2|base64|sha256|powerplay11|iphone\d+|step2)$/i;

export function tokenAt(text: string, start: number): string {
  return /^\S{0,200}/.exec(text.slice(start, start + 200))?.[0] ?? '';
}

export function bareWord(token: string): string {
  return token.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

/** What of a word is left without the signs that end a sentence. */
export function coreOf(token: string): string {
  return token.replace(/[.,;:!?"')]+$/, '');
}

/** Letters and digits in one word of at least four, or a symbol in the middle of at least six. */
export function looksSecret(token: string): boolean {
  const core = coreOf(token);
  if (core.length < 4 || isAddress(core) || lookalikes.test(core) || core.startsWith('[redacted]')) return false;
  const hasBoth = /\p{L}/u.test(core) && /\p{N}/u.test(core);
  if (hasBoth || core.length < 6) return hasBoth;
  return /[\p{L}\p{N}][!#$%^&*+=?~|<>{}[\]\\_@][\p{L}\p{N}]/u.test(core) || /^\d{6,}$/.test(core);
}

/** A mail address, a web address, a ticket number or a UUID. */
export function isAddress(token: string): boolean {
  return (
    /^[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}$/.test(token) ||
    /^(?:https?:\/\/|www\.)/i.test(token) ||
    isTicketNumber(token) ||
    /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(token)
  );
}

/** "INC0010023". */
export function isTicketNumber(token: string): boolean {
  return /^[A-Z]{2,6}-?\d{4,10}$/.test(token);
}
