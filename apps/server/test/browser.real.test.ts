import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { launchChromium, missingForChromium } from '../../../tooling/real-servers/chromium.ts';
import { describeReal } from '../../../tooling/real-servers/describe-real.ts';
import { type ServerProcess, startServer, temporaryDirectory } from '../../../tooling/testing/index.ts';

const root = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const wide = { width: 1440, height: 900 };

describeReal({ name: 'The Playground in Chromium', missing: missingForChromium() }, () => {
  let browser: Browser;
  let server: ServerProcess;

  beforeAll(async () => {
    const directory = temporaryDirectory();
    cpSync(root('instructions'), join(directory, 'instructions'), { recursive: true });
    const configuration = readFileSync(root('access-account.yaml'), 'utf8');
    [browser, server] = await Promise.all([launchChromium(), startServer({ configuration, directory })]);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    expect(await server?.stop()).toBe(0);
  });

  /** What went wrong on the page and in its frames: errors, violations of its own policy, requests that failed. */
  const watch = (page: Page): string[] => {
    const problems: string[] = [];
    page.on('pageerror', ({ message }) => problems.push(message));
    page.on('console', (message) => {
      // A refused password is answered with 401, which a browser calls an error.
      const refused = message.location().url.endsWith('/sign-in') && message.text().includes('status of 401');
      if (['error', 'warning'].includes(message.type()) && !refused) problems.push(message.text());
    });
    return problems;
  };

  test('a person locks themselves out, hears of it, says Yes and is back, and the ticket is resolved', async () => {
    const page = await browser.newPage({ viewport: wide, reducedMotion: 'reduce' });
    const problems = watch(page);
    await page.goto(server.link);

    for (const pane of ['Sign in', 'Chat', 'What happens'])
      await page.getByRole('heading', { name: pane, exact: true }).waitFor();
    const directory = page.frameLocator('iframe[title="Sign in to the sandbox"]');
    const chat = page.frameLocator('iframe[title^="The chat of"]');
    await chat.getByText('Connected').waitFor();
    await page.getByRole('button', { name: 'Ready: show the connectors' }).waitFor();

    const signIn = async (password: string) => {
      await directory.getByLabel('Password').fill(password);
      const answer = page.waitForResponse((response) => response.request().method() === 'POST');
      await directory.getByRole('button', { name: 'Sign in' }).click();
      return (await answer).status();
    };
    expect(await directory.getByLabel('Login').inputValue()).toBe('alex');
    for (let time = 1; time <= 5; time += 1) expect(await signIn('not the password')).toBe(401);
    await directory.getByRole('listitem').filter({ hasText: 'Alex Morgan' }).getByText('Locked').waitFor();

    await chat.getByText('is locked after too many wrong passwords').waitFor();
    await chat.getByRole('button', { name: 'Yes', exact: true }).click();
    await chat.getByText('is unlocked. You can sign in with your current password.').waitFor();
    const tickets = page.getByRole('region', { name: 'Tickets' });
    await tickets.getByText('resolved').waitFor();

    expect(await signIn('correct-horse-alex')).toBe(200);
    await directory.getByRole('status').getByText('Welcome, Alex Morgan').waitFor();

    mkdirSync(root('artifacts'), { recursive: true });
    await page.screenshot({ path: root('artifacts/playground.png') });
    expect(problems).toEqual([]);
    await page.close();
  }, 60_000);

  test('the one-time link works once', async () => {
    const page = await browser.newPage();
    const again = await page.goto(server.link);
    expect(again?.status()).toBe(401);
    await page.goto(`${server.url}/console/`);
    await page.getByText('Open the link that npm start printed').waitFor();
    await page.close();
  });
});
