import type { Chat, ShownMessage } from '../../../tooling/testing/index.ts';
import { Browser } from './support/browser.ts';
import { directoriesConfiguration } from './support/directories.ts';
import { type Forgery, type ForgingProvider, startForgingProvider } from './support/forging-provider.ts';
import { client, type OpenIdProvider, startOpenIdProvider } from './support/open-id-provider.ts';
import { directory } from './support/operations.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

const two = ['Pixel 9', 'YubiKey 5C'];

const configuration = (issuer: string, people: readonly string[]) =>
  directoriesConfiguration({
    people: [{ login: 'boss' }, ...people.map((login) => ({ login, factors: two, manager: 'boss' }))],
    policies: '{ mfaReset: { verification: step-up } }',
    more: `signIn: { issuer: "${issuer}", clientId: ${client.id}, clientSecret: ${client.secret}, system: sandbox }`,
  });

async function accountOf(world: World, login: string): Promise<string> {
  const find = directory(world.product, 'sandbox')['account.find'];
  const [account] = await find({ by: 'login', value: login }, world.product.call());
  return account?.id ?? '';
}

async function factorsOf(world: World, login: string): Promise<readonly string[]> {
  const list = directory(world.product, 'sandbox')['factor.list'];
  return (await list({ id: await accountOf(world, login) }, world.product.call())).map(({ label }) => label);
}

interface Unproven {
  readonly chat: Chat;
  /** The page that says why, behind the link in the chat. */
  readonly page: string;
  readonly asking: ShownMessage;
}

/** Somebody who confirmed that both factors go, and was asked to sign in. */
async function unproven(world: World, login: string): Promise<Unproven> {
  const chat = await world.chat(login);
  await chat.say('I lost my phone');
  const question = await chat.shown('Which second factor of');
  await chat.press(question.form?.submit.token ?? '', { factor: 'all' });
  const asking = await chat.shown('I must be sure that it is you');
  return { chat, asking, page: asking.links?.find(({ label }) => label === 'Sign in to confirm')?.url ?? '' };
}

const pressed = { press: 'yes' };

describe('MFA-9 signing in afresh at a real OpenID provider', () => {
  let provider: OpenIdProvider;
  let world: World;
  beforeAll(async () => {
    provider = await startOpenIdProvider();
    world = await openWorld({ people: [], configuration: configuration(provider.issuer, ['right', 'wrong', 'kept']) });
    provider.serve(`${world.url}/sign-in/callback`);
  }, 60_000);
  afterAll(async () => {
    expect((await world.verifyAudit()).findings).toEqual([]);
    await world.close();
    await provider.close();
  });

  /** Presses the page's button and signs in at the provider's with this account. Answers the page they come back to. */
  async function signIn(page: string, account: string, browser = new Browser()) {
    const sent = await browser.post(page, pressed);
    const form = await browser.follow(sent, page);
    const typed = { prompt: 'login', login: account, password: 'anything' };
    const consent = await browser.follow(await browser.post(form.url, typed), form.url);
    const { response, url } = await browser.follow(await browser.post(consent.url, { prompt: 'consent' }), consent.url);
    return { status: response.status, url, text: await response.text() };
  }

  test('the link, its page, the provider’s page, and back: what was confirmed is removed', async () => {
    const { chat, page } = await unproven(world, 'right');
    expect(page).toMatch(new RegExp(`^${world.url}/proof/[\\w-]{43}$`));
    const shown = await fetch(page);
    const text = await shown.text();
    expect(text).toContain('Before I remove');
    expect(text).toContain('Only go on if you asked for this yourself.');
    expect(shown.headers.get('content-security-policy')).toContain(`form-action 'self' ${provider.issuer}`);
    expect(await signIn(page, await accountOf(world, 'right'))).toMatchObject({
      status: 200,
      text: expect.stringContaining('It is confirmed') as string,
    });
    await chat.shown('Reset complete!');
    expect(await factorsOf(world, 'right')).toEqual([]);
    const removal = (await world.audited('right')).find(
      ({ name, detail }) => name === 'effect-succeeded' && detail.operation === 'factor.remove',
    );
    expect(removal?.detail).toMatchObject({ proofs: 'fresh-login' });
    expect(await (await fetch(page)).text()).toContain('already');
  });

  test('whoever signs in as somebody else shows nothing; the audit has it, and the right one still can', async () => {
    const { chat, page } = await unproven(world, 'wrong');
    expect((await signIn(page, await accountOf(world, 'boss'))).status).toBe(403);
    expect((await signIn(page, 'nobody')).status).toBe(403);
    expect(await factorsOf(world, 'wrong')).toEqual(two);
    const refused = (await world.audited('wrong')).filter(({ name }) => name === 'proof-refused');
    expect(refused).toHaveLength(2);
    expect((await signIn(page, await accountOf(world, 'wrong'))).status).toBe(200);
    await chat.shown('Reset complete!');
  });

  test('looking at the page a hundred times, as scanners do, begins nothing', async () => {
    const { page } = await unproven(world, 'kept');
    for (let times = 0; times < 100; times += 1) {
      const method = times % 2 === 0 ? 'GET' : 'HEAD';
      expect((await fetch(page, { method, redirect: 'manual' })).status).toBe(200);
    }
    for (const body of ['', 'press=no', '{"press":"yes"}'])
      expect((await fetch(page, { method: 'POST', body, redirect: 'manual' })).status).toBe(200);
    const rows = await world.database.rows<{ attempts: number }>(
      'select attempts from proof_link where person_id = $1',
      [await world.personId('kept')],
    );
    expect(rows).toEqual([{ attempts: 0 }]);
  });
});

describe('MFA-9 a sign-in that is forged, old or somebody else’s shows nothing', () => {
  let provider: ForgingProvider;
  let world: World;
  let account = '';
  beforeAll(async () => {
    provider = await startForgingProvider(() => account);
    world = await openWorld({
      people: [],
      configuration: configuration(provider.issuer, ['forged', 'tried', 'in-time']),
    });
    account = await accountOf(world, 'forged');
  }, 60_000);
  afterAll(async () => {
    await world.close();
    await provider.close();
  });

  /** A browser that was sent to the provider's page, and with what. */
  async function sent(page: string, browser = new Browser()) {
    const response = await browser.post(page, pressed);
    const asked = new URL(response.headers.get('location') ?? '', page).searchParams;
    return {
      status: response.status,
      state: asked.get('state') ?? '',
      nonce: asked.get('nonce') ?? '',
      asked,
      browser,
    };
  }
  const callback = (parameters: Readonly<Record<string, string>>) =>
    `${world.url}/sign-in/callback?${new URLSearchParams({ code: 'any', iss: provider.issuer, ...parameters })}`;
  const seconds = () => Math.floor(Date.now() / 1000);

  const forgeries: readonly (readonly [string, () => Forgery])[] = [
    ['of another nonce', () => ({ claims: { nonce: 'another' } })],
    ['without a nonce', () => ({ claims: { nonce: undefined } })],
    ['for another client', () => ({ claims: { aud: 'somebody-else' } })],
    [
      'for two clients, of which we are one and not the one it is for',
      () => ({ claims: { aud: [client.id, 'other'], azp: 'other' } }),
    ],
    ['of another issuer', () => ({ claims: { iss: 'https://elsewhere.test' } })],
    ['that has run out', () => ({ claims: { exp: seconds() - 120, iat: seconds() - 600 } })],
    ['of a sign-in an hour ago', () => ({ claims: { auth_time: seconds() - 3600 } })],
    ['of a sign-in before the page was left', () => ({ claims: { auth_time: seconds() - 120 } })],
    ['that does not say when they signed in', () => ({ claims: { auth_time: undefined } })],
    ['of another account', () => ({ claims: { sub: 'somebody-else' } })],
    ['of an account that is a list', () => ({ claims: { sub: [account] } })],
    ['without an account', () => ({ claims: { sub: undefined } })],
    ['signed by another key', () => ({ signed: 'by another key' })],
    ['signed with the public key as a secret', () => ({ signed: 'by the public key as a secret' })],
    ['that is not signed', () => ({ signed: 'not at all' })],
    ['of a key that nobody has', () => ({ header: { kid: 'another' } })],
  ];

  test('nothing that an ID token can be wrong in lets anything happen; one that is right does', async () => {
    const { chat, page } = await unproven(world, 'forged');
    for (const [what, forgery] of forgeries) {
      // Each of them is the first try of its link: what is asked here is the token.
      await world.database.run('update proof_link set attempts = 0');
      const { browser, state, nonce } = await sent(page);
      provider.forge(forgery(), nonce);
      const { status } = await browser.get(callback({ state }));
      expect({ what, status }).toEqual({ what, status: 403 });
    }
    expect(await factorsOf(world, 'forged')).toEqual(two);
    await world.database.run('update proof_link set attempts = 0');
    const { browser, state, nonce, asked } = await sent(page);
    expect(asked.get('code_challenge_method')).toBe('S256');
    expect([asked.get('prompt'), asked.get('max_age')]).toEqual(['login', '0']);
    provider.forge({}, nonce);
    expect((await browser.get(callback({ state }))).status).toBe(200);
    await chat.shown('Reset complete!');
    expect((await browser.get(callback({ state }))).status).toBe(400);
  });

  test('another state, another browser, an error, a second coming back: none is a sign-in', async () => {
    const { page } = await unproven(world, 'tried');
    const first = await sent(page);
    provider.forge({ claims: { sub: await accountOf(world, 'tried') } }, first.nonce);
    expect((await new Browser().get(callback({ state: first.state }))).status).toBe(400);
    expect((await first.browser.get(callback({ state: 'another' }))).status).toBe(400);
    expect((await first.browser.get(`${world.url}/sign-in/callback`)).status).toBe(400);
    const second = await sent(page, first.browser);
    // Another sign-in was begun since: the first one is over.
    expect((await second.browser.get(callback({ state: first.state }))).status).toBe(400);
    const third = await sent(page);
    expect((await third.browser.get(callback({ state: third.state, error: 'access_denied', code: '' }))).status).toBe(
      403,
    );
    const fourth = await sent(page);
    expect((await fourth.browser.get(callback({ state: fourth.state, iss: 'https://elsewhere.test' }))).status).toBe(
      403,
    );
    expect(await factorsOf(world, 'tried')).toEqual(two);
  });

  test('a link can be tried five times, and by nobody once its case is over', async () => {
    const { chat, page } = await unproven(world, 'in-time');
    const tries = await Promise.all(Array.from({ length: 100 }, () => sent(page)));
    expect(tries.filter(({ status }) => status === 303)).toHaveLength(5);
    await world.database.run('update proof_link set attempts = 0');
    const late = await sent(page);
    await chat.choose('Cancel');
    await chat.shown('Cancelled.');
    await until(async () => (await fetch(page)).status === 410);
    expect((await sent(page)).status).toBe(410);
    // Whoever was at the provider's page meanwhile is not told that it is confirmed.
    provider.forge({ claims: { sub: await accountOf(world, 'in-time') } }, late.nonce);
    expect((await late.browser.get(callback({ state: late.state }))).status).toBe(400);
    expect((await fetch(`${world.url}/proof/never-was`)).status).toBe(404);
  });
});
