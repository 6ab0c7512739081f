import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium, missingForChromium } from '../../../tooling/real-servers/chromium.ts';
import { describeReal } from '../../../tooling/real-servers/describe-real.ts';
import { type ServerProcess, startServer, temporaryDirectory } from '../../../tooling/testing/index.ts';

const root = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const artifacts = root('artifacts');

describeReal({ name: 'The Playground in Chromium', missing: missingForChromium() }, () => {
  let browser: Browser;
  let context: BrowserContext;
  let server: ServerProcess;

  // What `npm start` runs, and an operator who opened the link that it printed.
  beforeAll(async () => {
    const directory = temporaryDirectory();
    cpSync(root('instructions'), join(directory, 'instructions'), { recursive: true });
    // The first look whether somebody is back in comes after two seconds.
    const configuration = readFileSync(root('access-account.yaml'), 'utf8').replace(
      'nudgeAfter: 1m',
      'nudgeAfter: 10s',
    );
    [browser, server] = await Promise.all([launchChromium(), startServer({ configuration, directory })]);
    context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.goto(server.link);
    await page.close();
    mkdirSync(artifacts, { recursive: true });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    expect(await server.stop()).toBe(0);
    rmSync(server.directory, { recursive: true, force: true });
  });

  /** The Playground's panes, and what went wrong on the page or in a frame: errors, violations of a policy, failed requests. */
  const playground = async () => {
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('pageerror', ({ message }) => problems.push(message));
    page.on('console', (message) => {
      // A refused password is answered with 401, which a browser calls an error.
      const refused = message.location().url.endsWith('/sign-in') && message.text().includes('status of 401');
      if (['error', 'warning'].includes(message.type()) && !refused) problems.push(message.text());
    });
    await page.goto(`${server.url}/console/`);
    const directory = page.frameLocator('iframe[title="Sign in to the sandbox"]');
    const chat = page.frameLocator('iframe[title^="The chat of"]');
    await chat.getByText('Connected').waitFor();
    return { page, directory, chat, problems };
  };

  const signIn = async (page: Page, password: string) => {
    const directory = page.frameLocator('iframe[title="Sign in to the sandbox"]');
    await directory.getByLabel('Password').fill(password);
    const answer = page.waitForResponse((response) => response.request().method() === 'POST');
    await directory.getByRole('button', { name: 'Sign in' }).click();
    return (await answer).status();
  };

  test('a person locks themselves out, hears of it, says Yes and is back, and the ticket is resolved once they were seen to sign in', async () => {
    const { page, directory, chat, problems } = await playground();
    for (const pane of ['Sign in', 'Chat', 'What happens'])
      await page.getByRole('heading', { name: pane, exact: true }).waitFor();
    await page.getByRole('button', { name: 'Ready: show the connectors' }).waitFor();
    expect(await directory.getByLabel('Login').inputValue()).toBe('alex');

    for (let time = 1; time <= 5; time += 1) expect(await signIn(page, 'not the password')).toBe(401);
    await directory.getByRole('listitem').filter({ hasText: 'alex' }).getByText('Locked').waitFor();

    await chat.getByText('is locked after too many wrong passwords').waitFor();
    await chat.getByRole('button', { name: 'Yes', exact: true }).click();
    await chat.getByText('is unlocked. You can sign in with your current password.').waitFor();
    await page.getByRole('region', { name: 'Tickets' }).getByText('open', { exact: true }).waitFor();
    expect(await chat.getByText('Working on it…').isVisible()).toBe(false);
    const timeline = page.getByRole('log', { name: 'Timeline' });
    await timeline.getByText('Unlocked alex in Sandbox Directory; read back as not locked.').first().waitFor();
    await timeline
      .getByRole('region')
      .getByText(/^Alex /)
      .waitFor();

    expect(await signIn(page, 'correct-horse-alex')).toBe(200);
    await directory.getByRole('status').getByText('Welcome, Alex').waitFor();
    await page.getByRole('region', { name: 'Tickets' }).getByText('resolved').waitFor();

    await page.screenshot({ path: join(artifacts, 'playground.png') });
    expect(problems).toEqual([]);
    await page.close();
  }, 60_000);

  test('the frames follow the Playground into the dark, and stay there after a form was sent', async () => {
    const { page, directory, chat, problems } = await playground();
    await page.getByRole('button', { name: 'Use dark colours' }).click();
    const areDark = async () => {
      for (const frame of [directory, chat]) {
        await frame.locator(':root[data-scheme="dark"]').waitFor({ state: 'attached' });
        const background = await frame.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor);
        expect(background).toBe('rgb(16, 19, 24)');
      }
    };
    await areDark();
    expect(await signIn(page, 'correct-horse-alex')).toBe(200);
    await directory.getByRole('status').waitFor();
    await areDark();
    await page.screenshot({ path: join(artifacts, 'playground-dark.png') });
    expect(problems).toEqual([]);
    await page.close();
  }, 60_000);

  test('nothing moves for whoever asks for less motion', async () => {
    const { page, directory, chat, problems } = await playground();
    for (const body of [page.locator('body'), directory.locator('body'), chat.locator('body')]) {
      const moving = await body.evaluate((one) =>
        [...one.querySelectorAll('*')].flatMap((element) =>
          [undefined, '::before', '::after'].flatMap((part) => {
            const { animationName, transitionDuration } = getComputedStyle(element, part);
            const isStill = animationName === 'none' && Number.parseFloat(transitionDuration) === 0;
            return isStill ? [] : [`${element.tagName}.${element.className}${part ?? ''}`];
          }),
        ),
      );
      expect(moving).toEqual([]);
    }
    expect(problems).toEqual([]);
    await page.close();
  }, 60_000);

  test.each([
    ['English', 'hi, i cannot remember the password of my account', 'a new password'],
    ['German', 'Ich habe ein neues Handy und komme nicht mehr rein', 'zweiten Faktor'],
    ['Spanish', 'hola, se me bloqueó la cuenta', 'no está bloqueada'],
  ])(
    'GEN-10 what is typed in %s is understood, and answered in it',
    async (_, text, answer) => {
      const { page, chat, problems } = await playground();
      await chat.getByRole('textbox').fill(text);
      await chat.getByRole('textbox').press('Enter');
      await chat.getByText(answer).first().waitFor();
      expect(problems).toEqual([]);
      await page.close();
    },
    60_000,
  );

  test('the one-time link works once, and without it there is nothing to see', async () => {
    const page = await browser.newPage();
    expect((await page.goto(server.link))?.status()).toBe(401);
    await page.goto(`${server.url}/console/`);
    await page.getByText('Open the link that npm start printed').waitFor();
    await page.close();
  });
});
