import { randomUUID } from 'node:crypto';
import { channelConformance, fakeCall, fakeClock, fakeContext, memoryStore } from '@access-account/testkit';
import { describeReal } from '../../../tooling/real-servers/describe-real.ts';
import { type MailServer, missingForMailServer, startMailServer } from '../../../tooling/real-servers/mail-server.ts';
import { sightOf, writeMail } from '../src/fake/index.ts';
import { emailConnector } from '../src/index.ts';
import { emailWorld, type Provider } from './email-world.ts';
import { type Listener, listen, until } from './listener.ts';

const help = 'help@acme.test';
let server: MailServer;

/** The connector's configuration for the servers. */
const config = (differences: object = {}) => ({
  address: help,
  imap: server.imap,
  smtp: server.smtp,
  password: server.password,
  ...differences,
});

async function write({
  from = 'alex@acme.test',
  ...mail
}: {
  readonly from?: string;
  readonly [key: string]: unknown;
}) {
  await writeMail({ smtp: server.smtp, from, password: server.password, mail: { to: help, ...mail } });
}

const provider: Provider = {
  config: () => config({ domains: ['acme.test'], mailsPerHour: 1000 }),
  deliver: async (from, text) => {
    const messageId = `<${randomUUID()}@acme.test>`;
    await write({ from, text, messageId });
    return async () => (await server.mailsOf(help)).some(({ raw, isSeen }) => isSeen && raw.includes(messageId));
  },
  mailsTo: async (address) => {
    let before = -1;
    // Postfix says that it has a mail before Dovecot has it.
    for (let mails = await server.mailsOf(address); mails.length !== before; mails = await server.mailsOf(address)) {
      before = mails.length;
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    return Promise.all((await server.mailsOf(address)).map(({ raw }) => sightOf(raw)));
  },
  breakOff: () => server.kick(help),
};

describeReal({ name: 'Postfix and Dovecot', missing: missingForMailServer() }, () => {
  beforeAll(async () => {
    server = await startMailServer();
  }, 60_000);
  afterAll(() => server?.stop());

  // Postfix hands mails on several at a time: in which order is nobody's promise.
  const inAnyOrder = /in the order it was sent|nothing but words/;
  channelConformance({
    runner: { describe, test: (name, run) => (inAnyOrder.test(name) ? undefined : test(name, run)) },
    connector: emailConnector,
    world: emailWorld(() => provider),
  });

  const alone = (differences: object = {}) =>
    listen({
      config: config(differences),
      context: fakeContext({ name: 'mail', store: memoryStore(), clock: fakeClock() }),
    });
  const heard = (listener: Listener, count: number) => until(() => listener.heard.length >= count, `${count} mails`);

  test('a mail is heard of at once, since the mailbox tells of it (I)', async () => {
    const listener = await alone();
    await write({ text: 'first' });
    await heard(listener, 1);
    const begun = performance.now();
    await write({ text: 'second' });
    await heard(listener, 2);
    expect(performance.now() - begun).toBeLessThan(3000);
    await listener.stop();
  });

  test('a mail of ten megabytes is read (I)', async () => {
    const listener = await alone();
    const attachments = [{ filename: 'screen.png', content: Buffer.alloc(7_500_000, 7) }];
    await write({ text: 'unlock my account', attachments });
    await heard(listener, 1);
    expect(listener.texts).toEqual(['unlock my account']);
    await listener.stop();
  });

  test('a mailbox that is numbered anew brings nothing under another id (O)', async () => {
    const context = fakeContext({ name: 'mail', store: memoryStore(), clock: { now: () => new Date() } });
    const first = await listen({ config: config(), context });
    for (const text of ['one', 'two']) await write({ text });
    await heard(first, 2);
    await first.stop();
    await server.renumber(help);
    await write({ text: 'three' });
    const second = await listen({ config: config(), context });
    await until(() => second.texts.includes('three'), 'the new mail');
    const known = new Set(first.heard.map(({ id }) => id));
    const again = second.heard.filter((event) => event.kind === 'text' && ['one', 'two'].includes(event.text));
    expect(again.every(({ id }) => known.has(id))).toBe(true);
    await second.stop();
  });

  test('a wrong password is told by both servers (N)', async () => {
    const validated = await emailConnector.config['~standard'].validate(config({ password: 'wrong' }));
    if (validated.issues) throw new Error(JSON.stringify(validated.issues));
    const connection = await emailConnector.connect(validated.value, fakeContext({ name: 'mail' }));
    const operations = emailConnector.operations(connection.client);
    const mail = { to: { id: 'alex@acme.test' }, message: { text: 'Your account is locked.', locale: 'en' } };
    await expect(operations['message.send'](mail, fakeCall())).rejects.toMatchObject({
      code: 'authentication-failed',
      summary: expect.stringContaining('SMTP'),
    });
    await connection.close();
    await expect(alone({ password: 'wrong' })).rejects.toMatchObject({ code: 'authentication-failed' });
  });
});
