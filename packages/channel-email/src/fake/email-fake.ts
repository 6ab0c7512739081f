import { randomUUID } from 'node:crypto';
import { composeRaw } from './compose-raw.ts';
import { FakeImap } from './fake-imap.ts';
import { FakeMailbox, type StoredMail } from './fake-mailbox.ts';
import { FakeSmtp, type SmtpFault } from './fake-smtp.ts';
import { type SeenMail, sightOf } from './sight-of.ts';

export interface WriteOptions {
  readonly text: string;
  readonly subject?: string;
  readonly html?: string;
  /** The mail it answers. */
  readonly to?: Pick<SeenMail, 'id' | 'subject'>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly messageId?: string;
}

/** Somebody with a mail program. */
export interface MailPerson {
  readonly address: string;
  /** What came to them, oldest first. */
  readonly mails: readonly SeenMail[];
  /** Writes a mail to the product's mailbox. */
  write(mail: WriteOptions): Promise<StoredMail>;
  /** The newest mail that says this, there already or still to come. */
  shown(text: string | RegExp): Promise<SeenMail>;
}

export interface EmailFake {
  /** The product's own address. */
  readonly address: string;
  readonly mailbox: FakeMailbox;
  readonly imap: FakeImap;
  /** The connector's configuration for it. */
  config(differences?: object): object;
  person(address: string): MailPerson;
  /** The next mail that is sent goes wrong. */
  fail(fault: SmtpFault): void;
  /** Envelope senders of the mails that were sent, in their order. */
  readonly senders: readonly string[];
  close(): Promise<void>;
}

export interface StartEmailFakeOptions {
  readonly address?: string;
  /** The access token that lets in, beside the password. */
  readonly token?: string;
  /** Connections that its SMTP server lets in at a time; unset: any number. */
  readonly connections?: number;
}

const password = 'mailbox-password';
/** Milliseconds after which what did not come does not come. */
const patience = 15_000;

/** A mail provider: a mailbox that is read by IMAP, a server that takes mails by SMTP, and everybody they go to. */
export async function startEmailFake(options: StartEmailFakeOptions = {}): Promise<EmailFake> {
  const { address = 'help@acme.test', token, connections } = options;
  const mailbox = new FakeMailbox();
  const inboxes = new Map<string, SeenMail[]>();
  const senders: string[] = [];
  const listeners = new Set<() => void>();
  const authenticate = (sign: { readonly user: string; readonly password?: string; readonly token?: string }) =>
    sign.user === address && (sign.password === password || (token !== undefined && sign.token === token));
  const imap = new FakeImap({ mailbox, authenticate });
  const smtp = new FakeSmtp({
    authenticate,
    ...(connections === undefined ? {} : { connections }),
    onMail: async ({ from, to, raw }) => {
      const seen = await sightOf(raw);
      senders.push(from);
      for (const one of to) inboxes.set(one, [...(inboxes.get(one) ?? []), seen]);
      for (const listener of listeners) listener();
    },
  });
  const [imapPort, smtpPort] = [await imap.listen(), await smtp.listen()];

  const person = (own: string): MailPerson => {
    const mails = () => inboxes.get(own) ?? [];
    return {
      address: own,
      get mails() {
        return mails();
      },
      write: async ({ text, subject = '', html, to, headers = {}, messageId }) => {
        const raw = await composeRaw({
          from: own,
          to: address,
          subject: to === undefined ? subject : `Re: ${to.subject}`,
          text,
          ...(html === undefined ? {} : { html }),
          ...(to === undefined ? {} : { inReplyTo: to.id, references: [to.id] }),
          headers: { ...headers },
          messageId: messageId ?? `<${randomUUID()}@${own.split('@')[1]}>`,
        });
        return mailbox.add(raw);
      },
      shown: async (text) => {
        const find = () =>
          mails().findLast((mail) => (typeof text === 'string' ? mail.text.includes(text) : text.test(mail.text)));
        const { promise, resolve, reject } = Promise.withResolvers<SeenMail>();
        const look = () => {
          const found = find();
          if (found !== undefined) resolve(found);
        };
        const told = () =>
          mails()
            .map((mail) => mail.text)
            .join('\n– ');
        const timer = setTimeout(
          () => reject(new Error(`No mail to ${own} says ${text}. There are:\n– ${told()}`)),
          patience,
        );
        listeners.add(look);
        look();
        return promise.finally(() => {
          clearTimeout(timer);
          listeners.delete(look);
        });
      },
    };
  };

  return {
    address,
    mailbox,
    imap,
    senders,
    config: (differences = {}) => ({
      address,
      imap: `imap://127.0.0.1:${imapPort}`,
      smtp: `smtp://127.0.0.1:${smtpPort}`,
      password,
      ...differences,
    }),
    person,
    fail: (fault) => smtp.plan(fault),
    close: async () => {
      await Promise.all([imap.close(), smtp.close()]);
    },
  };
}
