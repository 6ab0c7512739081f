import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium, missingForChromium } from '../../../tooling/real-servers/chromium.ts';
import { describeReal } from '../../../tooling/real-servers/describe-real.ts';
import {
  Chat,
  type ServerProcess,
  sandboxConfiguration,
  sandboxDirectory,
  startServer,
  temporaryDirectory,
} from '../../../tooling/testing/index.ts';

const artifacts = fileURLToPath(new URL('../../../artifacts', import.meta.url));
const people = ['alex', 'robin', 'sam'];

describeReal({ name: 'The desk in Chromium', missing: missingForChromium() }, () => {
  let browser: Browser;
  let context: BrowserContext;
  let server: ServerProcess;
  const chats: Chat[] = [];

  /** Somebody says that it was not them: the desk has it. */
  const handedOff = async (person: string) => {
    const chat = await Chat.open({ url: server.url, person, channel: 'web' });
    chats.push(chat);
    await sandboxDirectory({ url: server.url }).lock(person);
    await chat.shown('Shall I unlock it?');
    await chat.choose('No');
    await chat.choose('This wasn’t me');
    return chat;
  };

  beforeAll(async () => {
    [browser, server] = await Promise.all([
      launchChromium(),
      startServer({
        configuration: sandboxConfiguration({ people, lockAfter: 2 }),
        directory: temporaryDirectory(),
      }),
    ]);
    context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.goto(server.link);
    await page.close();
    mkdirSync(artifacts, { recursive: true });
    const helped = await Chat.open({ url: server.url, person: 'sam', channel: 'web' });
    chats.push(helped);
    await sandboxDirectory({ url: server.url }).lock('sam');
    await helped.shown('Shall I unlock it?');
    await helped.choose('Yes');
    await helped.shown('is unlocked');
    await handedOff('robin');
  }, 60_000);
  afterAll(async () => {
    for (const chat of chats) chat.close();
    await browser?.close();
    expect(await server.stop()).toBe(0);
    rmSync(server.directory, { recursive: true, force: true });
  });

  /** The desk, and what went wrong on it: errors, warnings, violations of a policy. */
  const desk = async (query = '') => {
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('pageerror', ({ message }) => problems.push(message));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) problems.push(`${message.text()} ${message.location().url}`);
    });
    await page.goto(`${server.url}/console/tickets${query}`);
    await page.getByRole('heading', { name: 'Tickets', exact: true }).waitFor({ state: 'attached' });
    return { page, problems };
  };
  const rows = (page: Page) => page.locator('.desk-row');
  const scrollsSideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);

  /** By what Chromium's accessibility tree tells: what has no name, and how many main landmarks there are. */
  const problemsOfTree = async (page: Page) => {
    const session = await context.newCDPSession(page);
    const { nodes } = (await session.send('Accessibility.getFullAXTree')) as unknown as {
      nodes: readonly { ignored: boolean; role?: { value: string }; name?: { value: string } }[];
    };
    await session.detach();
    const seen = nodes.filter(({ ignored }) => !ignored);
    const controls = ['button', 'combobox', 'link', 'textbox', 'searchbox', 'radio'];
    const nameless = seen.filter(({ role, name }) => controls.includes(role?.value ?? '') && !name?.value.trim());
    const mains = seen.filter(({ role }) => role?.value === 'main').length;
    return [...nameless.map(({ role }) => `a ${role?.value} has no name`), ...(mains === 1 ? [] : [`${mains} mains`])];
  };

  test('GEN-9 an operator finds what was handed off, sees what it has been through, resolves it, and the person hears so', async () => {
    const chat = await handedOff('alex');
    const { page, problems } = await desk();
    await page.getByRole('status').getByText('3 tickets shown').waitFor({ state: 'attached' });
    await page.getByText('Handed off', { exact: true }).click();
    await page.getByRole('status').getByText('2 tickets shown').waitFor({ state: 'attached' });
    expect(new URL(page.url()).search).toBe('?status=handed-off');
    await page.getByLabel('Person').fill('alex');
    await page.getByRole('status').getByText('1 ticket shown').waitFor({ state: 'attached' });
    await rows(page).first().click();
    await page.getByRole('heading', { name: /^AA-\d{6}$/ }).waitFor();
    const timeline = page.getByRole('region', { name: 'What it has been through' });
    await timeline.getByText('Opened', { exact: true }).waitFor();
    await timeline.getByText('Handed off', { exact: true }).waitFor();
    await page.getByText(/^AA-\d{6} in Service Desk, handed off there$/).waitFor();
    expect(await scrollsSideways(page)).toBe(false);
    expect(await problemsOfTree(page)).toEqual([]);
    await page.screenshot({ path: join(artifacts, 'desk.png') });

    await page.getByLabel('What was done').fill('It was your old phone. Its mail app is signed in again.');
    await page.getByRole('button', { name: 'Resolve and tell Test alex' }).click();
    await timeline.getByText('by a one-time link').waitFor();
    expect(await page.getByRole('button', { name: 'Resolve and tell' }).count()).toBe(0);
    await chat.shown('It was your old phone.');
    await page.getByText(/^AA-\d{6} in Service Desk, resolved there$/).waitFor();
    await page.getByRole('status').getByText('No tickets').waitFor({ state: 'attached' });
    await page.getByText('No ticket fits these filters.').waitFor();
    expect(problems).toEqual([]);
    await page.close();
  }, 60_000);

  test('an address leads back to the same tickets and the same ticket; going back closes it', async () => {
    const first = await desk('?text=lock&person=robin');
    await first.page.getByRole('status').getByText('1 ticket shown').waitFor({ state: 'attached' });
    await rows(first.page).first().click();
    await first.page.getByRole('heading', { name: /^AA-\d{6}$/ }).waitFor();
    const address = new URL(first.page.url()).search;
    const second = await desk(address);
    await second.page.getByRole('heading', { name: /^AA-\d{6}$/ }).waitFor();
    expect(await second.page.getByLabel('Person').inputValue()).toBe('robin');
    await first.page.goBack();
    await first.page.getByRole('heading', { name: /^AA-\d{6}$/ }).waitFor({ state: 'detached' });
    expect([...first.problems, ...second.problems]).toEqual([]);
    await first.page.close();
    await second.page.close();
  }, 60_000);

  test('with the keyboard alone: Enter opens a ticket and the focus is in it, Escape closes it and the focus is back', async () => {
    const { page, problems } = await desk('?person=robin');
    await page.getByRole('status').getByText('1 ticket shown').waitFor({ state: 'attached' });
    const focused = () => page.evaluate(() => document.activeElement?.className ?? '');
    for (let press = 0; press < 30 && !(await focused()).includes('desk-row'); press += 1)
      await page.keyboard.press('Tab');
    expect(await focused()).toContain('desk-row');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /^AA-\d{6}$/ }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('ticket-title');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: /^AA-\d{6}$/ }).waitFor({ state: 'detached' });
    expect(await focused()).toContain('desk-row');
    expect(problems).toEqual([]);
    await page.close();
  }, 60_000);

  test('on a phone one thing is shown at a time, nothing scrolls sideways, in the light and in the dark', async () => {
    const { page, problems } = await desk('?status=handed-off');
    await page.setViewportSize({ width: 360, height: 740 });
    await page.getByRole('status').getByText('ticket').waitFor({ state: 'attached' });
    expect(await scrollsSideways(page)).toBe(false);
    await rows(page).first().click();
    await page.getByRole('heading', { name: /^AA-\d{6}$/ }).waitFor();
    expect(await rows(page).first().isVisible()).toBe(false);
    expect(await scrollsSideways(page)).toBe(false);
    expect(await problemsOfTree(page)).toEqual([]);
    await page.getByRole('button', { name: 'Use dark colours' }).click();
    const ground = await page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor);
    expect(ground).toBe('rgb(16, 19, 24)');
    await page.screenshot({ path: join(artifacts, 'desk-on-a-phone.png'), fullPage: true });
    await page.getByRole('button', { name: 'Use light colours' }).click();
    await page.getByRole('link', { name: 'All tickets' }).click();
    await rows(page).first().waitFor();
    expect(problems).toEqual([]);
    await page.close();
  }, 60_000);

  test('a ticket that was never opened, and a server that does not answer, are said to be so', async () => {
    const gone = await desk('?ticket=nobody%2Fopened%2Fthis');
    await gone.page.getByRole('alert').getByText('There is no such ticket').waitFor();
    await gone.page.close();
    const { page } = await desk();
    await page.route('**/api/v1/tickets?**', (route) =>
      route.fulfill({ status: 500, json: { error: { code: 'failed', message: 'This failed. Please try again.' } } }),
    );
    await page.getByText('Resolved', { exact: true }).first().click();
    await page.getByRole('alert').getByText('The tickets cannot be shown').waitFor();
    await page.unroute('**/api/v1/tickets?**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('alert').waitFor({ state: 'detached' });
    await page.close();
  }, 60_000);
});
