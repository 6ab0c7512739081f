import type { VerifiedChange } from '@access-account/contract';

/** How an account is spoken of: who signs in where. */
export interface AccountName {
  readonly login: string;
  /** The display name of the system, as its connector gives it. */
  readonly system: string;
}

/** An unlock that was read back from the provider. There is no other way to speak of an account as unlocked. */
export interface VerifiedUnlock {
  readonly name: AccountName;
  readonly change: VerifiedChange;
}

/** How a person at the service desk hears of it: by a ticket that is opened, or from the person themselves. */
export type HandOver = 'opened' | 'none';

/** Every sentence there is, with the parameters it takes. */
export interface Sentences {
  'account.field': Record<string, never>;
  'account.continue': Record<string, never>;
  'choice.cancel': Record<string, never>;
  'choice.check-again': Record<string, never>;
  'choice.edit': Record<string, never>;
  'choice.no': Record<string, never>;
  'choice.not-me': Record<string, never>;
  'choice.yes': Record<string, never>;
  'desk.declined': Record<string, never>;
  'desk.offer': Record<string, never>;
  'desk.offer-mfa': Record<string, never>;
  'desk.offer-password': Record<string, never>;
  'desk.offer-system': { readonly system: string };
  'desk.opened': { readonly number: string };
  'desk.opening': Record<string, never>;
  'help.what-i-can-do': Record<string, never>;
  'help.unclear': Record<string, never>;
  'instructions.body': { readonly title: string; readonly text: string };
  'instructions.none': { readonly system: string; readonly ticket: HandOver };
  'lockout.dismissed': Record<string, never>;
  'lockout.notice': { readonly accounts: readonly AccountName[] };
  'lockout.notice-instructions': { readonly accounts: readonly AccountName[] };
  'person.unknown': Record<string, never>;
  'question.already-answered': Record<string, never>;
  'question.answered': { readonly question: string; readonly answer: string };
  'question.closed': { readonly question: string };
  'question.expired': Record<string, never>;
  'question.gone': Record<string, never>;
  'question.unreadable': Record<string, never>;
  'question.which': Record<string, never>;
  'secret.typed': Record<string, never>;
  'security.reported': Record<string, never>;
  'unlock.already-open': { readonly accounts: readonly AccountName[] };
  'unlock.cancelled': Record<string, never>;
  'unlock.choose': Record<string, never>;
  'unlock.confirm': { readonly accounts: readonly AccountName[] };
  'unlock.delayed': { readonly system: string };
  'unlock.done': { readonly unlocks: readonly VerifiedUnlock[] };
  'unlock.done-repeatedly': { readonly unlocks: readonly VerifiedUnlock[] };
  'unlock.done-password-due': { readonly unlocks: readonly VerifiedUnlock[] };
  'unlock.failed': { readonly accounts: readonly AccountName[]; readonly ticket: HandOver };
  'unlock.lock-changed': { readonly accounts: readonly AccountName[] };
  'unlock.no-account': Record<string, never>;
  'unlock.password-due': { readonly accounts: readonly AccountName[] };
  'unlock.refused': { readonly ticket: HandOver };
  'unlock.self-only': Record<string, never>;
}

export type SentenceKey = keyof Sentences;

/** A sentence not yet in any language: a key with its parameters. JSON-safe, so it can wait in the database. */
export type Sentence = {
  readonly [Key in SentenceKey]: { readonly key: Key; readonly parameters: Sentences[Key] };
}[SentenceKey];

/** Makes a sentence; a wrong parameter does not compile. */
export function sentence<Key extends SentenceKey>(
  key: Key,
  ...[parameters]: Record<string, never> extends Sentences[Key] ? [] : [Sentences[Key]]
): Extract<Sentence, { readonly key: Key }> {
  return { key, parameters: parameters ?? {} } as unknown as Extract<Sentence, { readonly key: Key }>;
}
