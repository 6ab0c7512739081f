import { fakeCall } from '@access-account/testkit';
import { streamConversation } from '../src/stream-conversation.ts';
import { eventReader } from './event-reader.ts';
import { webHarness } from './web-harness.ts';

const textsOf = (events: readonly { data: Record<string, unknown> }[]) => events.map(({ data }) => data.text);

async function openStream(options: { person?: string; headers?: Record<string, string>; query?: string } = {}) {
  const leaving = new AbortController();
  const stopping = new AbortController();
  const web = await webHarness({ context: { signal: stopping.signal } });
  const cookie = await web.signIn(options.person ?? 'alice');
  const open = async ({ headers = {}, query = '' }: { headers?: Record<string, string>; query?: string } = {}) => {
    const response = await web.ask({
      path: 'stream',
      headers: { cookie, ...headers },
      query,
      signal: leaving.signal,
    });
    return { response, reader: eventReader(response) };
  };
  return { web, cookie, open, leave: () => leaving.abort(), stop: () => stopping.abort() };
}

test('the stream asks proxies to pass it on and browsers not to keep it', async () => {
  const { open, leave } = await openStream();
  const { response, reader } = await open();
  expect(response.headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  await reader.available();
  expect(reader.text).toMatch(/^retry: 2000\n/);
  leave();
  await reader.rest();
});

test('what was said before comes first, what is said now follows at once', async () => {
  const { web, open, leave } = await openStream();
  await web.say('alice', { text: 'before' });
  const { reader } = await open();
  expect(textsOf(await reader.available())).toEqual(['before']);
  await web.say('alice', { text: 'now' });
  await web.say('bruno', { text: 'for somebody else' });
  const [event, ...others] = await reader.available();
  expect(others).toEqual([]);
  expect(event).toMatchObject({ event: 'message', id: '2' });
  expect(event?.data).toEqual({
    id: expect.any(String),
    from: 'assistant',
    at: '2026-01-15T09:00:00.000Z',
    locale: 'en',
    text: 'now',
    facts: [],
    links: [],
    choices: [],
    form: null,
    answered: null,
    place: 2,
  });
  leave();
  await reader.rest();
});

test.each(['header', 'query'])('a page that comes back (%s) hears exactly what it missed (L)', async (by) => {
  const { web, open, leave } = await openStream();
  for (const text of ['one', 'two', 'three']) await web.say('alice', { text });
  const { reader } = await open(by === 'header' ? { headers: { 'last-event-id': '2' } } : { query: 'after=2' });
  expect(textsOf(await reader.available())).toEqual(['three']);
  leave();
  await reader.rest();
});

test.each(['-1', 'abc', '1e9', '99999', ''])('a Last-Event-ID of "%s" brings everything', async (id) => {
  const { web, open, leave } = await openStream();
  await web.say('alice', { text: 'one' });
  const { reader } = await open({ headers: { 'last-event-id': id } });
  expect(textsOf(await reader.available())).toEqual(['one']);
  leave();
  await reader.rest();
});

test('a replaced message is told to whoever saw it, under its own id and in its own place (H)', async () => {
  const { web, open, leave } = await openStream();
  const id = await web.say('alice', { text: 'before', choices: [{ label: 'Yes', token: 'token' }] });
  await web.say('alice', { text: 'second' });
  const { reader } = await open({ headers: { 'last-event-id': '2' } });
  expect(await reader.available()).toEqual([]);
  const input = { to: { id: 'alice' }, at: { id }, message: { text: 'after', locale: 'en' } };
  await web.operations['message.update']?.(input, fakeCall());
  expect(await reader.available()).toMatchObject([
    { id: '3', data: { id, replaces: id, text: 'after', place: 1, choices: [] } },
  ]);
  leave();
  await reader.rest();
});

test('a stream that is cut anywhere and resumed loses nothing (L)', async () => {
  const { web, open, leave } = await openStream();
  const ids = [];
  for (const text of ['one', 'two', 'three', 'four']) ids.push(await web.say('alice', { text }));
  for (const index of [1, 0]) {
    const at = { id: ids[index] ?? '' };
    const input = { to: { id: 'alice' }, at, message: { text: `new ${index}`, locale: 'en' } };
    await web.operations['message.update']?.(input, fakeCall());
  }
  const all = await (await open()).reader.available();
  for (let cut = 0; cut <= all.length; cut += 1) {
    const id = all[cut - 1]?.id ?? '0';
    const resumed = await (await open({ headers: { 'last-event-id': id } })).reader.available();
    expect([...textsOf(all.slice(0, cut)), ...textsOf(resumed)]).toEqual(['three', 'four', 'new 1', 'new 0']);
  }
  leave();
});

test.each(['leave', 'stop'] as const)(
  'the stream says goodbye when the client or the server goes (%s)',
  async (way) => {
    const stream = await openStream();
    const { reader } = await stream.open();
    await reader.available();
    stream[way]();
    expect(await reader.rest()).toEqual([{ event: 'bye', id: undefined, data: { reason: 'closing' } }]);
  },
);

test('whoever signs out hears no more, in any window (E)', async () => {
  const { web, cookie, open } = await openStream();
  const { reader } = await open();
  await reader.available();
  await web.ask({ path: 'persona', headers: { cookie }, body: { person: null } });
  await web.say('alice', { text: 'secret' });
  expect(await reader.rest()).toEqual([{ event: 'bye', id: undefined, data: { reason: 'signed-out' } }]);
});

test('nobody reads a stream without signing in, and no other site does (E, K)', async () => {
  const { web, cookie } = await openStream();
  expect((await web.ask({ path: 'stream' })).status).toBe(401);
  const headers = { cookie, origin: 'https://evil.example' };
  expect((await web.ask({ path: 'stream', headers })).status).toBe(403);
});

test('a quiet stream beats so that nothing in between closes it (O)', async () => {
  const leaving = new AbortController();
  const stream = streamConversation({
    conversations: { read: async () => ({ next: 1, messages: [] }), change: async () => {}, watch: () => () => {} },
    user: 'alice',
    after: 0,
    mayRead: async () => true,
    signals: [leaving.signal],
    heartbeatMilliseconds: 1,
  });
  const chunks = [];
  for await (const chunk of stream) {
    chunks.push(chunk);
    if (chunks.length === 3) leaving.abort();
  }
  expect(chunks.slice(1, 3)).toEqual([': heartbeat\n\n', ': heartbeat\n\n']);
});

test('a conversation keeps its last hundred messages (O)', async () => {
  const { web, open, leave } = await openStream();
  for (let count = 1; count <= 105; count += 1) await web.say('alice', { text: `message ${count}` });
  const { reader } = await open();
  const texts = textsOf(await reader.available());
  expect([texts.length, texts[0], texts.at(-1)]).toEqual([100, 'message 6', 'message 105']);
  leave();
  await reader.rest();
});
