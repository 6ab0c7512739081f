import type { Browser, Page } from 'playwright-core';
import { accessibilityProblems } from '../../../tooling/real-servers/accessibility-problems.ts';
import { launchChromium, missingForChromium } from '../../../tooling/real-servers/chromium.ts';
import { describeReal } from '../../../tooling/real-servers/describe-real.ts';
import { type EmailStories, emailStories } from './support/email-stories.ts';
import { Calendar, expiryPeople } from './support/expiry-world.ts';
import { storyConfiguration } from './support/story-channels.ts';
import { openWorld, type World } from './support/world.ts';

const phone = { viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
const schemes = ['light', 'dark'] as const;
const { slots, password } = expiryPeople();

describeReal(
  { name: 'The pages for people who have a link, or nothing at all, in Chromium', missing: missingForChromium() },
  () => {
    let stories: EmailStories;
    let browser: Browser;
    let world: World;
    beforeAll(async () => {
      [stories, browser] = await Promise.all([emailStories({ domains: ['acme.test'] }), launchChromium()]);
      world = await openWorld({
        people: [],
        hasMovableClock: true,
        configuration: storyConfiguration({
          channel: stories,
          people: {
            rose: password(14),
            late: { passwordAgeDays: 1 },
            lost: { passwordAgeDays: 1, recoveryEmail: 'lost@home.test' },
          },
        }),
      });
      await stories.open(world);
    }, 60_000);
    afterAll(async () => {
      await browser?.close();
      await stories?.close();
      await world?.close();
    });

    /** Everything that is shown on the way is for everybody, in the light and in the dark. */
    const visit = async (run: (page: Page, look: () => Promise<void>) => Promise<void>) => {
      const context = await browser.newContext(phone);
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      await run(page, async () => {
        for (const colorScheme of schemes) {
          await page.emulateMedia({ colorScheme });
          expect({ colorScheme, problems: await accessibilityProblems(page) }).toEqual({ colorScheme, problems: [] });
        }
      });
      await context.close();
    };

    test('the page of a link that has expired', async () => {
      await world.directoryPage.lock('late');
      const { buttons } = await stories.atMail('late').shown('Shall I unlock it?');
      await world.database.run(
        `update choice_token set expires_at = clock_timestamp() - interval '1 second'
         where person_id = (select id from person where login = 'late')`,
      );
      await visit(async (page, look) => {
        await page.goto(buttons.find(({ label }) => label === 'Yes')?.url ?? '');
        await page.getByText('This question has expired.').waitFor();
        await look();
        await page.getByRole('button', { name: 'Check again' }).click();
        await page.getByText('Thank you.').waitFor();
        await look();
      });
    });

    test('the page for people who cannot reach any chat: the name, the code, a wrong one, and how the help goes', async () => {
      await world.directoryPage.lock('lost');
      await visit(async (page, look) => {
        await page.goto(`${world.url}/recover`);
        await look();
        await page.getByRole('textbox').fill('lost');
        await page.getByRole('button').first().click();
        await page.getByLabel(/code/i).waitFor();
        await look();
        await page.getByLabel(/code/i).fill('00000000');
        await page.getByRole('button').click();
        await page.getByRole('alert').waitFor();
        await look();
        const { text } = await stories.email.person('lost@home.test').shown('Your code is');
        await page.getByLabel(/code/i).fill(/Your code is (\d{8})/.exec(text)?.[1] ?? '');
        await page.getByRole('button').click();
        await page.getByRole('button', { name: 'Yes' }).waitFor();
        await look();
        await page.getByRole('button', { name: 'Yes' }).click();
        await page.getByText('is unlocked').waitFor();
        await look();
      });
    }, 60_000);

    // The last one: it takes the server to another day.
    test('the page that ignores a reminder', async () => {
      await (await Calendar.of(world.product, 3)).at(slots[0] ?? '');
      const { buttons } = await stories.atMail('rose').shown('expires in 14 days');
      await visit(async (page, look) => {
        await page.goto(buttons.find(({ label }) => label === 'Ignore')?.url ?? '');
        await page.getByRole('button', { name: 'Ignore' }).waitFor();
        await look();
        await page.getByRole('button', { name: 'Ignore' }).click();
        await page.getByText('Thank you.').waitFor();
        await look();
      });
    });
  },
);
