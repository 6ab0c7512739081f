import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { signInPage } from '../src/sign-in/sign-in-page.ts';
import { sandboxWorld } from './sandbox-world.ts';

test('the page is a plain form that needs no script and shows the demo people', async () => {
  const { request } = await sandboxWorld();
  const { status, headers, body } = await request({ path: 'sign-in', query: 'login=sam' });
  expect(status).toBe(200);
  expect(headers?.['content-type']).toBe('text/html; charset=utf-8');
  expect(body).toContain('method="post" action="sign-in"');
  expect(body).toContain('value="sam"');
  expect(body).toContain('alex · correct-horse-alex');
  expect(body).toContain('Open, 5 wrong tries left until the lock');
  expect(body).not.toContain('<script');
});

test('the policy lets through this very style and nothing else', async () => {
  const { request } = await sandboxWorld();
  const { headers, body } = await request({ path: 'sign-in' });
  const style = /<style>([\s\S]*)<\/style>/.exec(String(body))?.[1] ?? '';
  const hash = createHash('sha256').update(style).digest('base64');
  expect(headers?.['content-security-policy']).toBe(
    `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; form-action 'self'; frame-ancestors 'self'; base-uri 'none'`,
  );
});

test('a form gets the page again with the result, JSON gets JSON', async () => {
  const { request, lock } = await sandboxWorld();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const wrong = await request({ path: 'sign-in', headers, body: 'login=alex&password=no' });
  expect(wrong.status).toBe(401);
  expect(wrong.body).toContain('role="alert">The login or the password is wrong.');
  expect(wrong.body).toContain('Open, 4 wrong tries left until the lock');
  const right = await request({ path: 'sign-in', headers, body: 'login=alex&password=correct-horse-alex' });
  expect(right.status).toBe(200);
  expect(right.body).toContain('role="status">Welcome, Alex Example.');
  await lock('kim');
  const locked = await request({
    path: 'sign-in',
    headers: { ...headers, accept: 'application/json' },
    body: 'login=kim&password=correct-horse-kim',
  });
  expect(locked.status).toBe(423);
  expect(JSON.parse(String(locked.body))).toMatchObject({ result: 'locked' });
});

test('a login that nobody has is answered like a wrong password', async () => {
  const { request } = await sandboxWorld();
  const answer = (login: string) => request({ path: 'sign-in', body: { login, password: 'no' } });
  expect(await answer('nobody')).toEqual(await answer('alex'));
});

test.each([
  ['{'],
  ['[]'],
  ['null'],
  ['{"login":"alex"}'],
  ['{"login":"alex","password":5}'],
  ['{"login":"","password":""}'],
  [`{"login":"alex","password":"${'x'.repeat(5_000)}"}`],
])('a body like %s is refused with 400', async (body) => {
  const { request } = await sandboxWorld();
  const headers = { 'content-type': 'application/json' };
  expect((await request({ path: 'sign-in', headers, body })).status).toBe(400);
});

test('people are listed without anything secret', async () => {
  const { request, lock } = await sandboxWorld();
  await lock('sam');
  const { people } = JSON.parse(String((await request({ path: 'people' })).body));
  expect(people).toHaveLength(3);
  expect(people).toContainEqual({ login: 'sam', displayName: 'Sam Example', locked: true });
  expect(people).toContainEqual({ login: 'alex', displayName: 'Alex Example', locked: false });
});

test.each([
  ['another machine', { remoteAddress: '192.0.2.7' }],
  ['a proxy', { headers: { 'x-forwarded-for': '127.0.0.1' } }],
  ['a standard proxy', { headers: { forwarded: 'for=127.0.0.1' } }],
  ['a name that was made to resolve here', { headers: { host: 'evil.example' } }],
  ['a form on another site', { headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' } }],
])('%s gets nothing and counts nothing', async (_, differences) => {
  const { request, signIn } = await sandboxWorld({ lockAfter: 1 });
  const body = { login: 'alex', password: 'wrong' };
  expect((await request({ path: 'sign-in', body, ...differences })).status).toBe(403);
  expect(await signIn('alex', 'correct-horse-alex')).toBe(200);
});

test.each([['127.0.0.1'], ['127.8.8.8'], ['::1'], ['::ffff:127.0.0.1']])(
  '%s is this machine',
  async (remoteAddress) => {
    const { request } = await sandboxWorld();
    expect((await request({ path: 'people', remoteAddress })).status).toBe(200);
  },
);

test('whatever is typed as login comes back as text, never as markup', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (login) => {
      const page = (text: string) => signInPage({ displayName: 'D', people: [], login: text, notice: null });
      const tags = (text: string) => page(text).split(/[<>"]/).length;
      expect(tags(login)).toBe(tags(''));
    }),
  );
});
