import { Chat } from '../../../tooling/testing/index.ts';
import { Browser } from './support/browser.ts';
import { startForgingProvider } from './support/forging-provider.ts';
import { client, type OpenIdProvider, startOpenIdProvider } from './support/open-id-provider.ts';
import { directory } from './support/operations.ts';
import { openWorld, type World } from './support/world.ts';

let provider: OpenIdProvider;
let world: World;
beforeAll(async () => {
  provider = await startOpenIdProvider();
  const signIn = { issuer: provider.issuer, clientId: client.id, clientSecret: client.secret };
  const people = ['employee', 'leaver'].map((login) => ({
    login,
    displayName: `Test ${login}`,
    email: `${login}@acme.test`,
    password: `password-of-${login}`,
  }));
  world = await openWorld({
    people: [],
    configuration: `
dataDirectory: data
connectors:
  sandbox: { package: "@access-account/identity-sandbox", poll: { every: 250ms }, config: ${JSON.stringify({ lockAfter: 2, passwordHashCost: 10, people })} }
  web: { package: "@access-account/channel-web", config: ${JSON.stringify({ signIn })} }
  desk: { package: "@access-account/ticketing-local" }
people: { mainIdentity: sandbox, channels: [web], tickets: desk }
`,
  });
  provider.serve(`${world.url}/connectors/web/sign-in/callback`);
}, 60_000);
afterAll(async () => {
  await world.close();
  await provider.close();
});

const at = (path: string) => `${world.url}/connectors/web/${path}`;

async function accountOf(login: string): Promise<string> {
  const find = directory(world.product, 'sandbox')['account.find'];
  return (await find({ by: 'login', value: login }, world.product.call()))[0]?.id ?? '';
}

/** Signs in at the provider's page with this account. Answers where the browser is sent in the end. */
async function signIn(browser: Browser, account: string): Promise<string> {
  const begun = await browser.postJson(at('sign-in'), {});
  const { location } = (await begun.json()) as { readonly location: string };
  const form = await browser.follow(await browser.get(location), location);
  const typed = await browser.post(form.url, { prompt: 'login', login: account, password: 'anything' });
  const consent = await browser.follow(typed, form.url);
  const agreed = await browser.post(consent.url, { prompt: 'consent' });
  const { url } = await browser.follow(agreed, consent.url);
  return url;
}

const session = async (browser: Browser) => (await (await browser.get(at('session'))).json()) as object;

test('GEN-5 an employee signs in at the organisation’s page, is told of a lock, says Yes, and is unlocked', async () => {
  const browser = new Browser();
  expect(await session(browser)).toMatchObject({ person: null, signIn: true, personas: false });
  expect(await signIn(browser, await accountOf('employee'))).toBe(at(''));
  const chat = Chat.signedIn({ url: world.url, cookie: browser.cookies(world.url) });
  await chat.say('What can you do?');
  await chat.shown('I can');
  await world.directoryPage.lock('employee');
  await chat.shown('Shall I unlock it?');
  await chat.choose('Yes');
  await chat.shown('is unlocked');
  chat.close();
});

test('whoever the directory does not know is signed in and helped with nothing', async () => {
  const browser = new Browser();
  await signIn(browser, 'nobody-in-the-directory');
  const answer = await browser.postJson(at('messages'), { text: 'unlock me' });
  expect(answer.status).toBe(403);
});

test('a login instead of an account’s id is nobody: names can be chosen, ids cannot', async () => {
  const browser = new Browser();
  await signIn(browser, 'employee');
  expect((await browser.postJson(at('messages'), { text: 'unlock me' })).status).toBe(403);
});

test('signing out ends the session, not only the cookie', async () => {
  const browser = new Browser();
  await signIn(browser, await accountOf('leaver'));
  const cookie = browser.cookies(world.url);
  expect(await session(browser)).toMatchObject({ person: expect.any(String) as string });
  await browser.postJson(at('sign-out'), {});
  expect(await session(browser)).toMatchObject({ person: null });
  const kept = await fetch(at('session'), { headers: { cookie } });
  expect(await kept.json()).toMatchObject({ person: null });
});

test('another browser, a second coming back, another state, and personas: nobody is signed in', async () => {
  const browser = new Browser();
  const { location } = (await (await browser.postJson(at('sign-in'), {})).json()) as { readonly location: string };
  const state = new URL(location).searchParams.get('state') ?? '';
  const failed = at('?sign-in=failed');
  const back = async (of: Browser, query: string) =>
    (await of.get(at(`sign-in/callback?${query}`))).headers.get('location');
  expect(await back(new Browser(), `state=${state}&code=any`)).toBe(failed);
  expect(await back(browser, 'state=another&code=any')).toBe(failed);
  expect(await back(browser, '')).toBe(failed);
  expect(await back(browser, `state=${state}&error=access_denied&iss=${encodeURIComponent(provider.issuer)}`)).toBe(
    failed,
  );
  expect(await back(browser, `state=${state}&code=any`)).toBe(failed);
  expect(await session(browser)).toMatchObject({ person: null });
  expect((await browser.postJson(at('persona'), { person: 'employee' })).status).toBe(404);
  const elsewhere = await fetch(at('sign-in'), {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'https://elsewhere.test' },
    body: '{}',
  });
  expect(elsewhere.status).toBe(403);
});

test('one sign-in lets in once, also where the provider takes its code again', async () => {
  const careless = await startForgingProvider(() => 'nobody-in-the-directory');
  const signIn = { issuer: careless.issuer, clientId: client.id, clientSecret: client.secret };
  const other = await openWorld({
    people: [],
    configuration: `
dataDirectory: data
connectors:
  sandbox: { package: "@access-account/identity-sandbox" }
  web: { package: "@access-account/channel-web", config: ${JSON.stringify({ signIn })} }
  desk: { package: "@access-account/ticketing-local" }
people: { mainIdentity: sandbox, channels: [web], tickets: desk }
`,
  });
  try {
    const chat = `${other.url}/connectors/web/`;
    const browser = new Browser();
    const { location } = (await (await browser.postJson(`${chat}sign-in`, {})).json()) as { readonly location: string };
    const { searchParams } = new URL(location);
    careless.forge({}, searchParams.get('nonce') ?? '');
    const cookie = browser.cookies(other.url);
    const back = async () => {
      const answer = await fetch(`${chat}sign-in/callback?state=${searchParams.get('state')}&code=any`, {
        redirect: 'manual',
        headers: { cookie },
      });
      return answer.headers.get('location');
    };
    expect(await back()).toBe(chat);
    expect(await back()).toBe(`${chat}?sign-in=failed`);
  } finally {
    await other.close();
    await careless.close();
  }
}, 60_000);
