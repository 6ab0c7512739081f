import { createServer } from 'node:http';
import { type AddressInfo, connect, createServer as createLine, type Socket } from 'node:net';
import { AuthenticationFailedError } from '@access-account/contract';
import { fakeClock, fakeContext, memoryStore } from '@access-account/testkit';
import { composeRaw, type EmailFake, startEmailFake } from '../src/fake/index.ts';
import { listen, until } from './listener.ts';

let fake: EmailFake;
beforeEach(async () => {
  fake = await startEmailFake({ token: 'access-token' });
});
afterEach(() => fake.close());

const context = () => fakeContext({ name: 'mail', store: memoryStore(), clock: fakeClock() });
/** A line to the IMAP server on which what it says is counted. */
async function countingLine(port: number) {
  let bytes = 0;
  const sockets = new Set<Socket>();
  const line = createLine((client) => {
    const server = connect(port, '127.0.0.1');
    for (const socket of [client, server]) {
      sockets.add(socket);
      // Whoever leaves takes the other end along.
      socket.on('error', () => undefined).on('close', () => [client, server].map((one) => one.destroy()));
    }
    server.on('data', (said) => {
      bytes += said.length;
    });
    client.pipe(server).pipe(client);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => line.once('listening', resolve));
  return {
    port: (line.address() as AddressInfo).port,
    get bytes() {
      return bytes;
    },
    close: () => {
      line.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

const isRead = () => fake.mailbox.mails.every(({ flags }) => flags.has('\\Seen'));

test('what lies in the mailbox before the first time is nobody’s request; what comes afterwards is, in its order (O)', async () => {
  const alex = fake.person('alex@acme.test');
  await alex.write({ text: 'from last year' });
  const listener = await listen({ config: fake.config(), context: context() });
  for (const text of ['one', 'two', 'three']) await alex.write({ text });
  await until(() => listener.heard.length === 3, 'three mails');
  expect(listener.texts).toEqual(['one', 'two', 'three']);
  await listener.stop();
});

test('it idles as soon as there is nothing to read, and hears of a mail at once (I)', async () => {
  const listener = await listen({ config: fake.config(), context: context() });
  await until(() => fake.imap.idling === 1, 'an IDLE');
  const begun = performance.now();
  await fake.person('alex@acme.test').write({ text: 'hello' });
  await until(() => listener.heard.length === 1, 'the mail');
  expect(performance.now() - begun).toBeLessThan(2000);
  await until(() => fake.imap.idling === 1, 'an IDLE again');
  await listener.stop();
});

test('what is of no use any more goes within an hour, also while one connection lasts for days', async () => {
  const clock = fakeClock();
  const at = fakeContext({ name: 'mail', store: memoryStore(), clock });
  const listener = await listen({ config: fake.config(), context: at });
  const alex = fake.person('alex@acme.test');
  await alex.write({ text: 'hello' });
  await until(isRead, 'the mail');
  await at.store.put('sender:old', { at: clock.now().getTime() });
  clock.advance(25 * 60 * 60_000);
  await at.store.put('sender:new', { at: clock.now().getTime() });
  await alex.write({ text: 'hello again' });
  await until(() => listener.heard.length === 2, 'the mail after a day');
  expect(await at.store.get('sender:old')).toBeUndefined();
  expect(await at.store.get('sender:new')).toBeDefined();
  await listener.stop();
});

test('a break ends the listening; whoever listens next goes on where it ended, with what came meanwhile (L)', async () => {
  const at = context();
  const alex = fake.person('alex@acme.test');
  const first = await listen({ config: fake.config(), context: at });
  await alex.write({ text: 'one' });
  await until(isRead, 'one read mail');
  fake.imap.breakOff();
  await first.ended;
  await alex.write({ text: 'two' });
  const second = await listen({ config: fake.config(), context: at });
  await alex.write({ text: 'three' });
  await until(() => second.heard.length === 2, 'two mails');
  expect(first.texts).toEqual(['one']);
  expect(second.texts).toEqual(['two', 'three']);
  await second.stop();
  await first.stop();
});

test('a connection that breaks between storing and marking brings the mail again, with the id it had (J)', async () => {
  const at = context();
  const alex = fake.person('alex@acme.test');
  let isBroken = false;
  const first = await listen({
    config: fake.config(),
    context: at,
    outcome: () => {
      isBroken = true;
      fake.imap.breakOff();
      throw new Error('The server died.');
    },
  });
  await alex.write({ text: 'one' });
  await until(() => isBroken, 'the break');
  await first.ended;
  const second = await listen({ config: fake.config(), context: at });
  await until(() => second.heard.length === 1, 'the mail again');
  expect(second.heard[0]?.id).toBe(first.heard[0]?.id);
  await second.stop();
  await first.stop();
});

test('what cannot be stored keeps its place: nothing behind it is delivered before it (J)', async () => {
  let failures = 3;
  const listener = await listen({
    config: fake.config(),
    context: context(),
    outcome: () => {
      failures -= 1;
      if (failures >= 0) throw new Error('The database is away.');
      return { status: 'accepted', event: '1' };
    },
  });
  const alex = fake.person('alex@acme.test');
  await alex.write({ text: 'one' });
  await alex.write({ text: 'two' });
  await until(() => isRead() && listener.texts.includes('two'), 'both stored');
  expect(listener.texts.slice(-2)).toEqual(['one', 'two']);
  expect(listener.texts.length).toBeGreaterThan(4);
  await listener.stop();
});

test('what is kept of addresses is forgotten in time', async () => {
  const clock = fakeClock();
  const at = fakeContext({ name: 'mail', store: memoryStore(), clock });
  const first = await listen({ config: fake.config(), context: at });
  for (let count = 0; count < 5; count += 1) await fake.person(`forged-${count}@acme.test`).write({ text: 'hello' });
  await until(() => first.heard.length === 5 && isRead(), 'five mails');
  await first.stop();
  const rows = async (prefix: string) => (await at.store.list(prefix)).length;
  expect([await rows('sender:'), await rows('thread:')]).toEqual([5, 5]);
  clock.advance(2 * 24 * 60 * 60_000);
  await (await listen({ config: fake.config(), context: at })).stop();
  expect([await rows('sender:'), await rows('thread:')]).toEqual([0, 5]);
  clock.advance(30 * 24 * 60 * 60_000);
  await (await listen({ config: fake.config(), context: at })).stop();
  expect([await rows('sender:'), await rows('thread:')]).toEqual([0, 0]);
});

test('a mailbox that was numbered anew is read from the day of the last mail, and every mail has the id it had (O)', async () => {
  const at = context();
  const alex = fake.person('alex@acme.test');
  const first = await listen({ config: fake.config(), context: at });
  for (const text of ['one', 'two']) await alex.write({ text });
  await until(() => first.heard.length === 2 && isRead(), 'two mails');
  await first.stop();
  fake.mailbox.renumber();
  await alex.write({ text: 'three' });
  const second = await listen({ config: fake.config(), context: at });
  await until(() => second.texts.includes('three') && isRead(), 'the new mail');
  const known = new Set(first.heard.map(({ id }) => id));
  expect(second.heard.filter(({ id }) => !known.has(id)).map((event) => event.kind === 'text' && event.text)).toEqual([
    'three',
  ]);
  await second.stop();
});

test('two mails with one Message-ID are one event (J)', async () => {
  const listener = await listen({ config: fake.config(), context: context() });
  const alex = fake.person('alex@acme.test');
  for (let count = 0; count < 2; count += 1) await alex.write({ text: 'yes', messageId: '<same@acme.test>' });
  await until(() => listener.heard.length === 2, 'both');
  expect(new Set(listener.heard.map(({ id }) => id)).size).toBe(1);
  await listener.stop();
});

test('a mail of ten megabytes is read like any other, and fetched by its beginning alone (I)', async () => {
  const { imap } = fake.config() as { readonly imap: string };
  const line = await countingLine(Number(new URL(imap).port));
  const listener = await listen({
    config: fake.config({ imap: `imap://127.0.0.1:${line.port}` }),
    context: context(),
  });
  fake.mailbox.add(
    await composeRaw({
      from: 'alex@acme.test',
      to: fake.address,
      text: 'unlock my account',
      attachments: [{ filename: 'screen.png', content: Buffer.alloc(7_500_000, 7) }],
    }),
  );
  await until(() => listener.heard.length === 1 && isRead(), 'the mail');
  expect(listener.texts).toEqual(['unlock my account']);
  expect(fake.mailbox.mails[0]?.raw.length).toBeGreaterThan(10_000_000);
  expect(line.bytes).toBeLessThan(600_000);
  await listener.stop();
  line.close();
});

test('what is nothing for us is marked as seen like the rest, and keeps nobody up (O)', async () => {
  const listener = await listen({ config: fake.config(), context: context() });
  const alex = fake.person('alex@acme.test');
  for (const raw of [
    '',
    '\r\n',
    'From: nobody\r\n\r\n',
    Buffer.alloc(300_000, 0xff),
    `Subject: ${'a'.repeat(500_000)}`,
  ])
    fake.mailbox.add(Buffer.from(raw));
  await alex.write({ text: 'I am away', headers: { 'Auto-Submitted': 'auto-replied' } });
  await alex.write({ text: 'hello' });
  await until(() => listener.heard.length === 1 && isRead(), 'the one mail');
  expect(listener.texts).toEqual(['hello']);
  await listener.stop();
});

test('an address is heard so often an hour; others are heard all the same (O)', async () => {
  const listener = await listen({ config: fake.config({ mailsPerHour: 2 }), context: context() });
  for (let count = 0; count < 5; count += 1) await fake.person('loud@acme.test').write({ text: `loud ${count}` });
  await fake.person('quiet@acme.test').write({ text: 'quiet' });
  await until(() => listener.texts.includes('quiet') && isRead(), 'the quiet one');
  expect(listener.texts).toEqual(['loud 0', 'loud 1', 'quiet']);
  await listener.stop();
});

test('whoever is known and whoever is not leave the same in the store (K)', async () => {
  const at = context();
  const stranger = { status: 'refused', reason: 'unknown-person', message: { text: 'Sorry.', locale: 'en' } } as const;
  const listener = await listen({
    config: fake.config({ strangers: 'reply' }),
    context: at,
    outcome: ({ user }) => (user.id.startsWith('known') ? { status: 'accepted', event: '1' } : stranger),
  });
  const rows = async () => (await at.store.list('')).map(({ key }) => key.split(':')[0]);
  await fake.person('known@acme.test').write({ text: 'hello' });
  await until(() => listener.heard.length === 1 && isRead(), 'the known one');
  const known = await rows();
  await fake.person('unknown@acme.test').write({ text: 'hello' });
  await until(() => fake.person('unknown@acme.test').mails.length === 1, 'the reply');
  const both = await rows();
  expect(both.toSorted()).toEqual(
    [...known, ...known.filter((key) => key === 'sender' || key === 'thread')].toSorted(),
  );
  expect(fake.person('known@acme.test').mails).toEqual([]);
  await listener.stop();
});

test('by OAuth the mailbox is opened with a token, and a sign-in that is refused says what to do (N)', async () => {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (bytes) => {
      body += bytes;
    });
    request.on('end', () => {
      requests.push(body);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ access_token: 'access-token', expires_in: 3600, token_type: 'Bearer' }));
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const tokenUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;
  const oauth = { tokenUrl, clientId: 'client', clientSecret: 'secret' };
  const listener = await listen({ config: fake.config({ password: undefined, oauth }), context: context() });
  await fake.person('alex@acme.test').write({ text: 'hello' });
  await until(() => listener.heard.length === 1, 'the mail');
  expect(requests).toEqual([
    'grant_type=client_credentials&client_id=client&client_secret=secret&scope=https%3A%2F%2Foutlook.office365.com%2F.default',
  ]);
  await listener.stop();
  server.close();
  server.closeAllConnections();
  const refused = listen({ config: fake.config({ password: 'wrong' }), context: context() });
  await expect(refused).rejects.toBeInstanceOf(AuthenticationFailedError);
  await expect(refused).rejects.toThrow(/Check username, password or oauth/);
});
