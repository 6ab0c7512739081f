import type { FactorKind, PasswordStart, VerifiedChange } from '@access-account/contract';

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

/** How a second factor is spoken of. */
export interface FactorName {
  readonly label: string;
  readonly kind: FactorKind;
}

/** What somebody can be helped with, by the choice that begins it. */
export type HelpName = 'unlock' | 'start-reset' | 'lost-device' | 'service-desk';

/** A new password that was begun, as the provider answered. There is no other way to say that a link or a message is there. */
export interface StartedPassword {
  readonly name: AccountName;
  readonly start: PasswordStart;
}

/** A factor whose removal was read back from the provider. There is no other way to speak of it as removed. */
export interface VerifiedRemoval {
  readonly name: AccountName;
  readonly factor: FactorName;
  readonly change: VerifiedChange;
}

/** Sessions whose end was read back or confirmed. There is no other way to speak of them as ended. */
export interface VerifiedRevocation {
  readonly name: AccountName;
  readonly change: VerifiedChange;
}

/** A point in time, as the person it is told to sees it on the wall. */
export interface Moment {
  /** ISO 8601 instant. */
  readonly at: string;
  /** IANA name. */
  readonly timeZone: string;
}

/** How a person at the service desk hears of it: by a ticket that is opened, or from the person themselves. */
export type HandOver = 'opened' | 'none';

/** What a provider's log shows of an account after a reset, and what its owner may not have done. */
export interface Suspected {
  readonly suspicion: 'weaker-factor' | 'new-country' | 'anonymiser';
  /** As the provider calls it; empty where it is not about one. */
  readonly country: string;
}

/** Something that needs a human. */
export interface Trouble {
  readonly trouble: 'connector' | 'tickets' | 'effects' | 'audit' | 'storm';
  /** Of the connector; otherwise empty. */
  readonly name: string;
  /** What `/readyz` says of it, in English. */
  readonly detail: string;
}

/** Every sentence there is, with the parameters it takes. */
export interface Sentences {
  'account.continue': Record<string, never>;
  'account.field': Record<string, never>;
  'another.desk': { readonly name: string; readonly ticket: HandOver };
  'another.done': { readonly name: string; readonly unlocks: readonly VerifiedUnlock[] };
  'another.not-found': Record<string, never>;
  'another.not-locked': { readonly name: string; readonly accounts: readonly AccountName[] };
  'another.prove': { readonly name: string; readonly accounts: readonly AccountName[] };
  'another.which': Record<string, never>;
  'approval.declined': Record<string, never>;
  'approval.given': Record<string, never>;
  'approval.mfa': {
    readonly name: string;
    readonly accounts: readonly AccountName[];
    readonly factors: readonly FactorName[];
  };
  'approval.unlock': { readonly name: string; readonly accounts: readonly AccountName[] };
  'choice.approve': Record<string, never>;
  'choice.ask-manager': Record<string, never>;
  'choice.cancel': Record<string, never>;
  'choice.change-password': Record<string, never>;
  'choice.check-again': Record<string, never>;
  'choice.decline': Record<string, never>;
  'choice.edit': Record<string, never>;
  'choice.extend': Record<string, never>;
  'choice.ignore': Record<string, never>;
  'choice.lost-device': Record<string, never>;
  'choice.no': Record<string, never>;
  'choice.not-me': Record<string, never>;
  'choice.reset-mfa': Record<string, never>;
  'choice.service-desk': Record<string, never>;
  'choice.start-reset': Record<string, never>;
  'choice.unlock': Record<string, never>;
  'choice.view-answer': Record<string, never>;
  'choice.works': Record<string, never>;
  'choice.yes': Record<string, never>;
  /** `about`: the ticket's number, or what it is about where it has none yet; `words`: the desk's own. */
  'desk.answered': { readonly about: string; readonly words: string };
  /** Of a desk that said no more than that it is resolved. */
  'desk.answered-there': { readonly about: string };
  'desk.declined': Record<string, never>;
  'desk.offer': Record<string, never>;
  'desk.offer-mfa': Record<string, never>;
  'desk.offer-password': Record<string, never>;
  'desk.offer-system': { readonly system: string };
  'desk.opened': { readonly number: string };
  'desk.opening': Record<string, never>;
  'expiry.account-ended': { readonly accounts: readonly AccountName[] };
  'expiry.account-extended': { readonly accounts: readonly AccountName[] };
  'expiry.account-reminder': { readonly accounts: readonly AccountName[]; readonly days: number };
  'expiry.changed': { readonly accounts: readonly AccountName[] };
  'expiry.expired': { readonly accounts: readonly AccountName[] };
  'expiry.ignored': { readonly until: 'expired' | 'next' };
  'expiry.reminder': { readonly accounts: readonly AccountName[]; readonly days: number };
  'extension.dismissed': Record<string, never>;
  'extension.ended': { readonly name: string; readonly accounts: readonly AccountName[] };
  'extension.notice': { readonly name: string; readonly accounts: readonly AccountName[]; readonly days: number };
  'extension.opening': Record<string, never>;
  'factor.all': Record<string, never>;
  'factor.field': Record<string, never>;
  'factor.option': FactorName;
  'follow.handed-over': { readonly accounts: readonly AccountName[]; readonly ticket: HandOver };
  'follow.nudge': { readonly accounts: readonly AccountName[] };
  'follow.works': Record<string, never>;
  'help.locked': { readonly accounts: readonly AccountName[] };
  'help.open': { readonly accounts: readonly AccountName[] };
  'help.password-due': { readonly accounts: readonly AccountName[] };
  'help.refused': Record<string, never>;
  'help.unclear': Record<string, never>;
  'help.unreadable': { readonly accounts: readonly AccountName[] };
  'help.way': { readonly help: HelpName };
  'help.what-i-can-do': { readonly helps: readonly HelpName[] };
  'help.what-now': Record<string, never>;
  'hold.reported': Record<string, never>;
  'hold.stopped': Record<string, never>;
  'hold.told': {
    readonly accounts: readonly AccountName[];
    readonly factors: readonly FactorName[];
    readonly minutes: number;
  };
  'hold.told-elsewhere': {
    readonly accounts: readonly AccountName[];
    readonly factors: readonly FactorName[];
    readonly minutes: number;
  };
  'instructions.body': { readonly title: string; readonly text: string };
  'instructions.none': { readonly system: string; readonly ticket: HandOver };
  'link.code-mail': { readonly code: string; readonly minutes: number; readonly channel: string };
  'link.code-sent': { readonly minutes: number };
  /** The tries that are left. */
  'link.code-wrong': { readonly tries: number };
  'link.desk': { readonly channel: string };
  'link.moved': { readonly channel: string };
  'link.moved-elsewhere': { readonly channel: string };
  'link.send-code': Record<string, never>;
  'link.taken': { readonly channel: string };
  'lockout.dismissed': Record<string, never>;
  'lockout.notice': { readonly accounts: readonly AccountName[] };
  'lockout.notice-instructions': { readonly accounts: readonly AccountName[] };
  'mfa.already-gone': { readonly accounts: readonly AccountName[]; readonly factors: readonly FactorName[] };
  'mfa.article': { readonly title: string };
  'mfa.choose': { readonly accounts: readonly AccountName[] };
  'mfa.choose-account': Record<string, never>;
  'mfa.confirm': { readonly accounts: readonly AccountName[]; readonly factors: readonly FactorName[] };
  'mfa.confirm-last': { readonly accounts: readonly AccountName[]; readonly factors: readonly FactorName[] };
  'mfa.done': { readonly removals: readonly VerifiedRemoval[] };
  'mfa.done-elsewhere': { readonly removals: readonly VerifiedRemoval[] };
  'mfa.done-one': { readonly removals: readonly VerifiedRemoval[] };
  'mfa.enrol': Record<string, never>;
  'mfa.enrol-label': Record<string, never>;
  'mfa.failed': { readonly accounts: readonly AccountName[]; readonly ticket: HandOver };
  'mfa.none': { readonly accounts: readonly AccountName[] };
  'mfa.not-removed': {
    readonly accounts: readonly AccountName[];
    readonly factors: readonly FactorName[];
    readonly ticket: HandOver;
  };
  'mfa.offer': Record<string, never>;
  'mfa.partly-done': { readonly removals: readonly VerifiedRemoval[] };
  'mfa.proof-needed': { readonly ticket: HandOver };
  'mfa.refused': { readonly ticket: HandOver };
  'mfa.self-only': Record<string, never>;
  'mfa.sessions-ended': { readonly revocations: readonly VerifiedRevocation[] };
  'mfa.sessions-remain': { readonly accounts: readonly AccountName[] };
  'operators.began': Trouble;
  'operators.more': { readonly more: number };
  'operators.over': Trouble;
  'page.missing': Record<string, never>;
  'page.press': Record<string, never>;
  'page.taken': Record<string, never>;
  'page.try-again': Record<string, never>;
  'password.choose': Record<string, never>;
  'password.failed': { readonly accounts: readonly AccountName[]; readonly ticket: HandOver };
  'password.link': { readonly starts: readonly StartedPassword[] };
  'password.link-label': Record<string, never>;
  'password.link-until': { readonly starts: readonly StartedPassword[]; readonly minutes: number };
  'password.locked-too': { readonly accounts: readonly AccountName[] };
  'password.mailed': { readonly starts: readonly StartedPassword[]; readonly to: string };
  'password.portals': { readonly accounts: readonly AccountName[] };
  'password.refused': { readonly ticket: HandOver };
  'password.self-only': Record<string, never>;
  'password.still-locked': { readonly accounts: readonly AccountName[] };
  'password.unclear': { readonly accounts: readonly AccountName[]; readonly ticket: HandOver };
  'person.unknown': Record<string, never>;
  'person.field': Record<string, never>;
  'proof.check-code': Record<string, never>;
  'proof.code-field': { readonly label: string };
  'proof.code-mail': { readonly code: string; readonly minutes: number };
  'proof.code-sent': Record<string, never>;
  'proof.code-typed': Record<string, never>;
  'proof.confirm': Record<string, never>;
  'proof.confirmed': Record<string, never>;
  'proof.declined': { readonly ticket: HandOver };
  'proof.manager-asked': Record<string, never>;
  'proof.mfa': { readonly accounts: readonly AccountName[]; readonly factors: readonly FactorName[] };
  'proof.not-shown': Record<string, never>;
  'proof.page': Record<string, never>;
  'proof.push': { readonly label: string };
  'proof.push-number': Record<string, never>;
  'proof.push-waiting': { readonly label: string };
  'proof.send-code': { readonly address: string };
  'proof.sent-field': { readonly address: string };
  'proof.sign-in': Record<string, never>;
  'proof.too-often': Record<string, never>;
  'proof.try-again': Record<string, never>;
  'proof.unlock': { readonly accounts: readonly AccountName[] };
  'proof.unlock-careful': { readonly accounts: readonly AccountName[] };
  'proof.unreachable': Record<string, never>;
  'proof.ways': Record<string, never>;
  'proof.wrong': Record<string, never>;
  'question.already-answered': Record<string, never>;
  'question.answered': { readonly question: string; readonly answer: string };
  'question.by-link': Record<string, never>;
  'question.closed': { readonly question: string };
  'question.expired': Record<string, never>;
  'question.gone': Record<string, never>;
  'question.unreadable': Record<string, never>;
  'question.which': Record<string, never>;
  'recover.anew': Record<string, never>;
  'recover.code': Record<string, never>;
  'recover.code-mail': { readonly code: string; readonly minutes: number };
  'recover.login': Record<string, never>;
  'recover.looking': Record<string, never>;
  'recover.page': Record<string, never>;
  'recover.sent': Record<string, never>;
  'secret.typed': Record<string, never>;
  'security.reported': Record<string, never>;
  'security.reported-mfa': Record<string, never>;
  'security.suspicion': { readonly accounts: readonly AccountName[] } & Suspected;
  'security.suspicion-ask': Record<string, never>;
  'security.unlocked-by-another': { readonly name: string; readonly unlocks: readonly VerifiedUnlock[] };
  'security.wary': Record<string, never>;
  'setting.field': Record<string, never>;
  'settings.channel': { readonly channel: string };
  'settings.channel-auto': Record<string, never>;
  'settings.choose': Record<string, never>;
  'settings.fixed': Record<string, never>;
  /** BCP 47: a language is called what its speakers call it. */
  'settings.language': { readonly language: string };
  'settings.language-auto': Record<string, never>;
  'settings.notices': { readonly notices: 'normal' | 'daily' | 'none' };
  'settings.saved': Record<string, never>;
  'unlock.already-open': { readonly accounts: readonly AccountName[] };
  'unlock.cancelled': Record<string, never>;
  'unlock.choose': Record<string, never>;
  'unlock.confirm': { readonly accounts: readonly AccountName[] };
  'unlock.delayed': { readonly system: string };
  'unlock.done': { readonly unlocks: readonly VerifiedUnlock[] };
  'unlock.done-password-due': { readonly unlocks: readonly VerifiedUnlock[] };
  'unlock.done-repeatedly': { readonly unlocks: readonly VerifiedUnlock[] };
  'unlock.failed': { readonly accounts: readonly AccountName[]; readonly ticket: HandOver };
  'unlock.lock-changed': { readonly accounts: readonly AccountName[] };
  'unlock.no-account': Record<string, never>;
  'unlock.password-due': { readonly accounts: readonly AccountName[] };
  'unlock.proof-needed': { readonly ticket: HandOver };
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
