import type { Catalogue } from '../catalogue.ts';

/**
 * English: the model of every other language. Lists of accounts arrive as `{accounts}` with their number as `{count}`, lists of
 * second factors as `{factors}` with `{factorCount}`.
 */
export const en: Catalogue = {
  'account.continue': 'Continue',
  'account.field': 'Account',
  'another.desk':
    'I cannot do that for {name} from here. {ticket, select, opened {A person at the service desk takes over: I am opening a ticket for you.} other {Please ask the service desk.}}',
  'another.done':
    '{accounts} of {name} {count, plural, one {is} other {are}} unlocked. The password is as it was. I am telling {name}.',
  'another.not-found':
    'I can find nobody of that name whom you may have helped. If you mean your own account, write it without a name. Otherwise I can open a ticket with the service desk. Shall I?',
  'another.not-locked': '{accounts} of {name} {count, plural, one {is} other {are}} not locked. I changed nothing.',
  'another.prove':
    '{accounts} of {name} {count, plural, one {is} other {are}} locked. Before I unlock {count, plural, one {it} other {them}}, I must be sure that it is you who asks.',
  'another.which': 'Whose account do you mean? Only choose somebody you have spoken to yourself.',
  'approval.declined': 'Thank you. I change nothing, and I am opening a ticket for the security team.',
  'approval.given': 'Thank you. I go on with it.',
  'approval.mfa':
    '{name} asks to have {factors} removed from {accounts}. Make sure that it is really them: speak to them, or call them at a number you know. Do you confirm it?',
  'approval.unlock':
    '{name} asks me to unlock {accounts}. Make sure that it is really them: speak to them, or call them at a number you know. Do you confirm it?',
  'choice.approve': 'I confirm it',
  'choice.ask-manager': 'Ask my manager',
  'choice.cancel': 'Cancel',
  'choice.change-password': 'Change password',
  'choice.check-again': 'Check again',
  'choice.decline': 'I do not confirm it',
  'choice.edit': 'Edit Request',
  'choice.extend': 'Extend',
  'choice.ignore': 'Ignore',
  'choice.lost-device': 'Reset MFA',
  'choice.no': 'No',
  'choice.not-me': 'This wasn’t me',
  'choice.reset-mfa': 'Yes, reset MFA',
  'choice.service-desk': 'Service desk',
  'choice.start-reset': 'I forgot my password',
  'choice.unlock': 'Unlock account',
  'choice.view-answer': 'View answer',
  'choice.works': 'It works',
  'choice.yes': 'Yes',
  'desk.answered': 'The service desk has dealt with {about}: {words}',
  'desk.answered-there':
    'The service desk has marked {about} as resolved. If something is still wrong, just write to me.',
  'desk.declined': 'All right. I have not opened a ticket.',
  'desk.offer': 'I can open a ticket, and a person at the service desk will help you. Shall I?',
  'desk.offer-mfa':
    'I cannot reset multi-factor authentication from here, the service desk does that. Shall I open a ticket for you?',
  'desk.offer-password':
    'I cannot start a password reset from here, the service desk does that. Shall I open a ticket for you? Never send me or anybody else your password.',
  'desk.offer-system':
    '“{system}” is not connected here, so I cannot do anything there. Shall I open a ticket with the service desk?',
  'desk.opened': 'Your ticket is {number}. The service desk will get in touch with you.',
  'desk.opening': 'I am opening a ticket with the service desk and will tell you its number.',
  'expiry.account-ended':
    'Your {count, plural, one {account {accounts} has} other {accounts {accounts} have}} ended. If you still need {count, plural, one {it} other {them}}, please ask your manager to have {count, plural, one {it} other {them}} extended.',
  'expiry.account-extended': '{accounts} no longer {count, plural, one {ends} other {end}} on the day I told you.',
  'expiry.account-reminder':
    'Your {count, plural, one {account {accounts} ends} other {accounts {accounts} end}} {days, plural, =0 {today} =1 {tomorrow} other {in # days}}. If you need {count, plural, one {it} other {them}} for longer, please ask your manager to have {count, plural, one {it} other {them}} extended.',
  'expiry.changed': 'The password of {accounts} was changed in the meantime. There is nothing left to do.',
  'expiry.expired':
    '{count, plural, one {The password of {accounts} has expired. Please choose a new one.} other {The passwords of {accounts} have expired. Please choose new ones.}}',
  'expiry.ignored':
    'All right. {until, select, expired {I will write again only if this password expires.} other {I will write again when the next one is about to expire.}}',
  'expiry.reminder':
    '{count, plural, one {The password of {accounts} expires} other {The passwords of {accounts} expire}} {days, plural, =0 {today} =1 {tomorrow} other {in # days}}. Please choose {count, plural, one {a new one} other {new ones}} before that.',
  'extension.dismissed': 'All right, I leave it as it is.',
  'extension.ended':
    'The {count, plural, one {account {accounts} of {name} has ended. Shall it} other {accounts {accounts} of {name} have ended. Shall they}} be extended?',
  'extension.notice':
    'The {count, plural, one {account {accounts} of {name} ends} other {accounts {accounts} of {name} end}} {days, plural, =0 {today} =1 {tomorrow} other {in # days}}. Shall {count, plural, one {it} other {they}} be extended?',
  'extension.opening': 'I am opening a ticket to have it extended and will tell you its number.',
  'factor.all': 'All of them',
  'factor.field': 'Second factor',
  'factor.option':
    '{label} ({kind, select, totp {authenticator app} push {push message} sms {text message} call {phone call} email {email} security_key {security key} passkey {passkey} hardware_token {hardware token} other {other}})',
  'follow.handed-over':
    'I still see no sign-in to {accounts}. {ticket, select, opened {A person at the service desk takes over: I am opening a ticket for you.} other {Please ask the service desk.}}',
  'follow.nudge': 'I have not seen a sign-in to {accounts} yet. Does it work now?',
  'follow.works': 'Good to hear.',
  'help.locked': '{accounts} {count, plural, one {is} other {are}} locked after too many wrong passwords.',
  'help.open':
    '{accounts} {count, plural, one {is} other {are}} not locked, and I see no password that has to be changed.',
  'help.password-due':
    '{count, plural, one {The password of {accounts} has} other {The passwords of {accounts} have}} to be changed.',
  'help.refused': 'With one of your accounts only a person at the service desk can help.',
  'help.unclear': 'I am not sure what you need.',
  'help.unreadable': 'I cannot look at {accounts} right now.',
  'help.way':
    '{help, select, unlock {unlock an account} start_reset {help with a new password} lost_device {reset multi-factor authentication} other {bring in a person}}',
  'help.what-i-can-do': 'I can {helps}. Please choose.',
  'help.what-now': 'What shall I help you with?',
  'hold.reported':
    'Thank you for telling me. If the removal is still waiting, it does not happen; the security team hears of it.',
  'hold.stopped': 'It is stopped: nothing was changed.',
  'hold.told':
    'Thank you, the code is right. I remove {factors} from {accounts} in {minutes, plural, one {one minute} other {# minutes}}. Until then your other channels are told of it, in case it was not you.',
  'hold.told-elsewhere':
    'With a code to your second address, {factors} of {accounts} is to be removed in {minutes, plural, one {one minute} other {# minutes}}. If that was not you, please tell me: then nothing is removed.',
  'instructions.body': '{title}\n\n{text}',
  'instructions.none':
    'I have no instructions for {system}. {ticket, select, opened {A person at the service desk takes over: I am opening a ticket for you.} other {Please ask the service desk.}}',
  'link.code-mail':
    'Your code is {code}. It is good for {minutes, plural, one {one minute} other {# minutes}}, and only in the conversation on {channel} where it was asked for. Whoever types it there is you for me from then on: give it to nobody. If you did not ask for it, please tell your service desk.',
  'link.code-sent':
    'I am sending a code to the addresses that your organisation has for you. Please type it here; it is good for {minutes, plural, one {one minute} other {# minutes}}.',
  'link.code-wrong':
    'That is not the code. Nothing was changed. {tries, plural, =0 {You can have a new one sent.} one {You have one more try.} other {You have # more tries.}}',
  'link.desk':
    'I know you on {channel} by another user, and cannot check from here whether you are the same person. Please ask the service desk.',
  'link.moved':
    'Thank you. From now on I know you on {channel} by this user. For a while I ask for one proof more before I unlock or reset anything of yours.',
  'link.moved-elsewhere':
    'From now on another user on {channel} is you for me, in place of the one before. If that was not you, please tell me: then it is nobody there until the security team has looked into it.',
  'link.send-code': 'Send me a code',
  'link.taken':
    'I know you on {channel} by another user. I can send a code to the addresses that your organisation has for you: once you have typed it here, I know you by this user. Shall I?',
  'lockout.dismissed':
    'All right, I leave it as it is. If it was not you who tried those passwords, tell me with the button.',
  'lockout.notice':
    'Your {count, plural, one {account} other {accounts}} {accounts} {count, plural, one {is} other {are}} locked after too many wrong passwords. Shall I unlock {count, plural, one {it} other {them}}?',
  'lockout.notice-instructions':
    'Your {count, plural, one {account} other {accounts}} {accounts} {count, plural, one {is} other {are}} locked after too many wrong passwords. Would you like to know how to unlock {count, plural, one {it} other {them}}?',
  'mfa.already-gone': '{factors} {factorCount, plural, one {was} other {were}} no longer there on {accounts}.',
  'mfa.article': 'This tells how to reset MFA: {title}',
  'mfa.choose': 'Which second factor of {accounts} shall I remove?',
  'mfa.choose-account': 'For which account shall I reset MFA?',
  'mfa.confirm': 'Shall I reset MFA for {accounts}? I would remove {factors}. Then you set up MFA on your new device.',
  'mfa.confirm-last':
    'Shall I reset MFA for {accounts}? I would remove {factors}, {factorCount, plural, one {the last one there is} other {the last ones there are}}. Then you set up MFA on your new device.',
  'mfa.done': 'Reset complete! I removed {factors} from {accounts}.',
  'mfa.done-elsewhere':
    'MFA was reset just now: {factors} {factorCount, plural, one {was} other {were}} removed from {accounts}. If you did not ask for it, tell me with the button at once.',
  'mfa.done-one': 'Reset complete! I removed {factors} from {accounts}. Your other factors stay as they are.',
  'mfa.enrol':
    'Set up MFA on your new device with the link. If you leave it, you will be asked to at your next sign-in.',
  'mfa.enrol-label': 'Set up MFA',
  'mfa.failed':
    'I could not look at the second factors of {accounts}. I changed nothing. {ticket, select, opened {A person at the service desk takes over: I am opening a ticket for you.} other {Please ask the service desk.}}',
  'mfa.none': 'No second factor is set up for {accounts}. I changed nothing.',
  'mfa.not-removed':
    'I could not confirm that {factors} {factorCount, plural, one {is} other {are}} removed from {accounts}. {ticket, select, opened {A person at the service desk takes over: I am opening a ticket for you.} other {Please ask the service desk.}}',
  'mfa.offer': 'Or shall I do it for you?',
  'mfa.partly-done': 'I removed {factors} from {accounts}.',
  'mfa.proof-needed':
    'Before I remove a second factor I must be sure that it is you, and I have no way to check that here. I changed nothing. {ticket, select, opened {A person at the service desk takes over: I am opening a ticket for you.} other {Please ask the service desk.}}',
  'mfa.refused':
    'I cannot reset MFA for this account. {ticket, select, opened {A person at the service desk takes over: I am opening a ticket for you.} other {Please ask the service desk.}}',
  'mfa.self-only': 'I can only reset MFA for your own account.',
  'mfa.sessions-ended': 'All sessions of {accounts} are ended: sign in again wherever you need to.',
  'mfa.sessions-remain':
    'I could not confirm that the sessions of {accounts} are ended: whoever is signed in may stay so for a while.',
  'operators.began':
    '{trouble, select, connector {{name} does not work as it should: {detail}} tickets {Tickets were put aside and wait for somebody: {detail}} effects {Something was put aside and waits for somebody: {detail}} audit {The audit needs somebody: {detail}} other {Many people are being locked out at once: {detail}}}',
  'operators.more': 'And {more, plural, one {# more} other {# more}}: see the console.',
  'operators.over':
    '{trouble, select, connector {{name} works again.} tickets {No ticket is put aside any more.} effects {Nothing is put aside any more.} audit {The audit is in order again.} other {People are no longer being locked out in great numbers: {detail}}}',
  'page.missing': 'There is no such page. Please check the address.',
  'page.press': 'Nothing happens until you press the button.',
  'page.taken': 'Thank you. I have your answer and will write to you how it goes on.',
  'page.try-again': 'This could not be stored just now, and nothing was changed. Please try again.',
  'password.choose': 'Which account is it about?',
  'password.failed':
    'I could not start a new password for {accounts}. {ticket, select, opened {A person at the service desk takes over: I am opening a ticket for you.} other {Please ask the service desk.}}',
  'password.link': 'Choose a new password for {accounts} with the link. The current one stays as it is until you have.',
  'password.link-label': 'Choose a new password',
  'password.link-until':
    'Choose a new password for {accounts} with the link: it works for {minutes, plural, one {# minute} other {# minutes}}. The current password stays as it is until you have.',
  'password.locked-too':
    '{accounts} {count, plural, one {is} other {are}} locked after too many wrong passwords. Shall I unlock {count, plural, one {it} other {them}} first and then help you to a new password?',
  'password.mailed':
    'A message for choosing a new password for {accounts} is on its way to {to}. The current password stays as it is until you have.',
  'password.portals': 'Choose a new password for {accounts} here. I never see it.',
  'password.refused':
    'I cannot help with the password of this account. {ticket, select, opened {A person at the service desk takes over: I am opening a ticket for you.} other {Please ask the service desk.}}',
  'password.self-only': 'I can only help with your own password.',
  'password.still-locked':
    '{accounts} {count, plural, one {is} other {are}} locked too, and I cannot unlock {count, plural, one {it} other {them}} from here: a new password may not be enough.',
  'password.unclear':
    'I cannot tell whether a new password was begun for {accounts}: look whether a message has come. {ticket, select, opened {A person at the service desk takes over: I am opening a ticket for you.} other {Please ask the service desk.}}',
  'person.field': 'Person',
  'person.unknown': 'I cannot help from here. Please ask the service desk.',
  'proof.check-code': 'Check the code',
  'proof.code-field': 'The code that {label} shows now',
  'proof.code-mail':
    'Your code is {code}. It is good for {minutes, plural, one {one minute} other {# minutes}}, and only on the page that you opened from the conversation. Give it to nobody. If you did not ask for it, please tell your service desk.',
  'proof.code-sent': 'The code is on its way. It is good for ten minutes; the one before it is over.',
  'proof.code-typed':
    'I take no codes here, and have kept nothing of it. Please type it on the page behind the link above.',
  'proof.confirm': 'Confirm that it is you',
  'proof.confirmed': 'Thank you. It is confirmed: you can close this page and go back to the conversation.',
  'proof.declined':
    'Your manager did not confirm it. I changed nothing. {ticket, select, opened {A person at the service desk takes over: I am opening a ticket for you.} other {Please ask the service desk.}}',
  'proof.manager-asked': 'I have asked your manager. As soon as they confirm it, I go on.',
  'proof.mfa': 'Before I remove {factors} from {accounts}, I must be sure that it is you.',
  'proof.not-shown':
    'This did not show that it is you: somebody else signed in, or it was too long ago. Nothing was changed.',
  'proof.page': 'You will sign in at the usual page of your organisation. Only go on if you asked for this yourself.',
  'proof.push': 'Ask on {label}',
  'proof.push-number': 'Choose this number there. Decline if you see a question that you did not ask for.',
  'proof.push-waiting': '{label} is asking whether it is you. Please confirm it there; this page goes on by itself.',
  'proof.send-code': 'Send a code to {address}',
  'proof.sent-field': 'The code that was sent to {address}',
  'proof.sign-in': 'Sign in to confirm',
  'proof.too-often': 'That was tried too often. Nothing was changed: please wait a while, or take another way.',
  'proof.try-again':
    'The sign-in page cannot be reached just now. Nothing was changed: please try again in a few minutes.',
  'proof.unlock':
    '{accounts} {count, plural, one {was} other {were}} locked several times today. Before I go on, I must be sure that it is you.',
  'proof.unlock-careful': 'Before I unlock {accounts}, I must be sure that it is you.',
  'proof.unreachable':
    'This cannot be checked just now. Nothing was changed: please try again in a few minutes, or take another way.',
  'proof.ways': 'One of these ways is enough. Only go on if you asked for this yourself.',
  'proof.wrong': 'That did not show that it is you. Nothing was changed.',
  'question.already-answered': 'This question was already answered.',
  'question.answered': '{question}\n\n✓ {answer}',
  'question.by-link':
    'I do not act on what an email says, since anybody could have written it. Please answer with one of the links.',
  'question.closed': '{question}\n\n(This question is no longer open.)',
  'question.expired': 'This question has expired. I can look again and ask you afresh.',
  'question.gone': 'This button does not work (any more). Write to me if you still need help.',
  'question.unreadable': 'I could not read that. Nothing was changed.',
  'question.which': 'There is more than one open question. Please answer with the buttons of the one you mean.',
  'recover.anew':
    'This page works only in the browser in which it was asked for. If somebody else sent you here, please tell your service desk. If you need help, begin anew here.',
  'recover.code': 'The code from the mail',
  'recover.code-mail':
    'Your code is {code}. It is good for {minutes, plural, one {one minute} other {# minutes}}, and only on the page where you asked for it. Give it to nobody. If you did not ask for it, please tell your service desk.',
  'recover.login': 'Your login or work address',
  'recover.looking': 'Thank you. I am looking; this page goes on by itself.',
  'recover.page':
    'For when you cannot reach me in any chat. I send a code to the addresses that your organisation has for you.',
  'recover.sent': 'If I know you by that name, a code is on its way to you. It is good for ten minutes.',
  'secret.typed':
    'That looked like a password or a code. I have not kept it. Please delete your message and change that password: I never need it.',
  'security.reported': 'Thank you for telling me. I leave the account locked and open a ticket for the security team.',
  'security.reported-mfa': 'Thank you for telling me. I am opening a ticket for the security team.',
  'security.suspicion':
    '{suspicion, select, weaker_factor {A second factor was set up for {accounts} that is easier to take over than those before it.} new_country {{accounts} was used from {country}, where it was not used before.} other {{accounts} was used through a service that hides where somebody is.}}',
  'security.suspicion-ask':
    'This was shortly after a reset. If it was you, there is nothing to do. If it was not, tell me with the button at once.',
  'security.unlocked-by-another':
    '{name} had {count, plural, one {your account {accounts}} other {your accounts {accounts}}} unlocked: your password is as it was. If you did not ask for it, tell me.',
  'security.wary':
    'Until they have looked into it, I ask for one proof more before I unlock or reset anything of yours.',
  'setting.field': 'Setting',
  'settings.channel': 'Channel: {channel}',
  'settings.channel-auto': 'Channel: the first that reaches you',
  'settings.choose': 'What shall I change?',
  'settings.fixed': 'Your organization does not let this be changed.',
  'settings.language': 'Language: {language}',
  'settings.language-auto': 'Language: as your directory says',
  'settings.notices':
    'Notices of lockouts: {notices, select, normal {as your organization sends them} daily {at most one a day} other {none; security notices always come}}',
  'settings.saved': 'Saved. From now on:',
  'unlock.already-open':
    '{accounts} {count, plural, one {is} other {are}} not locked. I changed nothing: you can sign in with your current password.',
  'unlock.cancelled': 'Cancelled. I leave it as it is.',
  'unlock.choose': 'Which account shall I unlock?',
  'unlock.confirm': 'Shall I unlock {accounts}?',
  'unlock.delayed': 'I cannot reach {system} right now. I keep trying and will tell you how it ends.',
  'unlock.done':
    '{accounts} {count, plural, one {is} other {are}} unlocked. You can sign in with your current password.',
  'unlock.done-password-due':
    '{accounts} {count, plural, one {is} other {are}} unlocked. Sign in with your current password: you will be asked to choose a new one.',
  'unlock.done-repeatedly':
    '{accounts} {count, plural, one {is} other {are}} unlocked. You can sign in with your current password. It has been locked several times today: a phone, tablet or mapped drive may still be using an old password.',
  'unlock.failed':
    'I could not unlock {accounts}. {ticket, select, opened {A person at the service desk takes over: I am opening a ticket for you.} other {Please ask the service desk.}}',
  'unlock.lock-changed':
    '{accounts} {count, plural, one {was} other {were}} locked again since I asked. Shall I unlock {count, plural, one {it} other {them}}?',
  'unlock.no-account': 'I found no account of yours that I could look at. Please ask the service desk.',
  'unlock.password-due':
    '{accounts} {count, plural, one {is} other {are}} not locked, but the password has to be changed: when you sign in you will be asked to choose a new one. I changed nothing.',
  'unlock.proof-needed':
    'Before I unlock it, I must be sure that it is you, and I have no way to check that here. I changed nothing. {ticket, select, opened {A person at the service desk takes over: I am opening a ticket for you.} other {Please ask the service desk.}}',
  'unlock.refused':
    'I cannot unlock this account. {ticket, select, opened {A person at the service desk takes over: I am opening a ticket for you.} other {Please ask the service desk.}}',
  'unlock.self-only': 'I can only unlock your own account.',
};
