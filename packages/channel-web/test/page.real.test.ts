import { fakeCall } from '@access-account/testkit';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { accessibilityProblems } from '../../../tooling/real-servers/accessibility-problems.ts';
import { launchChromium, missingForChromium } from '../../../tooling/real-servers/chromium.ts';
import { describeReal } from '../../../tooling/real-servers/describe-real.ts';
import { hostPage } from './host-page.ts';
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
  const visit = async (server: PageServer, run: (page: Page) => Promise<void>, options: BrowserContextOptions = {}) => {
    const context = await browser.newContext(options);
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

  test('a button answers by keyboard, and pressing it many times sends one event (P)', async () => {
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

  test.each(['light', 'dark'] as const)(
    'everybody can use it, on a phone and by any means, %s: signing in, empty, asked, and with a form (P)',
    async (colorScheme) => {
      await using server = await pageServer();
      const phone = { viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
      const context = await browser.newContext({ ...phone, colorScheme });
      const page = await context.newPage();
      const look = async (state: string) =>
        expect({ state, problems: await accessibilityProblems(page) }).toEqual({ state, problems: [] });
      await page.goto(server.address);
      await page.getByLabel('Login').waitFor();
      await look('signing in');
      await page.getByLabel('Login').fill('alice');
      await page.getByLabel('Login').press('Enter');
      await page.getByText('Connected').waitFor();
      await look('empty');
      await server.web.say('alice', {
        text: 'Your account at Corp is locked. Shall I unlock it?',
        facts: [{ label: 'Account', value: 'alice' }],
        links: [{ label: 'Help', url: 'https://acme.test/help' }],
        choices: [
          { label: 'Yes', token: 'token-yes', style: 'primary' },
          { label: 'No', token: 'token-no', style: 'danger' },
          { label: 'Later', token: 'token-later' },
        ],
      });
      await page.getByRole('button', { name: 'Yes' }).waitFor();
      await look('asked');
      await page.getByRole('button', { name: 'Yes' }).click();
      await page.getByRole('article', { name: 'You' }).getByText('Yes').waitFor();
      await look('answered');
      await server.web.say('alice', {
        text: 'Which account?',
        form: {
          fields: [{ name: 'account', label: 'Account', kind: 'choice', options: [{ label: 'Corp', value: 'corp' }] }],
          submit: { label: 'Continue', token: 'token-form' },
        },
      });
      await page.getByRole('button', { name: 'Continue' }).waitFor();
      await look('a form');
      await context.close();
    },
  );

  test('hostile text is shown as it is, in both directions (C, P)', async () => {
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

  test('a form asks for its answer before it is sent (P)', async () => {
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

  test('after the connection broke, the page comes back with what it missed, once (L, P)', async () => {
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

  test('a name in Hebrew stands from right to left, and the words around it from left to right (P)', async () => {
    await using server = await pageServer();
    await visit(server, async (page) => {
      await server.web.say('alice', { text: 'שלום, החשבון שלך נעול.', locale: 'he' });
      await server.web.say('alice', { text: 'Your account is locked.' });
      const direction = (text: string) =>
        page.getByText(text).evaluate((element) => getComputedStyle(element).direction);
      await page.getByText('Your account is locked.').waitFor();
      expect(await direction('שלום')).toBe('rtl');
      expect(await direction('Your account is locked.')).toBe('ltr');
      await page.getByLabel('Your message').fill('החשבון שלי נעול');
      expect(await page.getByLabel('Your message').evaluate((field) => getComputedStyle(field).direction)).toBe('rtl');
    });
  });

  test.each(['no-preference', 'reduce'] as const)(
    'whatever the page waits for or shows anew, nothing of it moves for whoever asks for less motion (%s)',
    async (reducedMotion) => {
      await using server = await pageServer();
      await visit(
        server,
        async (page) => {
          /** Whether anything moves, or would as soon as it changed. */
          const moves = () =>
            page.evaluate(() => {
              const parts = [...document.querySelectorAll('*')].flatMap((element) =>
                [undefined, '::before', '::after'].map((part) => getComputedStyle(element, part)),
              );
              const lasts = (durations: string) => durations.split(',').some((one) => Number.parseFloat(one) > 0);
              const isSet = parts.some(
                ({ animationName, animationDuration, transitionDuration }) =>
                  (animationName !== 'none' && lasts(animationDuration)) || lasts(transitionDuration),
              );
              return isSet || document.getAnimations().length > 0;
            });
          const seen: Record<string, boolean> = {};
          const choices = [{ label: 'Yes', token: 'token-yes', style: 'primary' as const }];
          const id = await server.web.say('alice', { text: 'Shall I unlock it?', choices });
          await page.getByText('Shall I unlock it?').waitFor();
          const message = { text: 'Shall I unlock it now?', choices, locale: 'en' };
          await server.web.operations['message.update']?.({ to: { id: 'alice' }, at: { id }, message }, fakeCall());
          await page.locator('[data-fresh]').waitFor();
          seen.changed = await moves();
          // Nothing is answered any more: the button goes on being busy.
          await page.route('**/messages', () => undefined);
          await page.getByRole('button', { name: 'Yes' }).click();
          await page.locator('[aria-busy="true"]').last().waitFor();
          await page.getByText('Working on it…').waitFor();
          seen.busy = await moves();
          await page.route('**/stream*', (route) => route.abort());
          server.dropConnections();
          await page.locator('[data-state="reconnecting"]').waitFor();
          seen.lost = await moves();
          const isMoving = reducedMotion === 'no-preference';
          expect(seen).toEqual({ changed: isMoving, busy: isMoving, lost: isMoving });
        },
        { reducedMotion },
      );
    },
  );

  describe('inside another page', () => {
    test('a button opens the chat; what comes while it is closed shows at the button, and Escape closes it (P)', async () => {
      await using host = await hostPage();
      await using server = await pageServer({ config: { embedIn: [host.origin] } });
      host.chat = server.address;
      const context = await browser.newContext();
      const page = await context.newPage();
      const problems: string[] = [];
      page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
      page.on('pageerror', ({ message }) => problems.push(message));
      await page.goto(host.origin);
      const button = page.getByRole('button', { name: 'Hilfe mit meinem Konto' });
      await button.click();
      const chat = page.frameLocator('iframe');
      await chat.getByLabel('Login').fill('alice');
      await chat.getByLabel('Login').press('Enter');
      await chat.getByText('Connected').waitFor();
      await chat.getByLabel('Your message').fill('I am locked out');
      await page.keyboard.press('Enter');
      await chat.getByRole('article', { name: 'You' }).waitFor();
      expect(server.events).toMatchObject([{ kind: 'text', text: 'I am locked out' }]);

      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      expect(await page.locator('button[data-waits]').count()).toBe(0);
      await server.web.say('alice', { text: 'Shall I unlock it?' });
      await page.locator('button[data-waits]').waitFor();
      // It is remembered on the next page, and the chat is signed in there.
      await page.goto(`${host.origin}/other`);
      await page.locator('button[data-waits]').click();
      await chat.getByText('Shall I unlock it?').waitFor();
      expect(await page.locator('button[data-waits]').count()).toBe(0);
      expect(problems).toEqual([]);
      await context.close();
    });

    test('a page that was not allowed to shows no chat (E)', async () => {
      await using host = await hostPage();
      await using stranger = await hostPage();
      await using server = await pageServer({ config: { embedIn: [host.origin] } });
      stranger.chat = server.address;
      const context = await browser.newContext();
      const page = await context.newPage();
      const refused = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'));
      await page.goto(stranger.origin);
      await page.getByRole('button', { name: 'Hilfe mit meinem Konto' }).click();
      await refused;
      expect(await page.frameLocator('iframe').getByLabel('Login').count()).toBe(0);
      await context.close();
    });
  });
});
