import type { Browser } from 'playwright-core';
import { type HostPage, hostPage } from '../../../packages/channel-web/test/host-page.ts';
import { launchChromium, missingForChromium } from '../../../tooling/real-servers/chromium.ts';
import { describeReal } from '../../../tooling/real-servers/describe-real.ts';
import { client, type OpenIdProvider, startOpenIdProvider } from './support/open-id-provider.ts';
import { directory } from './support/operations.ts';
import { openWorld, type World } from './support/world.ts';

// Needs the built page.
describeReal({ name: 'Signing in to the web chat in Chromium', missing: missingForChromium() }, () => {
  let provider: OpenIdProvider;
  let world: World;
  let browser: Browser;
  let host: HostPage;
  beforeAll(async () => {
    host = await hostPage();
    provider = await startOpenIdProvider();
    const signIn = { issuer: provider.issuer, clientId: client.id, clientSecret: client.secret };
    const people = [{ login: 'kim', displayName: 'Kim', email: 'kim@acme.test', password: 'password-of-kim' }];
    world = await openWorld({
      people: [],
      configuration: `
dataDirectory: data
connectors:
  sandbox: { package: "@access-account/identity-sandbox", config: ${JSON.stringify({ people })} }
  web: { package: "@access-account/channel-web", config: ${JSON.stringify({ signIn, embedIn: [host.origin] })} }
  desk: { package: "@access-account/ticketing-local" }
people: { mainIdentity: sandbox, channels: [web], tickets: desk }
`,
    });
    host.chat = `${world.url}/connectors/web/`;
    provider.serve(`${world.url}/connectors/web/sign-in/callback`);
    browser = await launchChromium();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await world.close();
    await provider.close();
    await host[Symbol.asyncDispose]();
  });

  test('GEN-5 on a phone, in German: the organisation’s page, the chat, and out again', async () => {
    const find = directory(world.product, 'sandbox')['account.find'];
    const [account] = await find({ by: 'login', value: 'kim' }, world.product.call());
    const context = await browser.newContext({ locale: 'de-DE', viewport: { width: 360, height: 740 } });
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('pageerror', ({ message }) => problems.push(message));
    await page.goto(`${world.url}/connectors/web/?sign-in=failed`);
    await page.getByText('Sie sind nicht angemeldet: Das hat nicht geklappt.').waitFor();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(360);
    await page.getByRole('button', { name: 'Anmelden' }).press('Enter');
    await page.locator('input[name=login]').fill(account?.id ?? '');
    await page.locator('input[name=password]').fill('anything');
    await page.getByRole('button', { name: 'Sign-in' }).click();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('Verbunden').waitFor();
    await page.getByLabel('Ihre Nachricht').fill('Ich bin ausgesperrt');
    await page.keyboard.press('Enter');
    await page.getByRole('article', { name: 'Assistent' }).first().waitFor();
    await page.getByRole('button', { name: 'Abmelden' }).click();
    await page.getByRole('heading', { name: 'Zum Chat anmelden' }).waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  test('from inside a page of the intranet: one signs in in a window of its own, which knows nothing of the page, and goes on in the frame', async () => {
    const find = directory(world.product, 'sandbox')['account.find'];
    const [account] = await find({ by: 'login', value: 'kim' }, world.product.call());
    const context = await browser.newContext({ locale: 'de-DE' });
    const page = await context.newPage();
    await page.goto(host.origin);
    await page.getByRole('button', { name: 'Hilfe mit meinem Konto' }).click();
    const chat = page.frameLocator('iframe');
    const opening = context.waitForEvent('page');
    await chat.getByRole('button', { name: 'Anmelden' }).click();
    const opened = await opening;
    await chat.getByText('Machen Sie in dem Fenster weiter').waitFor();
    await opened.locator('input[name=login]').fill(account?.id ?? '');
    expect(await opened.evaluate(() => window.opener)).toBeNull();
    await opened.locator('input[name=password]').fill('anything');
    await opened.getByRole('button', { name: 'Sign-in' }).click();
    await opened.getByRole('button', { name: 'Continue' }).click();
    await opened.getByText('Verbunden').waitFor();
    await opened.close();
    await chat.getByText('Verbunden').waitFor();
    await chat.getByLabel('Ihre Nachricht').fill('Ich bin ausgesperrt');
    await page.keyboard.press('Enter');
    await chat.getByRole('article', { name: 'Assistent' }).first().waitFor();
    await context.close();
  });
});
