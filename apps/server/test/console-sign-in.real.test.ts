import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium, missingForChromium } from '../../../tooling/real-servers/chromium.ts';
import { describeReal } from '../../../tooling/real-servers/describe-real.ts';
import { directoriesConfiguration } from './support/directories.ts';
import { client, type OpenIdProvider, startOpenIdProvider } from './support/open-id-provider.ts';
import { openWorld, type World } from './support/world.ts';

const artifacts = fileURLToPath(new URL('../../../artifacts', import.meta.url));
const accounts: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  ada: { name: 'Ada Admin', groups: ['it-admins'] },
  dora: { name: 'Dora Desk', groups: ['service-desk'] },
  vic: { name: 'Vic Viewer', groups: ['auditors'] },
  nobody: { name: 'Nobody Special', groups: ['everybody'] },
};

// Needs the built page.
describeReal({ name: 'Signing in to the console in Chromium', missing: missingForChromium() }, () => {
  let provider: OpenIdProvider;
  let world: World;
  let browser: Browser;
  beforeAll(async () => {
    mkdirSync(artifacts, { recursive: true });
    provider = await startOpenIdProvider((account) => accounts[account] ?? {});
    world = await openWorld({
      people: [],
      configuration: directoriesConfiguration({
        people: [{ login: 'alex' }],
        policies: '{}',
        more: `console:
  signIn: { issuer: "${provider.issuer}", clientId: ${client.id}, clientSecret: ${client.secret}, scopes: [groups] }
  roles: { viewer: [auditors], desk: [service-desk], admin: [it-admins] }
`,
      }),
    });
    provider.serve(`${world.url}/console/callback`);
    browser = await launchChromium();
    const chat = await world.lockedOut('alex');
    await chat.choose('No');
    await chat.choose('This wasn’t me');
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await world?.close();
    await provider?.close();
  });

  /** A page, and what went wrong on it beside a refusal that belongs to the story. */
  const open = async (context: BrowserContext, address: string) => {
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('pageerror', ({ message }) => problems.push(message));
    page.on('console', (message) => {
      const isRefusal = /status of 40[13]/.test(message.text());
      // The provider's page is not ours.
      const isOurs = message.location().url.startsWith(world.url);
      if (['error', 'warning'].includes(message.type()) && isOurs && !isRefusal) problems.push(message.text());
    });
    await page.goto(`${world.url}${address}`);
    return { page, problems };
  };
  /** At the provider's own page. */
  const signInThere = async (page: Page, account: string) => {
    await signInAgain(page, account);
    await page.getByRole('button', { name: 'Continue' }).click();
  };
  /** The provider asks only the first time whether this application may know who they are. */
  const signInAgain = async (page: Page, account: string) => {
    await page.locator('input[name=login]').fill(account);
    await page.locator('input[name=password]').fill('anything');
    await page.getByRole('button', { name: 'Sign-in' }).click();
  };
  const scrollsSideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);

  test('whoever wanted a ticket signs in at the organisation’s page and is at that ticket; their role says why they cannot resolve it', async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
    const { page, problems } = await open(context, '/console/tickets?status=handed-off');
    await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
    expect(await scrollsSideways(page)).toBe(false);
    await page.screenshot({ path: join(artifacts, 'console-sign-in.png') });
    await page.getByRole('link', { name: 'Sign in with your organisation' }).press('Enter');
    await signInThere(page, 'vic');
    await page.getByRole('status').getByText('1 ticket shown').waitFor({ state: 'attached' });
    expect(new URL(page.url()).search).toBe('?status=handed-off');
    await page.locator('.desk-row').first().click();
    await page.getByText('Resolving it takes the role “desk”; yours is “viewer”.').waitFor();
    expect(await page.getByRole('button', { name: /^Resolve/ }).count()).toBe(0);
    expect(await scrollsSideways(page)).toBe(false);
    // A cookie that no script reads and no other site sends.
    const [cookie] = (await context.cookies()).filter(({ name }) => name === 'access-account-console');
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' });
    expect(problems).toEqual([]);
    await context.close();
  }, 60_000);

  test('a session that ends loses nothing: signing in again in another window, the words are still there, and are sent', async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const { page, problems } = await open(context, '/console/tickets?status=handed-off');
    await page.getByRole('link', { name: 'Sign in with your organisation' }).click();
    await signInThere(page, 'dora');
    await page.locator('.desk-row').first().click();
    await page.getByLabel('What was done').fill('It was your old phone.');
    await world.database.run('update console_session set ended_at = clock_timestamp() where ended_at is null');
    const again = page.getByRole('dialog', { name: 'Your session has ended' });
    await again.waitFor();
    await page.screenshot({ path: join(artifacts, 'console-session-ended.png') });
    const window = context.waitForEvent('page');
    await again.getByRole('link', { name: 'Sign in again' }).click();
    const second = await window;
    await second.getByText('You can close this window').waitFor();
    await second.close();
    await again.waitFor({ state: 'detached' });
    expect(await page.getByLabel('What was done').inputValue()).toBe('It was your old phone.');
    await page.getByRole('button', { name: 'Resolve and tell' }).click();
    const timeline = page.getByRole('region', { name: 'What it has been through' });
    await timeline.getByText('by Dora Desk').waitFor();
    expect(problems).toEqual([]);

    await page.getByRole('button', { name: 'Signed in: Dora Desk, desk' }).click();
    await page.getByText('Role “desk”: sees everything, resolves and replays tickets.').waitFor();
    await page.screenshot({ path: join(artifacts, 'console-operator.png') });
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
    expect((await context.request.get(`${world.url}/api/v1/session`)).status()).toBe(401);
    await page.goBack();
    await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
    await context.close();
  }, 60_000);

  test('OPS-2 an admin pauses and resumes there; a viewer sees what is paused, and why they cannot', async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
    const { page, problems } = await open(context, '/console/operations');
    await page.getByRole('link', { name: 'Sign in with your organisation' }).click();
    await signInThere(page, 'ada');
    await page.getByText('Nothing is paused.').waitFor();
    await page.getByText('Nothing is put aside.').waitFor();
    await page.getByLabel('Stop').selectOption({ label: 'MFA resets' });
    await page.getByLabel('Why').fill('A drill.');
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    const paused = page.getByRole('list', { name: 'What is paused' });
    await paused.getByText('MFA resets').waitFor();
    expect(await world.product.pauses.list()).toMatchObject([{ scope: 'mfaReset', reason: 'A drill.' }]);
    await page.getByRole('button', { name: 'Signed in: Ada Admin, admin' }).click();
    await page.getByText('Role “admin”: may do everything there is.').waitFor();
    await page.screenshot({ path: join(artifacts, 'console-operations.png') });
    await page.keyboard.press('Escape');

    const other = await browser.newContext({ viewport: { width: 360, height: 740 } });
    const viewer = await open(other, '/console/operations');
    await viewer.page.getByRole('link', { name: 'Sign in with your organisation' }).click();
    await signInThere(viewer.page, 'vic');
    await viewer.page.getByRole('list', { name: 'What is paused' }).getByText('A drill.').waitFor();
    await viewer.page.getByText('Pausing and resuming takes the role “admin”; yours is “viewer”.').waitFor();
    expect(await viewer.page.getByRole('button', { name: /Pause|Resume/ }).count()).toBe(0);
    expect(await scrollsSideways(viewer.page)).toBe(false);
    await viewer.page.screenshot({ path: join(artifacts, 'console-operations-on-a-phone.png') });
    await other.close();

    // Whoever sits down at a session that was left open opens nothing.
    await world.database.run("update console_session set signed_in_at = signed_in_at - interval '6 minutes'");
    const resume = page.getByRole('button', { name: 'Resume: MFA resets' });
    await resume.click();
    const opening = context.waitForEvent('page');
    await page.getByRole('alert').getByRole('link', { name: 'Sign in again in a new window' }).click();
    expect(await world.product.pauses.list()).toHaveLength(1);
    const opened = await opening;
    await signInAgain(opened, 'ada');
    await opened.getByText('You can close this window').waitFor();
    await opened.close();
    await resume.click();
    await page.getByText('Nothing is paused.').waitFor();
    expect(await world.product.pauses.list()).toEqual([]);
    expect([...problems, ...viewer.problems]).toEqual([]);
    await context.close();
  }, 60_000);

  test('whoever has no role is told so, and can come as somebody else', async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
    const { page, problems } = await open(context, '/console/');
    await page.getByRole('link', { name: 'Sign in with your organisation' }).click();
    await signInThere(page, 'nobody');
    await page.getByText('You are signed in as Nobody Special, and nothing gives you access').waitFor();
    expect(await scrollsSideways(page)).toBe(false);
    await page.screenshot({ path: join(artifacts, 'console-no-role.png') });
    await page.getByRole('link', { name: 'Sign in as somebody else' }).click();
    await page.locator('input[name=login]').waitFor();
    await signInThere(page, 'vic');
    await page.getByRole('button', { name: 'Signed in: Vic Viewer, viewer' }).waitFor();
    expect(problems.filter((text) => !text.includes('status of 403'))).toEqual([]);
    await context.close();
  }, 60_000);
});
