import { fakeCall } from '@access-account/testkit';
import type { Browser, Page } from 'playwright-core';
import { launchChromium, missingForChromium } from '../../../tooling/real-servers/chromium.ts';
import { describeReal } from '../../../tooling/real-servers/describe-real.ts';
import { type PageServer, pageServer } from './page-server.ts';

const hostile = '<img src=x onerror="document.title=1"> **bold** {{DATE(2026-01-15T09:00:00Z)}}';

// Needs the built page.
describeReal({ name: 'The chat page in Chromium', missing: missingForChromium() }, () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchChromium();
  });

  afterAll(() => browser.close());

  /** Opens the page, signs in by keyboard alone, and fails on any script error or policy violation. */
  const visit = async (server: PageServer, run: (page: Page) => Promise<void>) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('pageerror', ({ message }) => problems.push(message));
    page.on('console', (message) => {
      if (/policy|trusted/i.test(message.text())) problems.push(message.text());
    });
    await page.goto(`${server.address}?person=alice`);
    await page.getByLabel('Login').press('Enter');
    await page.getByText('Connected').waitFor();
    await run(page);
    expect(problems).toEqual([]);
    await context.close();
  };

  test('a button answers by keyboard, and pressing it many times sends one event', async () => {
    await using server = await pageServer();
    await visit(server, async (page) => {
      const choices = [{ label: 'Yes', token: 'token-yes', style: 'primary' as const }];
      await server.web.say('alice', { text: 'Shall I unlock it?', choices });
      const yes = page.getByRole('button', { name: 'Yes' });
      await yes.focus();
      for (let press = 0; press < 5; press += 1) await page.keyboard.press('Enter');
      await page.getByRole('button', { name: '✓ Yes' }).waitFor();
      await page.getByRole('article', { name: 'You' }).getByText('Yes').waitFor();
      expect(server.events).toMatchObject([{ kind: 'choice', token: 'token-yes' }]);
      expect(await page.content()).not.toContain('token-yes');
    });
  });

  test('hostile text is shown as it is, in both directions', async () => {
    await using server = await pageServer();
    await visit(server, async (page) => {
      await page.getByLabel('Your message').fill(hostile);
      await page.keyboard.press('Enter');
      await page.getByRole('article', { name: 'You' }).getByText(hostile).waitFor();
      await server.web.say('alice', { text: hostile, facts: [{ label: hostile, value: hostile }] });
      const card = page.getByRole('article', { name: 'Assistant' });
      await card.waitFor();
      const shown = ((await card.textContent()) ?? '').replaceAll('\u2060', '');
      expect(shown.split(hostile)).toHaveLength(4);
      expect(await page.getByRole('log').locator('img, b, strong').count()).toBe(0);
      expect(server.events).toMatchObject([{ kind: 'text', text: hostile }]);
    });
  });

  test('a form asks for its answer before it is sent', async () => {
    await using server = await pageServer();
    await visit(server, async (page) => {
      const options = [
        { label: 'Everyday account', value: '1' },
        { label: 'Administrator account', value: '2' },
      ];
      const fields = [{ name: 'account', label: 'Account', kind: 'choice' as const, options }];
      await server.web.say('alice', { text: 'Which?', form: { fields, submit: { label: 'Go on', token: 'token' } } });
      await page.getByRole('button', { name: 'Go on' }).click();
      await page.getByText('Please choose one.').waitFor();
      await page.getByLabel('Administrator account').check();
      await page.getByRole('button', { name: 'Go on' }).click();
      await page.getByRole('article', { name: 'You' }).getByText('Administrator account').waitFor();
      expect(server.events).toMatchObject([{ kind: 'choice', token: 'token', values: { account: '2' } }]);
    });
  });

  test('after the connection broke, the page comes back with what it missed, once', async () => {
    await using server = await pageServer();
    await visit(server, async (page) => {
      const id = await server.web.say('alice', { text: 'before' });
      await page.getByText('before').waitFor();
      server.dropConnections();
      await server.web.say('alice', { text: 'meanwhile' });
      const input = { to: { id: 'alice' }, at: { id }, message: { text: 'replaced', locale: 'en' } };
      await server.web.operations['message.update']?.(input, fakeCall());
      await page.getByText('replaced').waitFor();
      const articles = page.getByRole('article', { name: 'Assistant' });
      expect((await articles.allInnerTexts()).map((text) => text.split('\n', 1)[0])).toEqual(['replaced', 'meanwhile']);
    });
  });
});
