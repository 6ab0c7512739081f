import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { type SeenMail, sightOf, writeMail } from '../../../packages/channel-email/src/fake/index.ts';
import { accessibilityProblems } from '../../../tooling/real-servers/accessibility-problems.ts';
import { launchChromium, missingForChromium } from '../../../tooling/real-servers/chromium.ts';
import { describeReal } from '../../../tooling/real-servers/describe-real.ts';
import { type MailServer, missingForMailServer, startMailServer } from '../../../tooling/real-servers/mail-server.ts';
import { storyConfiguration } from './support/story-channels.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

const help = 'help@acme.test';
const artifacts = fileURLToPath(new URL('../../../artifacts/', import.meta.url));
const phone = { viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };

describeReal(
  {
    name: 'Email by Postfix and Dovecot, its pages in Chromium',
    missing: missingForMailServer() ?? missingForChromium(),
  },
  () => {
    let server: MailServer;
    let browser: Browser;
    let world: World;

    beforeAll(async () => {
      mkdirSync(artifacts, { recursive: true });
      [server, browser] = await Promise.all([startMailServer(), launchChromium()]);
      const config = { address: help, imap: server.imap, smtp: server.smtp, password: server.password };
      const entry = `{ package: "@access-account/channel-email", config: ${JSON.stringify(config)} }`;
      world = await openWorld({
        people: [],
        configuration: storyConfiguration({
          channel: { name: 'email', entry, isProof: false } as never,
          people: { hans: { locale: 'de-DE' }, edith: {}, yuki: { locale: 'ja' } },
        }),
      });
    }, 60_000);
    afterAll(async () => {
      await world?.close();
      await browser?.close();
      await server?.stop();
    });

    const mailsTo = async (login: string): Promise<readonly SeenMail[]> =>
      Promise.all((await server.mailsOf(`${login}@acme.test`)).map(({ raw }) => sightOf(raw)));
    const shown = (login: string, fits: (mail: SeenMail) => boolean, what: string) =>
      until(async () => (await mailsTo(login)).findLast(fits), what);
    const write = (login: string, mail: object) =>
      writeMail({
        smtp: server.smtp,
        from: `${login}@acme.test`,
        password: server.password,
        mail: { to: help, ...mail },
      });
    const visit = async (run: (page: Page) => Promise<void>, differences: object = {}) => {
      const context = await browser.newContext({ ...phone, javaScriptEnabled: false, ...differences });
      const page = await context.newPage();
      const problems: string[] = [];
      page.on('console', (message) => problems.push(message.text()));
      page.on('requestfailed', (request) => problems.push(request.url()));
      await run(page);
      expect(problems).toEqual([]);
      await context.close();
    };
    const link = (mail: SeenMail, label: string) => mail.buttons.find((button) => button.label === label)?.url ?? '';

    test('GEN-5 GEN-10 UA-1 UA-3 whose only channel is email gets their account back, in German, on a phone without scripts', async () => {
      await world.directoryPage.lock('hans');
      const notice = await shown('hans', ({ buttons }) => buttons.length === 2, 'the notice');
      await write('hans', {
        subject: `Re: ${notice.subject}`,
        inReplyTo: notice.id,
        references: [notice.id],
        text: `Ich bin ausgesperrt, bitte mein Konto entsperren!\n\nVon meinem iPhone gesendet\n\n> Am 28.11.2026 um 10:02 schrieb Access Account <${help}>:\n>\n${notice.plain.replace(/^/gm, '> ')}`,
      });
      const question = await shown(
        'hans',
        ({ id, buttons }) => id !== notice.id && buttons.length === 3,
        'the question',
      );
      await visit(
        async (page) => {
          await page.setContent(question.html);
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
          await page.screenshot({
            path: `${artifacts}email-on-a-phone.png`,
            clip: { x: 0, y: 0, width: 360, height: 310 },
          });
        },
        { javaScriptEnabled: true },
      );
      await visit(async (page) => {
        await page.goto(link(question, 'Ja'));
        await page.screenshot({ path: `${artifacts}email-page.png`, clip: { x: 0, y: 0, width: 360, height: 310 } });
        await page.getByRole('button', { name: 'Ja' }).tap();
        await page.getByText('Danke.').waitFor();
      });
      await shown('hans', ({ text }) => text.includes('entsperrt. Sie können sich'), 'the good news');
      expect(await world.directoryPage.signIn('hans', 'password-of-hans')).toBe(200);
    });

    test.each(['light', 'dark'] as const)(
      'a page is for everybody: names, order, contrast, room for a thumb (%s)',
      async (colorScheme) => {
        await world.directoryPage.lock('edith');
        const before = (await mailsTo('edith')).length;
        if (before === 0) await shown('edith', ({ buttons }) => buttons.length === 2, 'the notice');
        await write('edith', { text: 'unlock my account' });
        const question = await until(async () => {
          const mails = await mailsTo('edith');
          return mails.length > before ? mails.findLast(({ buttons }) => buttons.length === 3) : undefined;
        }, 'the question');
        await visit(
          async (page) => {
            const look = async () => expect(await accessibilityProblems(page)).toEqual([]);
            await page.goto(link(question, 'Edit Request'));
            await look();
            // By keyboard alone.
            await page.getByRole('button', { name: 'Edit Request' }).focus();
            await page.keyboard.press('Enter');
            await page.getByText('Thank you.').waitFor();
            await look();
            const form = await until(async () => {
              const mails = await mailsTo('edith');
              const last = mails.at(-1);
              return last !== undefined &&
                last.id !== question.id &&
                last.buttons.some(({ label }) => label === 'Continue')
                ? last
                : undefined;
            }, 'the form');
            await page.goto(link(form, 'Continue'));
            await look();
            // Nothing chosen: the browser asks, and nothing is sent.
            await page.getByRole('button', { name: 'Continue' }).click();
            expect(await page.getByLabel('Account').count()).toBe(1);
            await page.getByLabel('Account').selectOption({ index: 1 });
            await page.getByRole('button', { name: 'Continue' }).click();
            await page.getByText('Thank you.').waitFor();
            await page.goto(link(form, 'Continue'));
            await page.getByText('already answered').waitFor();
            await look();
          },
          { colorScheme, javaScriptEnabled: true },
        );
      },
    );

    test('a page in Japanese is in Japanese, and fits a phone at twice the size of its letters', async () => {
      await world.directoryPage.lock('yuki');
      const notice = await shown('yuki', ({ buttons }) => buttons.length === 2, 'the notice');
      await visit(
        async (page) => {
          await page.goto(link(notice, 'はい'));
          expect(await page.locator('html').getAttribute('lang')).toBe('ja');
          expect(await accessibilityProblems(page)).toEqual([]);
          await page.getByRole('button', { name: 'はい' }).waitFor();
          const width = await page.evaluate(() => {
            document.documentElement.style.fontSize = '200%';
            return document.documentElement.scrollWidth;
          });
          expect(width).toBeLessThanOrEqual(360);
        },
        { javaScriptEnabled: true },
      );
    });
  },
);
