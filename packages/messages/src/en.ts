import type { SentenceKey } from './sentence.ts';

/** English. ICU MessageFormat; lists of accounts arrive as `{accounts}` with their number as `{count}`. */
export const en: Readonly<Record<SentenceKey, string>> = {
  'account.field': 'Account',
  'account.continue': 'Continue',
  'choice.cancel': 'Cancel',
  'choice.check-again': 'Check again',
  'choice.edit': 'Edit Request',
  'choice.no': 'No',
  'choice.not-me': 'This wasn’t me',
  'choice.yes': 'Yes',
  'desk.declined': 'All right. I have not opened a ticket.',
  'desk.offer': 'I can open a ticket, and a person at the service desk will help you. Shall I?',
  'desk.offer-mfa':
    'I cannot reset multi-factor authentication yet. The service desk can: shall I open a ticket for you?',
  'desk.offer-password':
    'I cannot start a password reset yet. The service desk can: shall I open a ticket for you? Never send me or anybody else your password.',
  'desk.offer-system':
    '“{system}” is not connected here, so I cannot do anything there. Shall I open a ticket with the service desk?',
  'desk.opened': 'Your ticket is {number}. The service desk will get in touch with you.',
  'desk.opening': 'I am opening a ticket with the service desk and will tell you its number.',
  'help.what-i-can-do':
    'I can unlock your account when it is locked after too many wrong passwords: write “unlock my account”. For anything else write “service desk”, and I open a ticket for you.',
  'help.unclear':
    'I am not sure what you need. Write “unlock my account” if you are locked out, or “service desk” if you would like a person to help.',
  'instructions.body': '{title}\n\n{text}',
  'instructions.none':
    'I have no instructions for {system}. {ticket, select, opened {A person at the service desk takes over: I am opening a ticket for you.} other {Please ask the service desk.}}',
  'lockout.dismissed':
    'All right, I leave it as it is. If it was not you who tried those passwords, tell me with the button.',
  'lockout.notice':
    'Your {count, plural, one {account} other {accounts}} {accounts} {count, plural, one {is} other {are}} locked after too many wrong passwords. Shall I unlock {count, plural, one {it} other {them}}?',
  'lockout.notice-instructions':
    'Your {count, plural, one {account} other {accounts}} {accounts} {count, plural, one {is} other {are}} locked after too many wrong passwords. Would you like to know how to unlock {count, plural, one {it} other {them}}?',
  'person.unknown': 'I cannot help from here. Please ask the service desk.',
  'question.already-answered': 'This question was already answered.',
  'question.answered': '{question}\n\n✓ {answer}',
  'question.closed': '{question}\n\n(This question is no longer open.)',
  'question.expired': 'This question has expired. I can look again and ask you afresh.',
  'question.gone': 'This button does not work (any more). Write to me if you still need help.',
  'question.unreadable': 'I could not read that. Nothing was changed.',
  'question.which': 'There is more than one open question. Please answer with the buttons of the one you mean.',
  'secret.typed':
    'That looked like a password or a code. I have not kept it. Please delete your message and change that password: I never need it.',
  'security.reported':
    'Thank you for telling me. The account stays locked, and the security team has a ticket to look into it.',
  'unlock.already-open':
    '{accounts} {count, plural, one {is} other {are}} not locked. I changed nothing: you can sign in with your current password.',
  'unlock.cancelled': 'Cancelled. I leave it as it is.',
  'unlock.choose': 'Which account shall I unlock?',
  'unlock.confirm': 'Shall I unlock {accounts}?',
  'unlock.delayed': 'I cannot reach {system} right now. I keep trying and will tell you how it ends.',
  'unlock.done':
    '{accounts} {count, plural, one {is} other {are}} unlocked. You can sign in with your current password.',
  'unlock.done-repeatedly':
    '{accounts} {count, plural, one {is} other {are}} unlocked. You can sign in with your current password. It has been locked several times today: a phone, tablet or mapped drive may still be using an old password.',
  'unlock.done-password-due':
    '{accounts} {count, plural, one {is} other {are}} unlocked. Sign in with your current password: you will be asked to choose a new one.',
  'unlock.failed':
    'I could not unlock {accounts}. {ticket, select, opened {A person at the service desk takes over: I am opening a ticket for you.} other {Please ask the service desk.}}',
  'unlock.lock-changed': '{accounts} was locked again since I asked. Shall I unlock it?',
  'unlock.no-account': 'I found no account of yours that I could look at. Please ask the service desk.',
  'unlock.password-due':
    '{accounts} {count, plural, one {is} other {are}} not locked, but the password has run out: when you sign in you will be asked to choose a new one. I changed nothing.',
  'unlock.refused':
    'I cannot unlock this account. {ticket, select, opened {A person at the service desk takes over: I am opening a ticket for you.} other {Please ask the service desk.}}',
  'unlock.self-only': 'I can only unlock your own account.',
};
