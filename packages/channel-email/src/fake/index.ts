export { composeRaw } from './compose-raw.ts';
export type { EmailFake, MailPerson } from './email-fake.ts';
export { startEmailFake } from './email-fake.ts';
export { FakeMailbox } from './fake-mailbox.ts';
export type { SmtpFault } from './fake-smtp.ts';
export type { SeenMail } from './sight-of.ts';
export { sightOf } from './sight-of.ts';
export { writeMail } from './write-mail.ts';
