import type { ExecutionContext } from '@nestjs/common';
import { AccessGuard } from '../src/access/access.guard.ts';
import { allowedKey } from '../src/access/allow.ts';
import { commandLine } from '../src/access/operator.ts';
import { mac } from '../src/storage/keys.ts';
import { handlers } from './support/api-handlers.ts';
import { Browser } from './support/browser.ts';
import { ConsoleBrowser } from './support/console-browser.ts';
import { directoriesConfiguration } from './support/directories.ts';
import { type Forgery, type ForgingProvider, startForgingProvider } from './support/forging-provider.ts';
import { client, type OpenIdProvider, startOpenIdProvider } from './support/open-id-provider.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

const roles = '{ claim: groups, viewer: [auditors], desk: [service-desk], admin: [it-admins] }';
const configuration = (issuer: string, people: readonly string[] = ['alex'], more = '') =>
  directoriesConfiguration({
    people: people.map((login) => ({ login })),
    policies: '{}',
    more: `console:
  signIn: { issuer: "${issuer}", clientId: ${client.id}, clientSecret: ${client.secret}, scopes: [groups] }
  roles: ${roles}
${more}`,
  });

/** What the provider says of the accounts there are. */
const accounts: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'ada-1': { name: 'Ada Admin', groups: ['it-admins', 'everybody'] },
  'dora-1': { name: 'Dora Desk', groups: ['service-desk', 'auditors'] },
  'vic-1': { name: 'Vic Viewer', groups: ['auditors'] },
  'one-1': { preferred_username: 'one@acme.test', groups: 'auditors' },
  'nobody-1': { name: 'Nobody\u202e Special', groups: ['everybody'] },
  'almost-1': { name: 'Almost', groups: ['IT-ADMINS', 'it-admins ', 'not-it-admins', ['it-admins']] },
  'none-1': { name: 'None' },
};

describe('E5 signing in to the console at a real OpenID provider', () => {
  let provider: OpenIdProvider;
  let world: World;
  beforeAll(async () => {
    provider = await startOpenIdProvider((account) => accounts[account] ?? {});
    world = await openWorld({ people: [], configuration: configuration(provider.issuer, ['alex', 'kim']) });
    provider.serve(`${world.url}/console/callback`);
  }, 60_000);
  afterAll(async () => {
    expect((await world.verifyAudit()).findings).toEqual([]);
    await world.close();
    await provider.close();
  });

  const signedIn = async (account: string) => {
    const browser = new ConsoleBrowser(world.url);
    expect(await browser.signIn(account, '?afresh=yes')).toMatchObject({ status: 303, to: '/console/' });
    return browser;
  };
  /** Lets time pass since whoever it is signed in; answers how many sessions that was. */
  const later = (minutes: number, account: string) =>
    world.database.run(
      `update console_session set signed_in_at = signed_in_at - make_interval(mins => $1)
       where subject = $2 and ended_at is null and signed_in_at is not null`,
      [minutes, account],
    );
  const refused = async (answer: Promise<Response>) => {
    const response = await answer;
    const { error } = (await response.json()) as { error?: { code: string } };
    return [response.status, error?.code];
  };
  /** What the audit says of operators, oldest first. */
  const audited = async (name: string) =>
    (await world.database.rows<{ body: string }>('select body from audit order by id'))
      .map(({ body }) => JSON.parse(body) as { name: string; summary: string; detail: Record<string, unknown> })
      .filter((entry) => entry.name === name);

  test.each([
    ['ada-1', 'Ada Admin', 'admin'],
    ['dora-1', 'Dora Desk', 'desk'],
    ['vic-1', 'Vic Viewer', 'viewer'],
    ['one-1', 'one@acme.test', 'viewer'],
  ])('%s is signed in as %s with the role %s, and the audit has it', async (account, name, role) => {
    const browser = await signedIn(account);
    const { body } = await browser.session();
    expect(body).toMatchObject({ operator: { name, subject: account, role }, signIn: `${world.url}/console/sign-in` });
    const entries = await audited('console-signed-in');
    expect(entries.at(-1)).toMatchObject({
      summary: `${name} (${account}) signed in to the console as ${role}.`,
      detail: { by: { issuer: provider.issuer, subject: account, name }, role },
    });
  });

  test.each(['nobody-1', 'almost-1', 'none-1'])(
    'whoever has no group that gives a role is told so plainly, and has no session: %s',
    async (account) => {
      const browser = new ConsoleBrowser(world.url);
      const { status, text } = await browser.signIn(account);
      expect(status).toBe(403);
      expect(text).toContain('nothing gives you access to this console');
      expect(text).not.toContain('\u202e');
      expect((await browser.session()).status).toBe(401);
      expect((await audited('console-refused')).at(-1)?.detail).toMatchObject({ by: { subject: account } });
    },
  );

  test('every handler says who may use it, and that is who can', async () => {
    expect(handlers.length).toBeGreaterThan(20);
    expect(handlers.filter(({ allowed }) => allowed === undefined)).toEqual([]);
    const open = handlers.filter(({ allowed }) => allowed === 'anyone').map(({ path }) => path);
    expect(open).toEqual(['/healthz', '/readyz', '/metrics']);
    const order = ['viewer', 'desk', 'admin', 'command-line'];
    const who = [undefined, await signedIn('vic-1'), await signedIn('dora-1'), await signedIn('ada-1')];
    for (const { method, path, allowed } of handlers) {
      if (allowed === undefined || allowed === 'anyone' || path.endsWith('/stream') || path.endsWith('/end')) continue;
      for (const [index, browser] of who.entries()) {
        const at = browser ?? new ConsoleBrowser(world.url);
        // Nothing that a handler would act on.
        const response =
          method === 'GET'
            ? await at.get(`${world.url}${path}`)
            : await at.act(path.slice('/api/v1/'.length), { no: 1 });
        await response.body?.cancel();
        const expected = browser === undefined ? 401 : index - 1 < order.indexOf(allowed) ? 403 : 'let in';
        const got = [401, 403].includes(response.status) ? response.status : 'let in';
        expect({ method, path, who: index, got }).toEqual({ method, path, who: index, got: expected });
      }
    }
  });

  test('a handler that says nothing is for nobody, not even for the command line', async () => {
    const authorization = `Bearer ${world.product.access.operatorToken}`;
    const request = { method: 'GET', headers: { authorization }, socket: {}, routeOptions: { url: '/api/v1/new' } };
    const asked = (handler: () => void) =>
      new AccessGuard(world.product).canActivate({
        getHandler: () => handler,
        switchToHttp: () => ({ getRequest: () => request, getResponse: () => ({}) }),
      } as unknown as ExecutionContext);
    const said = () => undefined;
    Reflect.defineMetadata(allowedKey, 'viewer', said);
    expect(await asked(said)).toBe(true);
    await expect(asked(() => undefined)).rejects.toMatchObject({ status: 403 });
  });

  test('who paused, resumed and tried again is in the audit, by their subject and their name', async () => {
    const admin = await signedIn('ada-1');
    expect((await admin.act('pause', { scope: 'mfaReset', reason: 'A drill.' })).status).toBe(200);
    expect(await world.product.pauses.list()).toMatchObject([{ scope: 'mfaReset', by: 'Ada Admin' }]);
    expect((await admin.act('resume', { scope: 'mfaReset' })).status).toBe(200);
    const by = { issuer: provider.issuer, subject: 'ada-1', name: 'Ada Admin' };
    expect((await audited('paused')).at(-1)).toMatchObject({
      summary: 'Paused by Ada Admin (ada-1): mfaReset. A drill.',
      detail: { scope: 'mfaReset', by },
    });
    expect((await audited('resumed')).at(-1)).toMatchObject({ detail: { by } });
    await world.product.pauses.pause('mfaReset', 'By hand.', commandLine);
    await world.product.pauses.resume('mfaReset', commandLine);
    expect((await audited('resumed')).at(-1)).toMatchObject({
      summary: 'Resumed by the command line: mfaReset.',
      detail: { by: { subject: null, name: 'the command line' } },
    });
  });

  test('E13 what opens power asks for a sign-in of the last five minutes; what stops something does not', async () => {
    const admin = await signedIn('ada-1');
    const lastSignedIn = async () => {
      const [row] = await world.database.rows<{ at: Date }>(
        "select max(signed_in_at) as at from console_session where subject = 'ada-1'",
      );
      return row?.at;
    };
    const first = await lastSignedIn();
    await later(4, 'ada-1');
    expect((await admin.act('pause', { scope: 'mfaReset', reason: 'A drill.' })).status).toBe(200);
    expect((await admin.act('resume', { scope: 'mfaReset' })).status).toBe(200);
    expect(await later(2, 'ada-1')).toBeGreaterThan(0);
    expect((await admin.act('pause', { scope: 'mfaReset', reason: 'Another.' })).status).toBe(200);
    const acts = [
      ['resume', { scope: 'mfaReset' }],
      ['people/merge', { keep: 'corp/one', other: 'plant/one', yes: true }],
      ['effects/retry', {}],
      ['tickets/replay', {}],
    ] as const;
    for (const [path, body] of acts) expect(await refused(admin.act(path, body))).toEqual([403, 'sign-in-afresh']);
    expect(await world.product.pauses.list()).toMatchObject([{ scope: 'mfaReset' }]);

    // To be passed on by a provider where one is signed in already is no fresh sign-in.
    const there = await admin.leave();
    const isBack = ({ pathname }: URL) => pathname.endsWith('/callback');
    await admin.get((await admin.follow(await admin.get(there.href), there.href, isBack)).url);
    expect((await admin.session()).status).toBe(200);
    expect(await lastSignedIn()).toEqual(first);
    await later(6, 'ada-1');
    expect(await refused(admin.act('resume', { scope: 'mfaReset' }))).toEqual([403, 'sign-in-afresh']);

    expect(await admin.signIn('ada-1', '?afresh=yes&to=/console/signed-in')).toMatchObject({
      status: 303,
      to: '/console/signed-in',
    });
    for (const [path, body] of acts) expect((await admin.act(path, body)).status).toBe(200);
    expect(await world.product.pauses.list()).toEqual([]);
  });

  test('GEN-9 who resolved a ticket stands in it and in the audit', async () => {
    const chat = await world.lockedOut('alex');
    await chat.choose('No');
    await chat.choose('This wasn’t me');
    const desk = await signedIn('dora-1');
    const handedOff = async () => {
      const response = await desk.get(`${world.url}/api/v1/tickets?person=alex&status=handed-off`);
      return ((await response.json()) as { tickets: { key: string }[] }).tickets[0]?.key;
    };
    await until(async () => (await handedOff()) !== undefined);
    const key = (await handedOff()) ?? '';
    const viewer = await signedIn('vic-1');
    expect((await viewer.act('tickets/resolve', { key, resolution: 'I may not.' })).status).toBe(403);
    // E13: a report that is settled takes back what spoke for care with the person.
    await later(6, 'dora-1');
    expect(await refused(desk.act('tickets/resolve', { key, resolution: 'Nobody is here.' }))).toEqual([
      403,
      'sign-in-afresh',
    ]);
    expect(await handedOff()).toBe(key);
    await desk.signIn('dora-1', '?afresh=yes');
    const second = await signedIn('ada-1');
    const answers = await Promise.all([
      desk.act('tickets/resolve', { key, resolution: 'It was an old phone.' }),
      second.act('tickets/resolve', { key, resolution: 'It was an old tablet.' }),
    ]);
    expect(answers.map(({ status }) => status).filter((status) => status === 200).length).toBeGreaterThan(0);
    await until(async () => (await handedOff()) === undefined);
    const read = await desk.get(`${world.url}/api/v1/tickets/${encodeURIComponent(key)}`);
    const { timeline } = (await read.json()) as { timeline: { kind: string; text: string; operator: string | null }[] };
    const resolved = timeline.filter(({ kind }) => kind === 'resolved');
    const [answered, ...others] = (await audited('ticket-answered')).filter(({ detail }) => detail.key === key);
    expect(others).toEqual([]);
    const name = (answered?.detail.by as { name?: string } | undefined)?.name ?? '';
    const words = { 'Dora Desk': 'It was an old phone.', 'Ada Admin': 'It was an old tablet.' }[name];
    expect(resolved).toMatchObject([{ text: words, operator: name }]);
    await chat.shown(words ?? '');
    expect(timeline.filter(({ operator }) => operator !== null)).toHaveLength(1);
  });

  test('signing out ends the session at the server, and nobody else’s', async () => {
    const [leaver, stays] = [await signedIn('vic-1'), await signedIn('vic-1')];
    const cookie = leaver.cookies(world.url);
    expect((await leaver.act('session/end', {})).status).toBe(200);
    expect(leaver.cookies(world.url)).not.toContain('access-account-console=');
    const kept = await fetch(`${world.url}/api/v1/session`, { headers: { cookie } });
    expect(kept.status).toBe(401);
    expect((await stays.session()).status).toBe(200);
  });

  test('an admin ends the sessions of one operator wherever they are; a stream of theirs ends too', async () => {
    const [gone, stays] = [await signedIn('one-1'), await signedIn('vic-1')];
    const stream = await gone.get(`${world.url}/api/v1/timeline/stream`);
    const admin = await signedIn('ada-1');
    const answer = await admin.act('console/sessions/end', { subject: 'one-1' });
    expect(((await answer.json()) as { ended: number }).ended).toBeGreaterThan(0);
    expect((await gone.session()).status).toBe(401);
    expect((await stays.session()).status).toBe(200);
    expect(await stream.text()).toContain('bye');
    expect((await audited('console-sessions-ended')).at(-1)?.detail).toMatchObject({
      subject: 'one-1',
      by: { subject: 'ada-1' },
    });
  });

  test('a session ends when nobody is at it, and in any case after its life; what a page asks by itself keeps none alive', async () => {
    const browser = await signedIn('vic-1');
    const age = (set: string) =>
      world.database.run(`update console_session set ${set} where subject = 'vic-1' and ended_at is null`);
    await age("used_at = used_at - interval '20 minutes'");
    expect((await browser.session()).status).toBe(200);
    await age("used_at = used_at - interval '11 minutes'");
    expect((await browser.session()).status).toBe(401);

    const active = await signedIn('vic-1');
    await age("used_at = clock_timestamp() - interval '20 minutes'");
    const here = { cookie: active.cookies(world.url), 'access-account-active': 'yes' };
    expect((await fetch(`${world.url}/api/v1/session`, { headers: here })).status).toBe(200);
    await age("used_at = used_at - interval '20 minutes'");
    expect((await active.session()).status).toBe(200);
    await age('expires_at = clock_timestamp()');
    expect((await fetch(`${world.url}/api/v1/session`, { headers: here })).status).toBe(401);
  });

  test('whoever signs in again in the same browser has one session, not two', async () => {
    const browser = await signedIn('vic-1');
    const before = browser.cookies(world.url);
    const there = await browser.leave();
    const back = await browser.follow(await browser.get(there.href), there.href, ({ pathname }) =>
      pathname.endsWith('/callback'),
    );
    await browser.get(back.url);
    expect((await browser.session()).body.operator.subject).toBe('vic-1');
    const old = await fetch(`${world.url}/api/v1/session`, { headers: { cookie: before } });
    expect(old.status).toBe(401);
  });

  test('whoever is not signed in is told where to', async () => {
    const response = await fetch(`${world.url}/api/v1/overview`);
    expect(response.status).toBe(401);
    expect(response.headers.get('access-account-sign-in')).toBe(`${world.url}/console/sign-in`);
  });

  test('nothing is kept by which somebody else could be signed in', async () => {
    const browser = await signedIn('vic-1');
    const token = /access-account-console=([^;]+)/.exec(browser.cookies(world.url))?.[1] ?? '';
    expect(token).toMatch(/^[\w-]{43}$/);
    const rows = await world.database.rows<{ row: string }>('select console_session::text as row from console_session');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter(({ row }) => row.includes(token))).toEqual([]);
  });

  test.each([
    ['without its token', { 'x-csrf-token': undefined }],
    ['with an empty token', { 'x-csrf-token': '' }],
    ['with a guess', { 'x-csrf-token': 'a'.repeat(43) }],
    ['without an origin', { origin: undefined }],
    ['from another site', { origin: 'https://evil.test' }],
    ['from a page without an origin', { origin: 'null' }],
    ['from another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['from a name that begins like ours', { origin: 'http://127.0.0.1.evil.test' }],
    ['from what a browser calls another site', { 'sec-fetch-site': 'cross-site' }],
    ['from what a browser calls the same site, and not the same origin', { 'sec-fetch-site': 'same-site' }],
  ])('a change %s is refused, and nothing is changed', async (_, forged) => {
    const admin = await signedIn('ada-1');
    const { csrfToken } = (await admin.session()).body;
    const good = {
      cookie: admin.cookies(world.url),
      'content-type': 'application/json',
      origin: world.url,
      'x-csrf-token': csrfToken ?? '',
      'sec-fetch-site': 'same-origin',
    };
    const sent = Object.entries({ ...good, ...forged }).filter(
      (header): header is [string, string] => header[1] !== undefined,
    );
    const body = JSON.stringify({ scope: 'all', reason: 'Forged.' });
    const response = await fetch(`${world.url}/api/v1/pause`, { method: 'POST', headers: sent, body });
    expect(response.status).toBe(403);
    expect(await world.product.pauses.list()).toEqual([]);
    const harmless = JSON.stringify({ scope: 'all' });
    const resumed = await fetch(`${world.url}/api/v1/resume`, { method: 'POST', headers: good, body: harmless });
    expect(resumed.status).toBe(200);
  });

  test('another’s token is no token', async () => {
    const [admin, viewer] = [await signedIn('ada-1'), await signedIn('vic-1')];
    const { csrfToken } = (await viewer.session()).body;
    const headers = { origin: world.url, 'x-csrf-token': csrfToken ?? '' };
    const answer = await admin.postJson(`${world.url}/api/v1/pause`, { scope: 'all', reason: 'Forged.' }, headers);
    expect(answer.status).toBe(403);
  });

  test.each([
    ['/console/tickets?status=open&person=a%20b', '/console/tickets?status=open&person=a%20b'],
    ['/console/signed-in', '/console/signed-in'],
    ['https://evil.test/console/', '/console/'],
    ['//evil.test/console/', '/console/'],
    ['/\\evil.test', '/console/'],
    ['/console/../..//evil.test', '/console/'],
    ['/console/..//evil.test/console/', '/console/'],
    ['javascript:alert(1)', '/console/'],
    ['/console/sign-in', '/console/'],
    ['/api/v1/audit/export', '/console/'],
    [`/console/${'x'.repeat(5000)}`, '/console/'],
    ['/console/\r\nset-cookie: a=b', '/console/set-cookie:%20a=b'],
  ])('whoever wanted %s is led to %s', async (to, expected) => {
    const browser = new ConsoleBrowser(world.url);
    const back = await browser.signIn('vic-1', `?${new URLSearchParams({ to })}`);
    expect(back).toMatchObject({ status: 303, to: expected });
  });

  test('what came back once begins no second session; neither does another browser, or one that was changed', async () => {
    const browser = new ConsoleBrowser(world.url);
    const there = await browser.leave();
    const away = browser.cookies(world.url);
    const [name = '', kept = ''] = away.split('=');
    const state = there.searchParams.get('state') ?? '';
    const form = await browser.follow(await browser.get(there.href), there.href);
    const typed = await browser.post(form.url, { prompt: 'login', login: 'vic-1', password: 'anything' });
    const consent = await browser.follow(typed, form.url);
    const agreed = await browser.post(consent.url, { prompt: 'consent' });
    const isBack = ({ pathname }: URL) => pathname.endsWith('/callback');
    const { url } = await browser.follow(agreed, consent.url, isBack);
    const changed = Buffer.from(
      JSON.stringify({ ...(JSON.parse(Buffer.from(kept, 'base64url').toString()) as object), to: '/console/tickets' }),
    ).toString('base64url');
    const come = (cookie: string, to = url) => fetch(to, { headers: { cookie }, redirect: 'manual' });
    for (const cookie of ['', `${name}=`, `${name}=x`, `${name}=${changed}`, `${name}=${kept.slice(0, -2)}`])
      expect((await come(cookie)).status).toBe(403);
    const other = new ConsoleBrowser(world.url);
    await other.leave();
    expect((await other.get(url)).status).toBe(403);
    expect((await come(away, url.replace(state, `${state}x`))).status).toBe(403);
    expect((await come(away)).status).toBe(303);
    const again = await come(away);
    expect(again.status).toBe(403);
    expect(again.headers.getSetCookie().filter((one) => one.startsWith('access-account-console='))).toEqual([]);
  });

  test('the link of the start is not offered; one that the command line makes is, is audited, and is good on this machine alone', async () => {
    expect(world.product.access.offersLink).toBe(false);
    const make = async () => {
      const headers = { authorization: `Bearer ${world.product.access.operatorToken}` };
      const response = await fetch(`${world.url}/api/v1/console/links`, { method: 'POST', headers });
      return ((await response.json()) as { token: string }).token;
    };
    const enter = (token: string, headers: Record<string, string> = {}) =>
      fetch(`${world.url}/console/enter?token=${token}`, { headers, redirect: 'manual' });
    const token = await make();
    for (const header of ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'])
      expect((await enter(token, { [header]: '127.0.0.1' })).status).toBe(401);
    expect((await fetch(`${world.url}/console/enter?token=${token}`, { method: 'HEAD' })).status).toBe(404);
    const entered = await enter(token);
    expect(entered.status).toBe(303);
    expect((await enter(token)).status).toBe(401);
    const cookie = entered.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const ask = (headers: Record<string, string>) =>
      fetch(`${world.url}/api/v1/session`, { headers: { cookie, ...headers } });
    expect((await ask({})).status).toBe(200);
    expect((await ask({ 'x-forwarded-for': '203.0.113.9' })).status).toBe(401);
    await world.database.run(`update console_session set used_at = used_at - interval '31 minutes'`);
    expect((await ask({})).status).toBe(401);
    expect((await audited('console-link-made')).length).toBeGreaterThan(0);
    expect((await audited('console-signed-in')).at(-1)).toMatchObject({
      summary: 'Somebody on this machine opened the console by a one-time link.',
    });
    const late = await make();
    await world.database.run('update console_link set expires_at = clock_timestamp()');
    expect((await enter(late)).status).toBe(401);
  });
});

describe('E5 an answer of the provider that is forged, old or another’s opens nothing', () => {
  let provider: ForgingProvider;
  let world: World;
  const seconds = () => Math.floor(Date.now() / 1000);
  beforeAll(async () => {
    provider = await startForgingProvider(() => 'ada-1');
    world = await openWorld({ people: [], configuration: configuration(provider.issuer) });
  }, 60_000);
  afterAll(async () => {
    await world.close();
    await provider.close();
  });

  const right = { name: 'Ada', groups: ['it-admins'] };
  const come = async (forgery: Forgery, parameters: Readonly<Record<string, string>> = {}, query = '') => {
    const browser = new ConsoleBrowser(world.url);
    const there = await browser.leave(query);
    provider.forge(forgery, there.searchParams.get('nonce') ?? '');
    const state = there.searchParams.get('state') ?? '';
    const back = new URLSearchParams({ code: 'any', iss: provider.issuer, state, ...parameters });
    const { status } = await browser.get(`${world.url}/console/callback?${back}`);
    const session = await browser.session();
    return { status, session: session.status };
  };

  const forgeries: readonly (readonly [string, () => Forgery, Readonly<Record<string, string>>?, string?])[] = [
    ['of another nonce', () => ({ claims: { ...right, nonce: 'another' } })],
    ['without a nonce', () => ({ claims: { ...right, nonce: undefined } })],
    ['for another client', () => ({ claims: { ...right, aud: 'somebody-else' } })],
    ['for two clients, and not for us', () => ({ claims: { ...right, aud: [client.id, 'other'], azp: 'other' } })],
    ['of another issuer', () => ({ claims: { ...right, iss: 'https://elsewhere.test' } })],
    ['that has run out', () => ({ claims: { ...right, exp: seconds() - 120, iat: seconds() - 600 } })],
    ['signed by another key', () => ({ claims: right, signed: 'by another key' })],
    ['signed with the public key as a secret', () => ({ claims: right, signed: 'by the public key as a secret' })],
    ['that is not signed', () => ({ claims: right, signed: 'not at all' })],
    ['of a key that nobody has', () => ({ claims: right, header: { kid: 'another' } })],
    ['of an algorithm that is none', () => ({ claims: right, header: { alg: 'none' } })],
    ['of an algorithm that the provider does not sign with', () => ({ claims: right, header: { alg: 'PS256' } })],
    ['of nobody', () => ({ claims: { ...right, sub: undefined } })],
    ['of a list', () => ({ claims: { ...right, sub: ['ada-1'] } })],
    ['of a name no audit could hold', () => ({ claims: { ...right, sub: 'ada\u0000' } })],
    ['of a name without end', () => ({ claims: { ...right, sub: 'a'.repeat(256) } })],
    ['whose groups are an object', () => ({ claims: { ...right, groups: { 'it-admins': true } } })],
    ['whose groups are one text', () => ({ claims: { ...right, groups: 'it-admins auditors' } })],
    ['without groups', () => ({ claims: { name: 'Ada' } })],
    ['that came by the answer of another issuer', () => ({ claims: right }), { iss: 'https://elsewhere.test' }],
    ['that came with another state', () => ({ claims: right }), { state: 'another' }],
    ['that came without a state', () => ({ claims: right }), { state: '' }],
    ['that is a refusal', () => ({ claims: right }), { error: 'access_denied', code: '' }],
    ['of a sign-in an hour ago', () => ({ claims: { ...right, auth_time: seconds() - 3600 } }), {}, '?afresh=yes'],
    ['that does not say when', () => ({ claims: { ...right, auth_time: undefined } }), {}, '?afresh=yes'],
  ];

  test('nothing that an answer can be wrong in lets anybody in; one that is right does', async () => {
    for (const [what, forgery, parameters, query] of forgeries)
      expect({ what, ...(await come(forgery(), parameters, query)) }).toEqual({ what, status: 403, session: 401 });
    expect(await come({ claims: right })).toEqual({ status: 303, session: 200 });
    expect(await come({ claims: right }, {}, '?afresh=yes')).toEqual({ status: 303, session: 200 });
  });

  test('one sign-in begins one session, even where the provider takes its code twice, and after it has ended', async () => {
    const browser = new ConsoleBrowser(world.url);
    const there = await browser.leave();
    const cookie = browser.cookies(world.url);
    provider.forge({ claims: right }, there.searchParams.get('nonce') ?? '');
    const state = there.searchParams.get('state') ?? '';
    const back = `${world.url}/console/callback?${new URLSearchParams({ code: 'any', iss: provider.issuer, state })}`;
    const come = async () => (await fetch(back, { headers: { cookie }, redirect: 'manual' })).status;
    const first = await Promise.all(Array.from({ length: 10 }, come));
    expect(first.filter((status) => status === 303)).toHaveLength(1);
    expect(first.filter((status) => status === 403)).toHaveLength(9);
    await world.database.run('update console_session set ended_at = clock_timestamp(), expires_at = clock_timestamp()');
    expect(await come()).toBe(403);
  });

  test('a sign-in is over after ten minutes', async () => {
    const key = world.product.keys.consoleSignIn;
    const come = async (until: number) => {
      const kept = { browser: 'b', until, to: '/console/', afresh: false, replaces: null };
      const away = Buffer.from(JSON.stringify(kept)).toString('base64url');
      provider.forge({ claims: right }, mac(key, 'nonce', away));
      const back = new URLSearchParams({ code: 'any', iss: provider.issuer, state: mac(key, 'state', away) });
      const headers = { cookie: `access-account-console-away=${away}` };
      return (await fetch(`${world.url}/console/callback?${back}`, { headers, redirect: 'manual' })).status;
    };
    expect(await come(Date.now() - 1)).toBe(403);
    expect(await come(Date.now() + 60_000)).toBe(303);
  });

  test('the page is asked for with PKCE, a state and a nonce that no two sign-ins share', async () => {
    const asked = await Promise.all(Array.from({ length: 20 }, () => new ConsoleBrowser(world.url).leave()));
    for (const { searchParams } of asked) {
      expect(searchParams.get('code_challenge_method')).toBe('S256');
      expect(searchParams.get('scope')).toBe('openid profile groups');
      expect(searchParams.get('redirect_uri')).toBe(`${world.url}/console/callback`);
    }
    for (const secret of ['state', 'nonce', 'code_challenge'])
      expect(new Set(asked.map(({ searchParams }) => searchParams.get(secret))).size).toBe(20);
    const [first] = asked;
    expect(first?.searchParams.get('state')).not.toBe(first?.searchParams.get('nonce'));
  });

  test('asking for the page a hundred times writes nothing', async () => {
    const count = async () =>
      (
        await world.database.rows<{ all: string }>('select (select count(*) from console_session) || $1 as all', [''])
      )[0]?.all;
    const before = await count();
    await Promise.all(Array.from({ length: 100 }, () => new ConsoleBrowser(world.url).leave()));
    expect(await count()).toBe(before);
  });
});

describe('E5 behind a proxy with TLS', () => {
  let provider: ForgingProvider;
  let world: World;
  beforeAll(async () => {
    provider = await startForgingProvider(() => 'ada-1');
    const text = configuration(provider.issuer, ['alex'], 'publicUrl: https://help.acme.test\n');
    world = await openWorld({ people: [], configuration: text });
  }, 60_000);
  afterAll(async () => {
    await world.close();
    await provider.close();
  });

  test('cookies are those of this host alone, over https alone, and of no other site', async () => {
    const browser = new Browser();
    const left = await browser.get(`${world.url}/console/sign-in`);
    const there = new URL(left.headers.get('location') ?? '');
    expect(there.searchParams.get('redirect_uri')).toBe('https://help.acme.test/console/callback');
    expect(left.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^__Host-access-account-console-away=[\w-]+; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax; Secure$/,
      ),
    ]);
    provider.forge({ claims: { groups: ['it-admins'] } }, there.searchParams.get('nonce') ?? '');
    const back = new URLSearchParams({
      code: 'any',
      iss: provider.issuer,
      state: there.searchParams.get('state') ?? '',
    });
    const entered = await browser.get(`${world.url}/console/callback?${back}`);
    expect(entered.headers.get('location')).toBe('/console/');
    expect(entered.headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}/);
    expect(entered.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-access-account-console-away=; .*Max-Age=0/),
      expect.stringMatching(
        /^__Host-access-account-console=[\w-]{43}; Path=\/; Max-Age=14400; HttpOnly; SameSite=Strict; Secure$/,
      ),
    ]);
    const token = browser.cookies(world.url).split('=')[1] ?? '';
    const ask = (cookie: string, headers: Record<string, string> = {}, method = 'GET') =>
      fetch(`${world.url}/api/v1/session${method === 'POST' ? '/end' : ''}`, {
        method,
        headers: { cookie, ...headers },
      });
    expect((await ask(`__Host-access-account-console=${token}`)).status).toBe(200);
    // A page of another host of the domain can set this one.
    expect((await ask(`access-account-console=${token}`)).status).toBe(401);
    const { csrfToken } = (await (await ask(`__Host-access-account-console=${token}`)).json()) as { csrfToken: string };
    const end = (origin: string) =>
      ask(`__Host-access-account-console=${token}`, { origin, 'x-csrf-token': csrfToken }, 'POST');
    expect((await end('http://help.acme.test')).status).toBe(403);
    expect((await end('https://help.acme.test.evil.test')).status).toBe(403);
    expect((await end('https://help.acme.test')).status).toBe(200);
  });

  test('a link that the command line made opens the console over http on this machine, whatever is public', async () => {
    const token = await world.product.access.link('command');
    const entered = await fetch(`${world.url}/console/enter?token=${token}`, { redirect: 'manual' });
    const [cookie = ''] = entered.headers.getSetCookie();
    expect(cookie).toMatch(/^access-account-console=[\w-]{43}; Path=\/; Max-Age=3600; HttpOnly; SameSite=Strict$/);
    const [pair = ''] = cookie.split(';');
    const ask = (sent: string) => fetch(`${world.url}/api/v1/session`, { headers: { cookie: sent } });
    expect((await ask(pair)).status).toBe(200);
    expect((await ask(`__Host-${pair}`)).status).toBe(401);
  });
});
