import { request } from 'node:http';
import { sandboxConfiguration } from '../../../tooling/testing/index.ts';
import { sourceOf } from '../src/http/source-of.ts';
import { emailStories } from './support/email-stories.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

const names = ['locked', 'desk', 'guessed', 'raced', 'timed', 'often', 'german', 'looked', 'open', 'lured', 'tried'];

let stories: Awaited<ReturnType<typeof emailStories>>;
let world: World;
beforeAll(async () => {
  stories = await emailStories({ domains: ['acme.test'] });
  const people = names.map((login) => ({
    login,
    displayName: `Test ${login}`,
    email: `${login}@acme.test`,
    password: `password-of-${login}`,
    recoveryEmail: `${login}@home.test`,
  }));
  world = await openWorld({
    people: [],
    configuration: `
organization: Acme
dataDirectory: data
connectors:
  sandbox:
    package: "@access-account/identity-sandbox"
    poll: { every: 250ms }
    config: ${JSON.stringify({ passwordHashCost: 10, lockAfter: 2, people })}
  web: { package: "@access-account/channel-web" }
  email: ${stories.entry}
  desk: { package: "@access-account/ticketing-local" }
people: { mainIdentity: sandbox, channels: [web, email], tickets: desk }
network: { trustedProxies: [127.0.0.2] }
`,
  });
  await stories.open(world);
}, 60_000);
afterAll(async () => {
  expect((await world.verifyAudit()).findings).toEqual([]);
  await stories.close();
  await world.close();
});
/** Everybody here comes from one machine. */
beforeEach(() => world.database.run('delete from allowance'));

/** The cookie of the browser that asked for each page. */
const cookies = new Map<string, string>();
const cookieOf = (path: string) => ({ cookie: cookies.get(path) ?? '' });

const post = (path: string, fields: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) =>
  fetch(new URL(path, world.url), {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { ...cookieOf(path), ...headers },
    redirect: 'manual',
  });

/** Asks for help by a name; answers where the code is typed. */
async function asked(login: string, about = 'unlock'): Promise<string> {
  const answer = await post('/recover', { login, about });
  expect(answer.status).toBe(303);
  const path = answer.headers.get('location') ?? '';
  cookies.set(path, (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '');
  return path;
}

async function codeTo(address: string): Promise<string> {
  const { text } = await stories.email.person(address).shown('Your code is');
  return /Your code is (\d{8})/.exec(text)?.[1] ?? '';
}

async function textOf(path: string, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  return (await fetch(new URL(path, world.url), { headers: { ...cookieOf(path), ...headers } })).text();
}

describe('EC-34 LIM-10 the page for people who cannot reach any chat', () => {
  test('a name, a code to every address the directory has, and the same course of help as in a chat', async () => {
    await world.directoryPage.lock('locked');
    const page = await asked('locked');
    const code = await codeTo('locked@home.test');
    expect(await codeTo('locked@acme.test')).toBe(code);
    expect((await post(page, { code: `${code.slice(0, 4)} ${code.slice(4)}` })).status).toBe(303);
    const text = await until(async () => {
      const shown = await textOf(page);
      return shown.includes('value="yes"') && shown;
    });
    expect(text).toContain('locked (Sandbox Directory)');
    expect(text).not.toContain('value="edit"');
    expect((await post(page, { press: 'yes' })).status).toBe(303);
    await until(async () => (await textOf(page)).includes('is unlocked. You can sign in'));
    expect(await world.directoryPage.signIn('locked', 'password-of-locked')).toBe(200);
    expect((await world.audited('locked')).map(({ name }) => name)).toContain('recovered');
  });

  test('the page is open to the browser that asked for it alone: whoever was sent its address types no code there', async () => {
    await world.directoryPage.lock('lured');
    const asking = await post('/recover', { login: 'lured', about: 'unlock' });
    expect(asking.headers.get('set-cookie')).toMatch(
      /^access-account-recovery=[\w-]{43}; Path=\/; Max-Age=2400; HttpOnly; SameSite=Strict$/,
    );
    const page = asking.headers.get('location') ?? '';
    const own = { cookie: asking.headers.get('set-cookie')?.split(';')[0] ?? '' };
    const code = await codeTo('lured@acme.test');
    // The one who was lured, with no cookie, and with one of a page of their own.
    const theirs = cookieOf(await asked('nobody-lured'));
    for (const headers of [{ cookie: '' }, theirs]) {
      const answer = await post(page, { code }, headers);
      expect(answer.status).toBe(403);
      const text = await answer.text();
      expect(text).toContain('only in the browser in which it was asked for');
      expect(text).toContain('action="/recover"');
      expect(text).not.toContain('name="code"');
      expect(await textOf(page, headers)).toBe(text);
    }
    const rows = await world.database.rows('select attempts, verified_at from recovery where person_id = $1', [
      await world.personId('lured'),
    ]);
    expect(rows).toEqual([{ attempts: 0, verified_at: null }]);
    // Nor does what the code has opened show anywhere else, or do anything.
    expect((await post(page, { code }, own)).status).toBe(303);
    await until(async () => (await textOf(page, own)).includes('value="yes"'));
    for (const headers of [{ cookie: '' }, theirs]) {
      expect(await textOf(page, headers)).not.toContain('lured (');
      expect((await post(page, { press: 'yes' }, headers)).status).toBe(403);
    }
    expect(await textOf(page, own)).toContain('value="yes"');
    expect(await world.directoryPage.signIn('lured', 'password-of-lured')).toBe(423);
  });

  test('whoever wants a person gets the desk', async () => {
    const page = await asked('desk', 'service-desk');
    await post(page, { code: await codeTo('desk@acme.test') });
    await until(async () => (await textOf(page)).includes('value="yes"'));
    await post(page, { press: 'yes' });
    await until(async () => /AA-\d{6}/.test(await textOf(page)));
  });

  test('in the language that the browser asks for, without a script, small, and narrow', async () => {
    const german = { 'accept-language': 'de-DE,de;q=0.9' };
    for (const path of ['/recover', await asked('german')]) {
      const text = await textOf(path, german);
      expect(text).toContain('<html lang="de');
      expect(text).toContain('Code');
      expect(text).not.toMatch(/<script|https?:\/\//);
      expect(Buffer.byteLength(text)).toBeLessThan(30_000);
    }
  });

  test('known or not: the same bytes on every page, the same statuses, and a row each', async () => {
    const pages = [await asked('open'), await asked('nobody-at-all'), await asked('nobody@elsewhere.test')];
    const first = pages[0] ?? '';
    const shown = await Promise.all(pages.map((path) => textOf(path)));
    expect(new Set(shown).size).toBe(1);
    expect(new Set(pages.map((path) => path.length)).size).toBe(1);
    const wrong = await Promise.all(
      pages.map(async (path) => {
        const answer = await post(path, { code: '00000000' });
        return `${answer.status} ${await answer.text()}`;
      }),
    );
    expect(new Set(wrong).size).toBe(1);
    // In another browser, and where no page was: also the same.
    const elsewhere = await Promise.all(
      [...pages, first.replace(/.$/, '!')].map((path) => textOf(path, { cookie: 'access-account-recovery=another' })),
    );
    expect(new Set(elsewhere).size).toBe(1);
    expect(elsewhere[0]).not.toBe(shown[0]);
  });

  test('known or not: no longer to answer than from one time to the next', async () => {
    const times = { known: [] as number[], same: [] as number[], unknown: [] as number[] };
    const measure = async (name: string) => {
      await world.database.run('delete from allowance');
      const begun = performance.now();
      await (await post('/recover', { login: name, about: 'unlock' })).arrayBuffer();
      return performance.now() - begun;
    };
    for (let round = 0; round < 40; round += 1) {
      // In an order of its own each time: what one has begun is still under way while the next is asked.
      const turns = [
        async () => void times.known.push(await measure('timed')),
        async () => void times.unknown.push(await measure(`nobody-${round}`)),
        async () => void times.same.push(await measure('timed')),
      ];
      for (const turn of turns.toSorted(() => Math.random() - 0.5)) await turn();
    }
    const median = (all: readonly number[]) => all.toSorted((one, other) => one - other)[all.length >> 1] ?? 0;
    const noise = noiseOf([...times.known, ...times.same], times.known.length);
    expect(Math.abs(median(times.known) - median(times.unknown))).toBeLessThan(noise);
  });

  test('of a hundred guesses at the same moment five are looked at; then the right code is none', async () => {
    const page = await asked('guessed');
    const code = await codeTo('guessed@acme.test');
    const wrong = code.startsWith('9') ? `0${code.slice(1)}` : `9${code.slice(1)}`;
    const answers = await Promise.all(Array.from({ length: 100 }, () => post(page, { code: wrong })));
    expect(answers.every(({ status }) => status === 403)).toBe(true);
    const rows = await world.database.rows('select attempts from recovery where person_id = $1', [
      await world.personId('guessed'),
    ]);
    expect(rows).toEqual([{ attempts: 5 }]);
    expect((await post(page, { code })).status).toBe(403);
  });

  test('ten tries an hour are all there are for a person, on however many pages, and each wrong one is audited', async () => {
    const mails = () => stories.email.person('tried@acme.test').mails;
    const pages = [];
    for (const nth of [1, 2, 3]) {
      pages.push(await asked('tried'));
      await until(() => mails().length === nth, 'a mail');
    }
    const code = /Your code is (\d{8})/.exec(mails().at(-1)?.text ?? '')?.[1] ?? '';
    const wrong = code.startsWith('9') ? `0${code.slice(1)}` : `9${code.slice(1)}`;
    for (const page of pages.slice(0, 2))
      for (let times = 0; times < 5; times += 1) expect((await post(page, { code: wrong })).status).toBe(403);
    const refused = await post(pages[2] ?? '', { code });
    expect(refused.status).toBe(403);
    // As any wrong code: it does not tell that there is somebody who is tried so often.
    expect(await refused.text()).toBe(await (await post(await asked('nobody-tried'), { code })).text());
    const audited = async () =>
      (await world.audited('tried')).filter(({ name }) => name === 'recovery-code-wrong').length;
    await until(async () => (await audited()) === 10, 'ten entries');
    await world.database.run('delete from allowance');
    expect((await post(pages[2] ?? '', { code })).status).toBe(303);
    expect(await audited()).toBe(10);
  });

  test('the right code from a hundred browsers at once is one course of help; it is none on another page', async () => {
    const [page, other] = [await asked('raced'), await asked('nobody-here')];
    const code = await codeTo('raced@acme.test');
    expect((await post(other, { code })).status).toBe(403);
    const answers = await Promise.all(Array.from({ length: 100 }, () => post(page, { code })));
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    const cases = await world.database.rows('select 1 from help_case where person_id = $1', [
      await world.personId('raced'),
    ]);
    expect(cases).toHaveLength(1);
  });

  test('looking a hundred times does nothing; nothing is pressed before the code', async () => {
    const page = await asked('looked');
    for (let times = 0; times < 100; times += 1)
      await fetch(new URL(page, world.url), { method: times % 2 === 0 ? 'GET' : 'HEAD', headers: cookieOf(page) });
    await post(page, { press: 'yes' });
    await codeTo('looked@acme.test');
    const rows = await world.database.rows('select attempts from recovery where person_id = $1', [
      await world.personId('looked'),
    ]);
    expect(rows).toEqual([{ attempts: 0 }]);
  });

  test('three codes in ten minutes go to one name, and twenty askings come from one source, however many at once', async () => {
    await Promise.all(Array.from({ length: 15 }, () => post('/recover', { login: 'often', about: 'unlock' })));
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, nth) => post('/recover', { login: `nobody-${nth}`, about: 'unlock' })),
    );
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(45);
    await until(() => stories.email.person('often@acme.test').mails.length === 3);
  });
});

/** Asks for help by a name that nobody has, from one of this machine's own addresses; answers the status. */
function knock({ from, forwardedFor }: { readonly from: string; readonly forwardedFor: string }): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const headers = { 'x-forwarded-for': forwardedFor, 'content-type': 'application/x-www-form-urlencoded' };
  const knocking = request(
    new URL('/recover', world.url),
    { method: 'POST', localAddress: from, headers },
    (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    },
  );
  knocking.on('error', reject).end('login=nobody-at-all&about=unlock');
  return promise;
}

describe('I8 who is counted as one source', () => {
  const refusedOf = async (knocks: readonly Promise<number>[]) =>
    (await Promise.all(knocks)).filter((status) => status === 429).length;

  test('whoever is no trusted proxy says in vain that they ask for somebody else', async () => {
    const forged = Array.from({ length: 25 }, (_, nth) => knock({ from: '127.0.0.1', forwardedFor: `192.0.2.${nth}` }));
    expect(await refusedOf(forged)).toBe(5);
  });

  test('behind a trusted proxy everybody is counted for themselves, whatever they say to have come by', async () => {
    const forged = Array.from({ length: 25 }, (_, nth) =>
      knock({ from: '127.0.0.2', forwardedFor: `192.0.2.${nth}, 198.51.100.7` }),
    );
    expect(await refusedOf(forged)).toBe(5);
    expect(await knock({ from: '127.0.0.2', forwardedFor: '198.51.100.8' })).toBe(303);
  });

  const trusted = sourceOf(['127.0.0.1', '10.0.0.0/8', '2001:db8:1::/48']);
  const of = (remoteAddress: string, forwardedFor?: string | readonly string[]) =>
    trusted({
      headers: forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor },
      socket: { remoteAddress },
    });

  test.each([
    ['without a proxy, whoever connected', of('192.0.2.1'), '192.0.2.1'],
    ['a stranger’s word is not heard', of('192.0.2.1', '198.51.100.7'), '192.0.2.1'],
    ['a proxy that says nothing is the source', of('10.0.0.1'), '10.0.0.1'],
    ['one proxy', of('10.0.0.1', '198.51.100.7'), '198.51.100.7'],
    [
      'the right-most that is no proxy',
      of('10.0.0.1', '10.0.0.9, 203.0.113.1, 198.51.100.7, 10.2.3.4'),
      '198.51.100.7',
    ],
    [
      'a proxy’s address, said by a client, makes no client a proxy',
      of('10.0.0.1', '203.0.113.1, 192.0.2.9'),
      '192.0.2.9',
    ],
    ['a header that came several times', of('10.0.0.1', ['203.0.113.1', '198.51.100.7']), '198.51.100.7'],
    ['proxies alone', of('10.0.0.1', '10.0.0.3, 10.0.0.2'), '10.0.0.3'],
    ['what is no address comes from whoever passed it on', of('10.0.0.1', '203.0.113.1, unknown'), '10.0.0.1'],
    ['nor is what looks like one', of('10.0.0.1', '198.51.100.07'), '10.0.0.1'],
    ['nor is nothing', of('10.0.0.1', ''), '10.0.0.1'],
    ['a port is not counted', of('10.0.0.1', '198.51.100.7:4711'), '198.51.100.7'],
    ['IPv4 in IPv6', of('::ffff:10.0.0.1', '::ffff:198.51.100.7'), '198.51.100.7'],
    ['IPv4 in IPv6, in figures', of('10.0.0.1', '::ffff:c633:6407'), '198.51.100.7'],
    ['IPv6 by its network', of('2001:db8:1::1', '[2001:db8:0:7:1:2:3:4]:4711'), '2001:db8:0:7::/64'],
    ['IPv6 of this machine', of('::1', '2001:db8:0:7::1'), '0:0:0:0::/64'],
    ['IPv6 in another spelling', of('10.0.0.1', '2001:0DB8:0000:0007::'), '2001:db8:0:7::/64'],
  ])('%s', (_, source, expected) => expect(source).toBe(expected));
});

test('I8 over https the cookie of the page is of this host alone, and no other name of it counts', async () => {
  const mails = await emailStories({ domains: ['acme.test'] });
  const secured = await openWorld({
    people: ['alex'],
    configuration: sandboxConfiguration({
      people: ['alex'],
      lockAfter: 2,
      more: 'publicUrl: https://help.acme.test',
    }).replace('connectors:', `connectors:\n  email: ${mails.entry}`),
  });
  try {
    const body = new URLSearchParams({ login: 'alex', about: 'unlock' });
    const begun = await fetch(`${secured.url}/recover`, { method: 'POST', body, redirect: 'manual' });
    const cookie = begun.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(
      /^__Host-access-account-recovery=[\w-]{43}; Path=\/; Max-Age=2400; HttpOnly; SameSite=Strict; Secure$/,
    );
    const look = async (shown: string) =>
      (await fetch(`${secured.url}${begun.headers.get('location')}`, { headers: { cookie: shown } })).status;
    const [pair = ''] = cookie.split(';');
    expect(await look(pair)).toBe(200);
    // A page of another host of the domain can set this one.
    expect(await look(pair.replace('__Host-', ''))).toBe(403);
  } finally {
    await mails.close();
    await secured.close();
  }
}, 60_000);

test.each([
  ['a body that is no form', 415, { headers: { 'content-type': '/' }, body: 'login=&about=unlock' }],
  ['a body that is too long', 413, { body: new URLSearchParams({ login: 'x'.repeat(5000), about: 'unlock' }) }],
])('%s is answered with the page again (%i)', async (_, status, sent) => {
  for (const path of ['/recover', '/recover/x']) {
    const answer = await fetch(new URL(path, world.url), { method: 'POST', ...sent });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'text/html; charset=utf-8']);
    expect(await answer.text()).toContain('name="login"');
  }
});

test('LIM-10 without a channel that sends mails there is no such page', async () => {
  const without = await openWorld({
    people: ['alex'],
    configuration: sandboxConfiguration({ people: ['alex'], lockAfter: 2 }),
  });
  try {
    expect((await fetch(`${without.url}/recover`)).status).toBe(404);
    const body = new URLSearchParams({ login: 'alex', about: 'unlock' });
    expect((await fetch(`${without.url}/recover`, { method: 'POST', body })).status).toBe(404);
  } finally {
    await without.close();
  }
}, 60_000);

/** By how much the medians of equal inputs differ by chance, as this run has measured them: at most, of some hundred draws. */
function noiseOf(equal: readonly number[], size: number): number {
  const draw = () => {
    const drawn = Array.from({ length: size }, () => equal[Math.floor(Math.random() * equal.length)] ?? 0);
    return drawn.toSorted((one, other) => one - other)[drawn.length >> 1] ?? 0;
  };
  return Math.max(...Array.from({ length: 400 }, () => Math.abs(draw() - draw())));
}
