import type { FactorKind, PasswordStart, VerifiedChange } from '@access-account/contract';
import type { AccountName, FactorName, Sentence, SentenceKey, Sentences, Trouble } from '@access-account/messages';
import fc from 'fast-check';

/** Any name but one with a brace in it: what is left over of a placeholder must be recognisable. */
const text = fc.string({ minLength: 1, unit: 'grapheme' }).map((value) => value.replaceAll(/[{}]/g, '·'));
const accountName: fc.Arbitrary<AccountName> = fc.record({ login: text, system: text });
const accounts = fc.array(accountName, { minLength: 1, maxLength: 4 });
const kind = fc.constantFrom<FactorKind>(
  'totp',
  'push',
  'sms',
  'call',
  'email',
  'security-key',
  'passkey',
  'hardware-token',
  'other',
);
const factor: fc.Arbitrary<FactorName> = fc.record({ label: text, kind });
const factors = fc.array(factor, { minLength: 1, maxLength: 4 });
const change: fc.Arbitrary<VerifiedChange> = fc.record({
  changed: fc.boolean(),
  verified: fc.constant(true as const),
  system: text,
  account: fc.record({ id: text }),
});
const start: fc.Arbitrary<PasswordStart> = fc.record({
  system: text,
  account: fc.record({ id: text }),
  by: fc.record({ kind: fc.constant('mail' as const), to: text }),
});
const acted = fc.array(fc.record({ name: accountName, change }), { minLength: 1, maxLength: 4 });
const removals = fc.array(fc.record({ name: accountName, factor, change }), { minLength: 1, maxLength: 4 });
const starts = fc.array(fc.record({ name: accountName, start }), { minLength: 1, maxLength: 4 });
const ticket = fc.constantFrom('opened' as const, 'none' as const);
const days = fc.integer({ min: 0, max: 120 });

const helpNames = ['unlock', 'start-reset', 'lost-device', 'service-desk'] as const;
const help = fc.constantFrom(...helpNames);

const trouble: fc.Arbitrary<Trouble> = fc.record({
  trouble: fc.constantFrom('connector', 'tickets', 'effects', 'audit', 'storm'),
  name: text,
  detail: text,
});

const none = fc.constant({});
const ofAccounts = fc.record({ accounts });
const ofTicket = fc.record({ ticket });
const ofAccountsAndTicket = fc.record({ accounts, ticket });
const ofAccountsAndFactors = fc.record({ accounts, factors });
const ofSystem = fc.record({ system: text });
const ofRemovals = fc.record({ removals });
const ofUnlocks = fc.record({ unlocks: acted });

/** The parameters of every sentence: a key that is new, or takes something else, does not compile until it is here. */
export const anyParameters: { readonly [Key in SentenceKey]: fc.Arbitrary<Sentences[Key]> } = {
  'account.continue': none,
  'account.field': none,
  'another.desk': fc.record({ name: text, ticket }),
  'another.done': fc.record({ name: text, unlocks: acted }),
  'another.not-found': none,
  'another.not-locked': fc.record({ name: text, accounts }),
  'another.prove': fc.record({ name: text, accounts }),
  'another.which': none,
  'approval.declined': none,
  'approval.given': none,
  'approval.mfa': fc.record({ name: text, accounts, factors }),
  'approval.unlock': fc.record({ name: text, accounts }),
  'choice.approve': none,
  'choice.ask-manager': none,
  'choice.cancel': none,
  'choice.change-password': none,
  'choice.check-again': none,
  'choice.decline': none,
  'choice.edit': none,
  'choice.extend': none,
  'choice.ignore': none,
  'choice.lost-device': none,
  'choice.no': none,
  'choice.not-me': none,
  'choice.reset-mfa': none,
  'choice.service-desk': none,
  'choice.start-reset': none,
  'choice.unlock': none,
  'choice.view-answer': none,
  'choice.works': none,
  'choice.yes': none,
  'desk.declined': none,
  'desk.offer': none,
  'desk.offer-mfa': none,
  'desk.offer-password': none,
  'desk.offer-system': ofSystem,
  'desk.answered': fc.record({ about: text, words: text }),
  'desk.answered-there': fc.record({ about: text }),
  'desk.opened': fc.record({ number: text }),
  'desk.opening': none,
  'expiry.account-ended': ofAccounts,
  'expiry.account-extended': ofAccounts,
  'expiry.account-reminder': fc.record({ accounts, days }),
  'expiry.changed': ofAccounts,
  'expiry.expired': ofAccounts,
  'expiry.ignored': fc.record({ until: fc.constantFrom('expired' as const, 'next' as const) }),
  'expiry.reminder': fc.record({ accounts, days }),
  'extension.dismissed': none,
  'extension.ended': fc.record({ name: text, accounts }),
  'extension.notice': fc.record({ name: text, accounts, days }),
  'extension.opening': none,
  'factor.all': none,
  'factor.field': none,
  'factor.option': factor,
  'follow.handed-over': ofAccountsAndTicket,
  'follow.nudge': ofAccounts,
  'follow.works': none,
  'help.locked': ofAccounts,
  'help.open': ofAccounts,
  'help.password-due': ofAccounts,
  'help.refused': none,
  'help.unclear': none,
  'help.unreadable': ofAccounts,
  'help.way': fc.record({ help }),
  'help.what-i-can-do': fc.record({ helps: fc.subarray([...helpNames], { minLength: 1 }) }),
  'help.what-now': none,
  'instructions.body': fc.record({ title: text, text }),
  'instructions.none': fc.record({ system: text, ticket }),
  'lockout.dismissed': none,
  'lockout.notice': ofAccounts,
  'lockout.notice-instructions': ofAccounts,
  'mfa.already-gone': ofAccountsAndFactors,
  'mfa.article': fc.record({ title: text }),
  'mfa.choose': ofAccounts,
  'mfa.choose-account': none,
  'mfa.confirm': ofAccountsAndFactors,
  'mfa.confirm-last': ofAccountsAndFactors,
  'mfa.done': ofRemovals,
  'mfa.done-elsewhere': ofRemovals,
  'mfa.done-one': ofRemovals,
  'mfa.enrol': none,
  'mfa.enrol-label': none,
  'mfa.failed': ofAccountsAndTicket,
  'mfa.none': ofAccounts,
  'mfa.not-removed': fc.record({ accounts, factors, ticket }),
  'mfa.offer': none,
  'mfa.partly-done': ofRemovals,
  'mfa.proof-needed': ofTicket,
  'mfa.refused': ofTicket,
  'mfa.self-only': none,
  'mfa.sessions-ended': fc.record({ revocations: acted }),
  'mfa.sessions-remain': ofAccounts,
  'operators.began': trouble,
  'operators.more': fc.record({ more: fc.integer({ min: 1, max: 60 }) }),
  'operators.over': trouble,
  'page.press': none,
  'page.taken': none,
  'page.try-again': none,
  'password.choose': none,
  'password.failed': ofAccountsAndTicket,
  'password.link': fc.record({ starts }),
  'password.link-label': none,
  'password.link-until': fc.record({ starts, minutes: fc.integer({ min: 1, max: 60 }) }),
  'password.locked-too': ofAccounts,
  'password.mailed': fc.record({ starts, to: text }),
  'password.portals': ofAccounts,
  'password.refused': ofTicket,
  'password.self-only': none,
  'password.still-locked': ofAccounts,
  'password.unclear': ofAccountsAndTicket,
  'person.unknown': none,
  'person.field': none,
  'proof.confirmed': none,
  'proof.declined': ofTicket,
  'proof.manager-asked': none,
  'proof.mfa': ofAccountsAndFactors,
  'proof.not-shown': none,
  'proof.page': none,
  'proof.sign-in': none,
  'proof.try-again': none,
  'proof.unlock': ofAccounts,
  'proof.unlock-careful': ofAccounts,
  'question.already-answered': none,
  'question.answered': fc.record({ question: text, answer: text }),
  'question.by-link': none,
  'question.closed': fc.record({ question: text }),
  'question.expired': none,
  'question.gone': none,
  'question.unreadable': none,
  'question.which': none,
  'secret.typed': none,
  'security.reported': none,
  'security.reported-mfa': none,
  'security.unlocked-by-another': fc.record({ name: text, unlocks: acted }),
  'security.wary': none,
  'setting.field': none,
  'settings.channel': fc.record({ channel: text }),
  'settings.channel-auto': none,
  'settings.choose': none,
  'settings.fixed': none,
  'settings.language': fc.record({ language: fc.constantFrom('en', 'de', 'pt-BR', 'ja') }),
  'settings.language-auto': none,
  'settings.notices': fc.record({ notices: fc.constantFrom('normal' as const, 'daily' as const, 'none' as const) }),
  'settings.saved': none,
  'unlock.already-open': ofAccounts,
  'unlock.cancelled': none,
  'unlock.choose': none,
  'unlock.confirm': ofAccounts,
  'unlock.delayed': ofSystem,
  'unlock.done': ofUnlocks,
  'unlock.done-password-due': ofUnlocks,
  'unlock.done-repeatedly': ofUnlocks,
  'unlock.failed': ofAccountsAndTicket,
  'unlock.lock-changed': ofAccounts,
  'unlock.no-account': none,
  'unlock.password-due': ofAccounts,
  'unlock.proof-needed': ofTicket,
  'unlock.refused': ofTicket,
  'unlock.self-only': none,
};

export const sentenceKeys = Object.keys(anyParameters) as readonly SentenceKey[];

/** A sentence of that key, as a policy may say it. */
export function anySentenceOf(key: SentenceKey): fc.Arbitrary<Sentence> {
  return anyParameters[key].map((parameters) => ({ key, parameters }) as Sentence);
}
