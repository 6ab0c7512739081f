import type { ConnectorError, RateLimitedError } from '@access-account/contract';
import { fakeCall, fakeClock } from '@access-account/testkit';
import { z } from 'zod';
import { RestClient, type RestRequest, retryAfter } from '../src/index.ts';

const shape = z.object({ id: z.string() });
const read = { method: 'GET', target: '/thing/1', shape, what: 'a thing', permission: 'read:things' } as const;
const change = { ...read, method: 'POST', target: '/thing', body: { name: 'Zoë' } } as const;

function clientThat(answer: (url: string, init: RequestInit) => Promise<Response> | Response) {
  const asked: { url: string; init: RequestInit }[] = [];
  const client = new RestClient({
    system: 'Desk',
    baseUrl: 'https://desk.acme.test/api',
    fetch: async (url, init = {}) => {
      asked.push({ url: String(url), init });
      return answer(String(url), init);
    },
    clock: fakeClock('2026-11-28T00:00:00Z'),
    lifetime: new AbortController().signal,
    authorize: async () => 'Bearer secret',
    remedies: { unreachable: 'Check url.', credentials: 'Check token.' },
  });
  return { client, asked };
}

async function codeOf(request: RestRequest<unknown>, answer: () => Promise<Response> | Response, signal?: AbortSignal) {
  const { client } = clientThat(answer);
  try {
    await client.send(request, fakeCall(signal && { signal }));
  } catch (error) {
    expect((error as Error).message).not.toContain('Zoë');
    return (error as ConnectorError).code;
  }
  return 'answered';
}

const json =
  (value: unknown, status = 200, headers: Record<string, string> = {}) =>
  () =>
    new Response(JSON.stringify(value), { status, headers });
const lost = (code: string) => async () => {
  throw Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error(code), { code }) });
};

test('a request goes to its target with credentials and JSON, and its answer is what was promised', async () => {
  const { client, asked } = clientThat(json({ id: '1', more: true }, 201));
  expect(await client.send(change, fakeCall())).toMatchObject({ value: { id: '1' }, status: 201 });
  const [{ url, init } = { url: '', init: {} }] = asked;
  expect(url).toBe('https://desk.acme.test/api/thing');
  expect(init).toMatchObject({ method: 'POST', redirect: 'error', body: '{"name":"Zoë"}' });
  expect(init.headers).toMatchObject({ authorization: 'Bearer secret', 'content-type': 'application/json' });
});

test.each([
  ['a sign-in page', () => new Response('<html>Sign in: Zoë</html>'), 'response-invalid', 'ambiguous-outcome'],
  ['half an answer', () => new Response('{"id":'), 'response-invalid', 'ambiguous-outcome'],
  ['another shape', json({ result: 'Zoë' }), 'response-invalid', 'ambiguous-outcome'],
  ['500', json({ error: 'Zoë' }, 500), 'unavailable', 'ambiguous-outcome'],
  ['503', json({}, 503), 'unavailable', 'ambiguous-outcome'],
  ['429', json({}, 429), 'rate-limited', 'rate-limited'],
  ['401', json({}, 401), 'authentication-failed', 'authentication-failed'],
  ['403', json({ error: 'Zoë' }, 403), 'permission-denied', 'permission-denied'],
  ['404', json({}, 404), 'not-found', 'not-found'],
  ['400', json({ error: 'Zoë' }, 400), 'conflict', 'conflict'],
  ['a reset connection', lost('ECONNRESET'), 'unavailable', 'ambiguous-outcome'],
  ['nobody there', lost('ECONNREFUSED'), 'unavailable', 'unavailable'],
  ['a certificate nobody trusts', lost('DEPTH_ZERO_SELF_SIGNED_CERT'), 'unavailable', 'unavailable'],
] as const)(
  '%s: a read is %s, and a change that may have happened is not called a failure',
  async (_, answer, whenRead, whenChanged) => {
    expect(await codeOf(read, answer)).toBe(whenRead);
    expect(await codeOf({ ...change, isRead: true }, answer)).toBe(whenRead);
    expect(await codeOf(change, answer)).toBe(whenChanged);
  },
);

test('a deadline that passed before the request sends nothing', async () => {
  const { client, asked } = clientThat(json({ id: '1' }));
  const call = fakeCall({ signal: AbortSignal.abort(new Error('late')) });
  await expect(client.send(change, call)).rejects.toMatchObject({ code: 'timed-out' });
  expect(asked).toEqual([]);
});

test.each([
  ['7', 7000],
  ['0', 0],
  ['99999999', 3_600_000],
  ['Sat, 28 Nov 2026 00:00:30 GMT', 30_000],
  ['Fri, 27 Nov 2026 00:00:30 GMT', 0],
  ['soon', undefined],
  ['', undefined],
])('Retry-After %j is %j milliseconds', (said, milliseconds) => {
  expect(retryAfter(new Headers({ 'retry-after': said }), new Date('2026-11-28T00:00:00Z'))).toBe(milliseconds);
});

test('how long to wait is what the provider says', async () => {
  const { client } = clientThat(json({}, 429, { 'retry-after': '12' }));
  const error = await client.send(read, fakeCall()).catch((thrown: unknown) => thrown as RateLimitedError);
  expect(error).toMatchObject({ code: 'rate-limited', retryAfter: 12_000 });
});
