import { randomUUID } from 'node:crypto';
import type { InboundOutcome } from '@access-account/contract';
import { fakeCall, rawRequest } from '@access-account/testkit';
import fc from 'fast-check';
import { eventReader } from './event-reader.ts';
import { type WebHarness, webHarness } from './web-harness.ts';

const post = async (
  { operations }: WebHarness,
  { cookie, body, outcome }: { cookie: string; body: object; outcome: InboundOutcome },
) => {
  const request = rawRequest({ path: 'messages', headers: { cookie }, body });
  const { events, respond } = await operations['webhook.receive'](request, fakeCall());
  const { status, body: answer } = await respond(events.map(() => outcome));
  return { status, events, answer: JSON.parse(String(answer)) };
};

const conversationOf = async ({ ask }: WebHarness, cookie: string) => {
  const leaving = new AbortController();
  const reader = eventReader(await ask({ path: 'stream', headers: { cookie }, signal: leaving.signal }));
  const events = await reader.available();
  leaving.abort();
  await reader.rest();
  return events.map(({ data }) => data);
};

const question = {
  text: 'Shall I unlock it?',
  choices: [
    { label: 'Yes', token: 'token-yes', style: 'primary' as const },
    { label: 'No', token: 'token-no' },
  ],
};

const accepted = (event: string = randomUUID()): InboundOutcome => ({ status: 'accepted', event });
const refused = (reason: 'unknown-choice' | 'already-answered' | 'invalid' | 'unknown-person'): InboundOutcome => ({
  status: 'refused',
  reason,
  message: { text: `Sorry: ${reason}.`, locale: 'en' },
});

test('a text is acknowledged with the id of the stored event, and what was typed is not kept', async () => {
  const web = await webHarness();
  const cookie = await web.signIn('alice');
  const body = { text: 'my password is hunter2' };
  const { status, answer } = await post(web, { cookie, body, outcome: accepted('event-1') });
  expect([status, answer]).toEqual([202, { event: 'event-1' }]);
  expect(JSON.stringify(await web.context.store.list(''))).not.toContain('hunter2');
});

test('a repeat is answered like the first (J)', async () => {
  const web = await webHarness();
  const cookie = await web.signIn('alice');
  const body = { id: randomUUID(), text: 'hello' };
  await post(web, { cookie, body, outcome: accepted('event-1') });
  const { status, answer, events } = await post(web, {
    cookie,
    body,
    outcome: { status: 'repeated', event: 'event-1' },
  });
  expect([status, answer]).toEqual([202, { event: 'event-1' }]);
  expect(events.map(({ id }) => id)).toEqual([body.id]);
});

test('a message without an id of the sender gets a new one each time', async () => {
  const web = await webHarness();
  const cookie = await web.signIn('alice');
  const ids = [];
  for (const text of ['hello', 'hello']) {
    ids.push(...(await post(web, { cookie, body: { text }, outcome: accepted() })).events.map(({ id }) => id));
  }
  expect(new Set(ids).size).toBe(2);
});

test('a pressed choice shows as the label, spends the buttons, and its token is not repeated (H, I)', async () => {
  const web = await webHarness();
  const cookie = await web.signIn('alice');
  const id = await web.say('alice', question);
  await post(web, { cookie, body: { choice: 'token-yes' }, outcome: accepted() });
  const [echo, asked] = await conversationOf(web, cookie);
  expect(echo).toMatchObject({ from: 'person', text: 'Yes', choices: [] });
  expect(JSON.stringify(echo)).not.toContain('token');
  expect(asked).toMatchObject({ id, replaces: id, answered: 'Yes' });
});

test('a press that is acknowledged after its message was replaced still shows as the person’s words', async () => {
  const web = await webHarness();
  const cookie = await web.signIn('alice');
  const id = await web.say('alice', question);
  const settled = { to: { id: 'alice' }, at: { id }, message: { text: 'Shall I unlock it? ✓ Yes', locale: 'en' } };
  await web.operations['message.update']?.(settled, fakeCall());
  await post(web, { cookie, body: { choice: 'token-yes' }, outcome: accepted() });
  const [asked, echo] = await conversationOf(web, cookie);
  expect(asked).toMatchObject({ id, text: 'Shall I unlock it? ✓ Yes', choices: [], answered: null });
  expect(echo).toMatchObject({ from: 'person', text: 'Yes' });
  expect(JSON.stringify([asked, echo])).not.toContain('token');
});

test('twenty presses at once show one answer (H, J)', async () => {
  const web = await webHarness();
  const cookie = await web.signIn('alice');
  await web.say('alice', question);
  const presses = Array.from({ length: 20 }, (_, index): InboundOutcome => {
    return index === 0 ? accepted('event-1') : { status: 'repeated', event: 'event-1' };
  });
  const answers = await Promise.all(
    presses.map((outcome) => post(web, { cookie, body: { choice: 'token-yes' }, outcome })),
  );
  expect(answers.map(({ answer }) => answer)).toEqual(presses.map(() => ({ event: 'event-1' })));
  const own = (await conversationOf(web, cookie)).filter(({ from }) => from === 'person');
  expect(own.map(({ text }) => text)).toEqual(['Yes']);
});

test('a form brings its values back and shows the options that were chosen (I)', async () => {
  const web = await webHarness();
  const cookie = await web.signIn('alice');
  const options = [
    { label: 'Everyday account', value: '1' },
    { label: 'Administrator account', value: '2' },
  ];
  const form = {
    fields: [{ name: 'account', label: 'Account', kind: 'choice' as const, options }],
    submit: { label: 'Continue', token: 'token-form' },
  };
  await web.say('alice', { text: 'Which one?', form });
  const body = { choice: 'token-form', form: { account: '2', unasked: '<b>' } };
  const { events } = await post(web, { cookie, body, outcome: accepted() });
  expect(events).toMatchObject([{ kind: 'choice', token: 'token-form', values: { account: '2', unasked: '<b>' } }]);
  const [echo, asked] = await conversationOf(web, cookie);
  expect(echo).toMatchObject({ from: 'person', text: 'Administrator account' });
  expect(asked).toMatchObject({ answered: 'Continue' });
});

test.each([
  ['unknown-choice', 404],
  ['already-answered', 409],
  ['invalid', 400],
] as const)('a refusal (%s) is answered %i and said in the conversation', async (reason, status) => {
  const web = await webHarness();
  const cookie = await web.signIn('alice');
  const answer = await post(web, { cookie, body: { choice: 'token' }, outcome: refused(reason) });
  expect([answer.status, answer.answer]).toEqual([status, { error: { code: reason, message: `Sorry: ${reason}.` } }]);
  expect(await conversationOf(web, cookie)).toMatchObject([{ from: 'assistant', text: `Sorry: ${reason}.` }]);
});

test('the same refusal over and over is said once', async () => {
  const web = await webHarness();
  const cookie = await web.signIn('alice');
  const press = () => post(web, { cookie, body: { choice: 'token' }, outcome: refused('already-answered') });
  await Promise.all([press(), press(), press()]);
  expect(await conversationOf(web, cookie)).toHaveLength(1);
});

test('somebody the product does not know is answered 403 and gets no conversation (B)', async () => {
  const web = await webHarness();
  const cookie = await web.signIn('stranger');
  const { status } = await post(web, { cookie, body: { text: 'hello' }, outcome: refused('unknown-person') });
  expect(status).toBe(403);
  expect(await conversationOf(web, cookie)).toEqual([]);
});

test.each([
  ['no cookie', 401, { headers: {} }],
  ['a form of another site', 415, { headers: { 'content-type': 'text/plain' } }],
  ['another site', 403, { headers: { origin: 'http://127.0.0.1:9999' } }],
  ['malformed JSON', 400, { body: '{', headers: { 'content-type': 'application/json' } }],
  ['a huge body', 413, { body: { text: 'a'.repeat(70_000) } }],
  ['a text that is too long', 400, { body: { text: 'a'.repeat(4_001) } }],
  ['a GET', 405, { method: 'GET' }],
] as const)('%s is answered %i in words', async (name, status, differences) => {
  const web = await webHarness();
  const cookie = await web.signIn('alice');
  const headers = {
    ...(name === 'no cookie' ? {} : { cookie }),
    ...('headers' in differences ? differences.headers : {}),
  };
  const answer = await web.ask({ path: 'messages', body: { text: 'hello' }, ...differences, headers });
  expect(answer.status).toBe(status);
  expect(JSON.parse(String(answer.body)).error).toEqual({
    code: expect.stringMatching(/^[a-z-]+$/),
    message: expect.stringMatching(/[.:]/),
  });
});

test.each(['http://127.0.0.1:3000', 'https://access.acme.test', 'http://localhost:3000'])(
  'a page of ours at %s may send',
  async (origin) => {
    const web = await webHarness({ context: { publicUrl: 'https://access.acme.test' } });
    const headers = { cookie: await web.signIn('alice'), origin, host: origin.split('/')[2] ?? '' };
    const host = headers.host.startsWith('access') ? '127.0.0.1:3000' : headers.host;
    const request = rawRequest({ path: 'messages', headers: { ...headers, host }, body: { text: 'hello' } });
    expect((await web.operations['webhook.receive'](request, fakeCall())).events).toHaveLength(1);
  },
);

test('whatever JSON arrives, it is one good event or none and a refusal (K)', async () => {
  const web = await webHarness();
  const cookie = await web.signIn('alice');
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.json(), fc.string()), async (body) => {
      const headers = { cookie, 'content-type': 'application/json' };
      const request = rawRequest({ path: 'messages', headers, body });
      const { events, respond } = await web.operations['webhook.receive'](request, fakeCall());
      if (events.length === 1) return;
      expect(events).toEqual([]);
      expect((await respond([])).status).toBe(400);
    }),
  );
});
