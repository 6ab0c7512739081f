import { commonPasswords, unmistakablePasswords } from './artefact/passwords.ts';

let common: ReadonlySet<string> | undefined;
let unmistakable: ReadonlySet<string> | undefined;

/** Whether many people have it for a password. Many ordinary words are among them. */
export function isCommonPassword(token: string): boolean {
  common ??= new Set(commonPasswords.split(' '));
  return common.has(token.toLowerCase());
}

/** Whether it is a common password and no ordinary word: "letmein", "abc123". */
export function isOnlyPassword(token: string): boolean {
  unmistakable ??= new Set(unmistakablePasswords.split(' '));
  return unmistakable.has(token.toLowerCase());
}
