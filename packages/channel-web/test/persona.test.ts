import { webHarness } from './web-harness.ts';

const codeOf = (body: unknown) => JSON.parse(String(body)).error.code;

test('a persona is signed in with a cookie that no script and no other site can use', async () => {
  const { ask } = await webHarness();
  const { status, headers, body } = await ask({ path: 'persona', body: { person: 'Alice' } });
  expect(status).toBe(200);
  expect(JSON.parse(String(body))).toEqual({ person: 'alice' });
  expect(headers?.['set-cookie']).toMatch(
    /^access-account-chat=[\w-]{43}; Max-Age=43200; Path=\/connectors\/web\/; HttpOnly; SameSite=Strict$/,
  );
});

describe('where the product is reached over TLS', () => {
  const context = { publicUrl: 'https://access.acme.test' };

  test('the cookies are those of this host and this chat alone, and only sent over TLS', async () => {
    const { ask } = await webHarness({ context });
    const { headers } = await ask({ path: 'persona', body: { person: 'alice' } });
    expect(headers?.['set-cookie']).toMatch(
      /^__Host-access-account-chat-web=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
    );
    const left = await ask({ path: 'persona', body: { person: null } });
    expect(left.headers?.['set-cookie']).toBe(
      '__Host-access-account-chat-web=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict; Secure',
    );
    const signIn = { issuer: 'https://acme.okta.test', clientId: 'chat' };
    const back = await (await webHarness({ context, config: { signIn } })).ask({
      method: 'GET',
      path: 'sign-in/callback',
    });
    expect(back.headers?.['set-cookie']).toEqual([
      '__Host-access-account-sign-in-web=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax; Secure',
    ]);
  });

  test('a session that another host of the domain planted is nobody’s, and neither is that of another chat (K)', async () => {
    const { ask, signIn } = await webHarness({ context });
    const cookie = await signIn('alice');
    const session = cookie.slice(cookie.indexOf('=') + 1);
    const personBy = async (sent: string) =>
      JSON.parse(String((await ask({ method: 'GET', path: 'session', headers: { cookie: sent } })).body)).person;
    expect(await personBy(cookie)).toBe('alice');
    expect(await personBy(`access-account-chat=x; ${cookie}`)).toBe('alice');
    for (const name of ['access-account-chat', '__Host-access-account-chat', '__Host-access-account-chat-web2'])
      expect(await personBy(`${name}=${session}`)).toBeNull();
  });
});

test('the store holds no session id, so a copy of it signs nobody in (K)', async () => {
  const { context, signIn } = await webHarness();
  const id = (await signIn('alice')).split('=')[1] ?? '';
  const stored = JSON.stringify(await context.store.list(''));
  expect(stored).toContain('alice');
  expect(stored).not.toContain(id);
});

test('the page is told who is signed in', async () => {
  const { ask, signIn } = await webHarness({ config: { displayName: 'Acme Help' } });
  const cookie = await signIn('alice');
  const sessionOf = async (headers: Record<string, string>) =>
    JSON.parse(String((await ask({ path: 'session', headers })).body));
  expect(await sessionOf({ cookie })).toEqual({
    displayName: 'Acme Help',
    embedIn: [],
    person: 'alice',
    signIn: false,
    personas: true,
    refusal: null,
  });
  expect(await sessionOf({})).toMatchObject({ person: null, personas: true });
});

test('signing out ends the session, not only the cookie', async () => {
  const { ask, signIn } = await webHarness();
  const cookie = await signIn('alice');
  const { status, headers } = await ask({ path: 'persona', headers: { cookie }, body: { person: null } });
  expect(status).toBe(200);
  expect(headers?.['set-cookie']).toContain('Max-Age=0');
  expect((await ask({ path: 'stream', headers: { cookie } })).status).toBe(401);
});

test('becoming somebody else ends the former session', async () => {
  const { ask, signIn } = await webHarness();
  const former = await signIn('alice');
  await ask({ path: 'persona', headers: { cookie: former }, body: { person: 'bruno' } });
  expect((await ask({ path: 'stream', headers: { cookie: former } })).status).toBe(401);
});

test('a session ends after twelve hours (K)', async () => {
  const { fakeClock } = await import('@access-account/testkit');
  const clock = fakeClock();
  const { ask, signIn } = await webHarness({ context: { clock } });
  const cookie = await signIn('alice');
  const person = async () => JSON.parse(String((await ask({ path: 'session', headers: { cookie } })).body)).person;
  clock.advance(12 * 60 * 60 * 1000 - 1);
  expect(await person()).toBe('alice');
  clock.advance(1);
  expect(await person()).toBeNull();
});

describe('personas are for somebody who sits at this machine', () => {
  const person = { person: 'alice' };

  test.each([
    ['a remote address', { remoteAddress: '192.0.2.7' }],
    ['a remote IPv6 address', { remoteAddress: '2001:db8::1' }],
    ['an address that looks like loopback', { remoteAddress: '127.0.0.1.evil.example' }],
    ['a proxy', { headers: { 'x-forwarded-for': '127.0.0.1' } }],
    ['a proxy that only tells the host', { headers: { 'x-forwarded-host': 'localhost' } }],
    ['a proxy of the new kind', { headers: { forwarded: 'for=127.0.0.1' } }],
    ['a name whose DNS points here', { headers: { host: 'evil.example:3000' } }],
    ['a name that begins like loopback', { headers: { host: 'localhost.evil.example' } }],
    ['a host with a user part', { headers: { host: 'evil@127.0.0.1' } }],
    ['no host', { headers: { host: '' } }],
  ])('%s is refused with a remedy, and an old session is no use there', async (_name, differences) => {
    const { ask, signIn } = await webHarness();
    const cookie = await signIn('alice');
    const refused = await ask({ path: 'persona', body: person, ...differences });
    expect(refused.status).toBe(403);
    expect(codeOf(refused.body)).toBe('personas-refused');
    expect(JSON.parse(String(refused.body)).error.message).toMatch(/Open the chat/);
    const headers = { cookie, ...('headers' in differences ? differences.headers : {}) };
    const stream = await ask({ path: 'stream', ...differences, headers });
    expect(stream.status).toBe(401);
  });

  test.each(['127.0.0.1:3000', 'localhost:3000', '[::1]:3000', 'access.localhost', '127.8.9.1'])(
    'the host %s is this machine',
    async (host) => {
      const { ask } = await webHarness();
      const origin = `http://${host}`;
      for (const remoteAddress of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) {
        const answer = await ask({ path: 'persona', body: person, headers: { host, origin }, remoteAddress });
        expect(answer.status).toBe(200);
      }
    },
  );

  test('another site cannot sign somebody in (K)', async () => {
    const { ask } = await webHarness();
    const headers = { origin: 'https://evil.example' };
    const answer = await ask({ path: 'persona', body: person, headers });
    expect([answer.status, codeOf(answer.body)]).toEqual([403, 'foreign-origin']);
    const form = await ask({ path: 'persona', body: 'person=alice', headers: { 'content-type': 'text/plain' } });
    expect([form.status, codeOf(form.body)]).toEqual([415, 'unsupported-content-type']);
  });

  test.each([{}, { person: '' }, { person: 7 }, { person: 'a\u0007' }, { person: 'a', admin: true }, [], null])(
    'the body %j is not understood',
    async (body) => {
      const { ask } = await webHarness();
      const headers = { 'content-type': 'application/json' };
      expect((await ask({ path: 'persona', body: JSON.stringify(body), headers })).status).toBe(400);
    },
  );
});

describe('whether personas are on', () => {
  const answerOf = async (options: { personas?: boolean; sandbox: boolean }) => {
    const { personas, sandbox } = options;
    const harness = await webHarness({ config: personas === undefined ? {} : { personas }, context: { sandbox } });
    const { status } = await harness.ask({ path: 'persona', body: { person: 'alice' } });
    const warnings = (await harness.check()).filter(({ severity }) => severity === 'warning');
    return { status, warned: warnings.map(({ summary }) => summary.split(':')[0]) };
  };

  test('beside a sandbox they are, silently', async () => {
    expect(await answerOf({ sandbox: true })).toEqual({ status: 200, warned: [] });
  });

  test('beside a real directory they are not, and check says that nobody can sign in', async () => {
    expect(await answerOf({ sandbox: false })).toEqual({
      status: 403,
      warned: ['Nobody can sign in to the web chat'],
    });
  });

  test('the configuration can switch them on beside a real directory, with a warning', async () => {
    expect(await answerOf({ personas: true, sandbox: false })).toEqual({
      status: 200,
      warned: ['Personas are on beside a real directory'],
    });
  });

  test('the configuration can switch them off in a sandbox', async () => {
    expect((await answerOf({ personas: false, sandbox: true })).status).toBe(403);
  });
});
