import type { Message } from '@access-account/contract';
import { fakeCall, fakeClock, fakeContext, memoryStore } from '@access-account/testkit';
import { type EmailFake, startEmailFake } from '../src/fake/index.ts';
import { emailConnector } from '../src/index.ts';
import { mapSmtpError } from '../src/map-smtp-error.ts';

let fake: EmailFake;
beforeAll(async () => {
  fake = await startEmailFake();
});
afterAll(() => fake.close());

const person = (id: string) => ({ kind: 'person' as const, id });
const question: Message = {
  text: 'Shall I unlock it?\n\nIt is locked.',
  choices: [
    { label: 'Yes', token: 'token-yes', style: 'primary' },
    { label: 'Ignore', token: 'token-ignore', stops: true },
  ],
  locale: 'en',
};

async function connected(differences: object = {}, store = memoryStore()) {
  const validated = await emailConnector.config['~standard'].validate(fake.config(differences));
  if (validated.issues) throw new Error(JSON.stringify(validated.issues));
  const context = fakeContext({ name: 'mail', publicUrl: 'https://help.acme.test', clock: fakeClock(), store });
  const connection = await emailConnector.connect(validated.value, context);
  return { connection, operations: emailConnector.operations(connection.client), store };
}

test('a mail has both parts, says the same in both, and no machine may answer it (C)', async () => {
  const { operations, connection } = await connected();
  const to = { id: 'both@acme.test' };
  const { id } = await operations['message.send']({ to, message: question }, fakeCall());
  const [mail] = fake.person(to.id).mails;
  expect(mail).toMatchObject({ id, subject: 'Shall I unlock it?', text: question.text });
  expect(mail?.plain).toBe(
    [
      'Shall I unlock it?',
      'It is locked.',
      '1. Yes\nhttps://help.acme.test/connectors/mail/confirm/token-yes',
      '2. Ignore\nhttps://help.acme.test/connectors/mail/confirm/token-ignore\n',
    ].join('\n\n'),
  );
  const headers = Object.fromEntries(mail?.headers ?? []);
  expect(headers).toMatchObject({
    'auto-submitted': 'auto-generated',
    'x-auto-response-suppress': 'All',
    'content-language': 'en',
    'list-unsubscribe': '<https://help.acme.test/connectors/mail/confirm/token-ignore>',
    'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
  });
  expect(headers['content-type']).toMatch(/^multipart\/alternative/);
  expect(mail?.html).not.toMatch(/<img|<script|<link|src=|@import|url\(/i);
  await connection.close();
});

test('MFA-9 to an address of record it goes wherever that is, and begins no conversation there; otherwise only to ours (E)', async () => {
  const { operations, connection, store } = await connected({ domains: ['acme.test'] });
  const to = { id: 'alex@home.test' };
  const message = { text: 'Your code is 20471138.', locale: 'en' };
  await expect(operations['message.send']({ to, message }, fakeCall())).rejects.toMatchObject({ code: 'not-found' });
  const call = fakeCall({ actor: { kind: 'person', id: 'person-1' } });
  await operations['message.send']({ to, message, atRecovery: true }, call);
  const [mail] = fake.person(to.id).mails;
  expect(mail?.text).toBe('Your code is 20471138.');
  expect(Object.fromEntries(mail?.headers ?? [])).toMatchObject({ 'auto-submitted': 'auto-generated' });
  expect(JSON.stringify(await store.list(''))).not.toContain('20471138');
  for (const id of [fake.address, 'not an address'])
    await expect(operations['message.send']({ to: { id }, message, atRecovery: true }, call)).rejects.toMatchObject({
      code: 'not-found',
    });
  await connection.close();
});

test('the Message-ID follows from the key, and a mail that the server took is not sent again, by whichever server (F)', async () => {
  const store = memoryStore();
  const [first, second] = [await connected({}, store), await connected({}, store)];
  const to = { id: 'once@acme.test' };
  const call = fakeCall({ idempotencyKey: 'effect-1' });
  const reference = await first.operations['message.send']({ to, message: question }, call);
  expect(await second.operations['message.send']({ to, message: question }, { ...call, repeated: true })).toEqual(
    reference,
  );
  expect(fake.person(to.id).mails).toHaveLength(1);
  expect(reference.id).toMatch(/^<[0-9a-f]{40}@acme\.test>$/);
  await first.connection.close();
  await second.connection.close();
});

test('what follows is in the thread of what it follows; what nobody asked for begins a thread (O)', async () => {
  const { operations, connection } = await connected();
  const to = { id: 'thread@acme.test' };
  const say = (text: string, differences: object = {}) =>
    operations['message.send']({ to, message: { text, locale: 'en' } }, fakeCall(differences));
  await say('Your account is locked.');
  await say('It is unlocked.', { actor: person('1') });
  await say('Your password expires.');
  const [notice, done, reminder] = fake.person(to.id).mails;
  expect(done).toMatchObject({
    subject: 'Re: Your account is locked.',
    inReplyTo: notice?.id,
    references: [notice?.id],
  });
  expect(done?.headers.get('auto-submitted')).toBe('auto-replied');
  expect(reminder?.inReplyTo).toBeUndefined();
  expect(reminder?.subject).toBe('Your password expires.');
  await connection.close();
});

test.each([
  ['no-mailbox', 'not-found'],
  ['refused-sender', 'permission-denied'],
  ['too-big', 'conflict'],
  ['unavailable', 'unavailable'],
  ['rate-limited', 'rate-limited'],
  ['answer-lost', 'ambiguous-outcome'],
] as const)('what the server says (%s) is told in the contract’s words (%s) (M)', async (fault, code) => {
  const { operations, connection } = await connected();
  fake.fail(fault);
  const sending = operations['message.send']({ to: { id: 'fault@acme.test' }, message: question }, fakeCall());
  await expect(sending).rejects.toMatchObject({ code });
  await connection.close();
});

test('a server that is not there changed nothing, and a wrong password says what to do (M)', async () => {
  const absent = await connected({ smtp: 'smtp://127.0.0.1:1' });
  const send = ({ operations }: Awaited<ReturnType<typeof connected>>) =>
    operations['message.send']({ to: { id: 'absent@acme.test' }, message: question }, fakeCall());
  await expect(send(absent)).rejects.toMatchObject({ code: 'unavailable' });
  const wrong = await connected({ password: 'wrong' });
  await expect(send(wrong)).rejects.toMatchObject({ code: 'authentication-failed' });
  await absent.connection.close();
  await wrong.connection.close();
});

test('Microsoft 365 gives a mailbox three connections at a time: forty mails at once are taken, and none is refused, while it is seen whether it lets us in (G)', async () => {
  const narrow = await startEmailFake({ connections: 3 });
  const { operations, connection } = await connected(narrow.config());
  const people = Array.from({ length: 40 }, (_, index) => `many-${index}@acme.test`);
  const sent = people.map((id) => operations['message.send']({ to: { id }, message: question }, fakeCall()));
  const checked = await connection.check(fakeCall());
  await Promise.all(sent);
  expect(checked).toContainEqual(expect.objectContaining({ severity: 'ok', summary: 'The SMTP server lets us in.' }));
  expect(people.map((id) => narrow.person(id).mails.length)).toEqual(people.map(() => 1));
  await connection.close();
  await narrow.close();
});

test('who has said that it may be more connections than the server gives a mailbox waits for those, and is not told that the sign-in is wrong (G)', async () => {
  const narrow = await startEmailFake({ connections: 1 });
  const { operations, connection } = await connected(narrow.config({ connections: 2 }));
  const send = (id: string) => operations['message.send']({ to: { id }, message: question }, fakeCall());
  const outcomes = await Promise.allSettled([send('one@acme.test'), send('two@acme.test')]);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const reason = { code: 'rate-limited', retryAfter: 1000 };
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason });
  // The only one there is still ours: no alarm because of that.
  const checked = await connection.check(fakeCall());
  expect(checked.find(({ operation }) => operation === 'message.send')).toMatchObject({ severity: 'ok' });
  await connection.close();
  await narrow.close();
});

test.each([
  ['EAUTH', '535 5.7.8 Authentication credentials invalid', { code: 'authentication-failed' }],
  ['EAUTH', '432 4.7.12 A password transition is needed', { code: 'authentication-failed' }],
  ['EAUTH', '454 4.7.0 Temporary authentication failure', { code: 'unavailable' }],
  ['EAUTH', '432 4.3.2 Concurrent connections limit exceeded.', { code: 'rate-limited', retryAfter: 1000 }],
  [
    'EPROTOCOL',
    '421 4.7.0 mx.acme.test Error: too many connections from 192.0.2.7',
    { code: 'rate-limited', retryAfter: 1000 },
  ],
  ['EENVELOPE', '451 4.7.1 Too many messages, try again in 7 seconds', { code: 'rate-limited', retryAfter: 7000 }],
  ['ECONNECTION', '421 4.4.2 mx.acme.test Error: timeout exceeded, closing connection', { code: 'unavailable' }],
])('%s, “%s” is told as %j', (code, response, told) => {
  const error = Object.assign(new Error(response), { code, response, responseCode: Number(response.slice(0, 3)) });
  expect(mapSmtpError({ error, system: 'Email' })).toMatchObject(told);
});

test.each([
  { imap: 'http://mail.acme.test' },
  { smtp: 'smtps://user:password@mail.acme.test' },
  { address: 'help' },
  { password: undefined },
  { oauth: { tokenUrl: 'https://login.acme.test/token', clientId: 'a', clientSecret: 'b' } },
  { recoveryUrl: 'http://acme.test/recover' },
  { domains: ['@acme.test'] },
  { mailsPerHour: 0 },
  { connections: 0 },
  { pasword: 'typo' },
])('a configuration that cannot work is refused: %j', async (differences) => {
  const validated = await emailConnector.config['~standard'].validate(fake.config(differences));
  expect(validated.issues?.length).toBeGreaterThan(0);
});
