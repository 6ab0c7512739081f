import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fakeCall, fakeContext } from '@access-account/testkit';
import { type EmailFake, startEmailFake } from '../src/fake/index.ts';
import { emailConnector } from '../src/index.ts';

/** The token endpoint: what it answers, in its order; the last answer again and again. */
async function startTokens(...answers: readonly { readonly status: number; readonly body: object }[]) {
  let asked = 0;
  const server = createServer((_request, response) => {
    const { status, body } = answers[Math.min(asked, answers.length - 1)] ?? { status: 500, body: {} };
    asked += 1;
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`,
    get asked() {
      return asked;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const token = (access_token: string) => ({
  status: 200,
  body: { access_token, expires_in: 3600, token_type: 'Bearer' },
});

let fake: EmailFake;
let tokens: Awaited<ReturnType<typeof startTokens>> | undefined;
beforeEach(async () => {
  fake = await startEmailFake({ token: 'access-token' });
});
afterEach(async () => {
  tokens?.close();
  await fake.close();
});

/** Sends a mail to `alex@acme.test` by a mailbox that has no password. */
async function connected(tokenUrl: string) {
  const oauth = { tokenUrl, clientId: 'client', clientSecret: 'secret' };
  const validated = await emailConnector.config['~standard'].validate(fake.config({ password: undefined, oauth }));
  if (validated.issues) throw new Error(JSON.stringify(validated.issues));
  const connection = await emailConnector.connect(validated.value, fakeContext({ name: 'mail' }));
  const operations = emailConnector.operations(connection.client);
  const message = { text: 'Your account is locked.', locale: 'en' };
  return {
    send: () => operations['message.send']({ to: { id: 'alex@acme.test' }, message }, fakeCall()),
    close: () => connection.close(),
  };
}

const arrived = () => fake.person('alex@acme.test').mails.length;

test('by OAuth a mail is sent with a token, and one token is enough for many (M)', async () => {
  tokens = await startTokens(token('access-token'));
  const { send, close } = await connected(tokens.url);
  await send();
  await send();
  expect([arrived(), tokens.asked]).toEqual([2, 1]);
  await close();
});

test('a token that is not taken any more is asked for anew, and the mail is sent with the new one (M)', async () => {
  tokens = await startTokens(token('token-of-yesterday'), token('access-token'));
  const { send, close } = await connected(tokens.url);
  await send();
  expect([arrived(), tokens.asked]).toEqual([1, 2]);
  await close();
});

test('a token that the server refuses is told as a sign-in that failed, with what to do, and nothing is sent (M)', async () => {
  tokens = await startTokens(token('somebody-elses-token'));
  const { send, close } = await connected(tokens.url);
  await expect(send()).rejects.toMatchObject({
    code: 'authentication-failed',
    remedy: expect.stringContaining('oauth'),
  });
  expect(arrived()).toBe(0);
  await close();
});

test('credentials that get no token are told as a sign-in that failed, with what to do (M)', async () => {
  tokens = await startTokens({ status: 401, body: { error: 'invalid_client' } });
  const { send, close } = await connected(tokens.url);
  await expect(send()).rejects.toMatchObject({
    code: 'authentication-failed',
    remedy: expect.stringContaining('oauth.clientId'),
  });
  expect(arrived()).toBe(0);
  await close();
});

test('a token endpoint that is not there sent nothing, and is told as that (M)', async () => {
  const { send, close } = await connected('http://127.0.0.1:1/token');
  await expect(send()).rejects.toMatchObject({ code: 'unavailable' });
  expect(arrived()).toBe(0);
  await close();
});
