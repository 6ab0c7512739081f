import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core';
import { launchChromium, missingForChromium } from '../../../tooling/real-servers/chromium.ts';
import { describeReal } from '../../../tooling/real-servers/describe-real.ts';
import { type ServerProcess, startServer, temporaryDirectory } from '../../../tooling/testing/index.ts';

const root = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const artifacts = root('artifacts');

/** What the person types, presses and reads. */
interface Words {
  readonly locked: RegExp;
  readonly yes: string;
  readonly unlocked: RegExp;
  readonly askUnlock: string;
  readonly confirmUnlock: RegExp;
  readonly askPassword: string;
  readonly passwordLink: string;
  readonly askMfa: string;
  readonly resetMfa: string;
  readonly mfaDone: RegExp;
  readonly enrol: string;
  readonly expires: RegExp;
  readonly changePassword: string;
  readonly ignore: string;
  readonly ignored: RegExp;
  readonly hint: string;
}

const english: Words = {
  locked: /is locked after too many wrong passwords\. Shall I unlock it\?/,
  yes: 'Yes',
  unlocked: /is unlocked\. You can sign in with your current password\./,
  askUnlock: 'please unlock my account',
  confirmUnlock: /^Shall I unlock/,
  askPassword: 'I forgot my password',
  passwordLink: 'Choose a new password',
  askMfa: 'I lost my phone',
  resetMfa: 'Yes, reset MFA',
  mfaDone: /Reset complete!/,
  enrol: 'Set up MFA',
  expires: /expires in \d+ days/,
  changePassword: 'Change password',
  ignore: 'Ignore',
  hint: 'Never write a password here.',
  ignored: /I will write again when the next one is about to expire/,
};

const german: Words = {
  locked: /nach zu vielen falschen Passwörtern gesperrt/,
  yes: 'Ja',
  unlocked: /ist entsperrt\./,
  askUnlock: 'Bitte entsperre mein Konto',
  confirmUnlock: /^Soll ich .* entsperren/,
  askPassword: 'Ich habe mein Passwort vergessen',
  passwordLink: 'Neues Passwort wählen',
  askMfa: 'Mein Handy ist weg',
  resetMfa: 'Ja, MFA zurücksetzen',
  mfaDone: /Zurücksetzen abgeschlossen!/,
  enrol: 'MFA einrichten',
  expires: /läuft in \d+ Tagen ab/,
  changePassword: 'Passwort ändern',
  ignore: 'Ignorieren',
  hint: 'Schreiben Sie hier nie ein Passwort.',
  ignored: /Ich melde mich wieder, wenn das nächste bald abläuft/,
};

const people = [
  { login: 'alex', locale: 'en-US', words: english, width: 1440 },
  { login: 'sam', locale: 'en-GB', words: english, width: 360 },
  { login: 'anna', locale: 'de-DE', words: german, width: 1440 },
  { login: 'lena', locale: 'de-DE', words: german, width: 360 },
].map((person) => ({ ...person, size: person.width === 360 ? 'phone' : 'desktop' }));

describeReal({ name: 'All that people come for, in the Playground', missing: missingForChromium() }, () => {
  let browser: Browser;
  let context: BrowserContext;
  let server: ServerProcess;

  beforeAll(async () => {
    const directory = temporaryDirectory();
    cpSync(root('instructions'), join(directory, 'instructions'), { recursive: true });
    const accounts = people.map(({ login, locale }) => ({
      login,
      displayName: `${login[0]?.toUpperCase()}${login.slice(1)} Example`,
      email: `${login}@acme.test`,
      password: `correct-horse-${login}`,
      locale,
      passwordAgeDays: 75,
      factors: [
        { kind: 'totp', label: 'Pixel 9' },
        { kind: 'sms', label: '… 4321' },
      ],
    }));
    const configuration = readFileSync(root('access-account.yaml'), 'utf8').replace(
      /sandbox: \{.*\}\n/,
      `sandbox: ${JSON.stringify({
        package: '@access-account/identity-sandbox',
        poll: { every: '1s' },
        list: { every: '1s' },
        config: { people: accounts },
      })}\n`,
    );
    [browser, server] = await Promise.all([launchChromium(), startServer({ configuration, directory })]);
    context = await browser.newContext({ reducedMotion: 'reduce' });
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

  const open = async (login: string, width: number) => {
    const page = await context.newPage();
    await page.setViewportSize({ width, height: width === 360 ? 740 : 900 });
    const problems: string[] = [];
    page.on('pageerror', ({ message }) => problems.push(message));
    page.on('console', (message) => {
      const refused = message.location().url.endsWith('/sign-in') && message.text().includes('status of 401');
      if (['error', 'warning'].includes(message.type()) && !refused) problems.push(message.text());
    });
    await page.goto(`${server.url}/console/`);
    await page.getByRole('combobox', { name: 'Person to play' }).click();
    await page.getByRole('option').filter({ hasText: login }).click();
    const directory = page.frameLocator('iframe[title="Sign in to the sandbox"]');
    const chat = page.frameLocator(`iframe[title="The chat of ${login}"]`);
    await chat.locator('[data-state=online]').waitFor();
    expect(await directory.getByLabel('Login').inputValue()).toBe(login);
    return { page, directory, chat, problems };
  };

  const signIn = async (page: Page, directory: FrameLocator, password: string) => {
    await directory.getByLabel('Password').fill(password);
    const answer = page.waitForResponse((response) => response.request().method() === 'POST');
    await directory.getByRole('button', { name: 'Sign in' }).click();
    return (await answer).status();
  };

  const write = async (chat: FrameLocator, text: string) => {
    await chat.getByRole('textbox').fill(text);
    await chat.getByRole('textbox').press('Enter');
  };

  const press = (chat: FrameLocator, name: string) => chat.getByRole('button', { name, exact: true }).last().click();

  test.each(people)(
    'PE-7, LN-8, UA-3, MFA-3, PR-4: a reminder, two locks, a lost phone and a forgotten password of $login, in $locale on a $size',
    async ({ login, words, width, size }) => {
      const { page, directory, chat, problems } = await open(login, width);
      const picture = async (name: string) => {
        await chat.getByRole('log').scrollIntoViewIfNeeded();
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
        await page.screenshot({ path: join(artifacts, `${name}-${login}-${size}.png`) });
      };

      // A password that runs out: a week passes in the directory, and everybody hears of it.
      if (login === 'alex') {
        const days = page.getByRole('region', { name: 'The directory’s day' });
        await days.getByRole('button', { name: '+1 week' }).click();
      }
      await chat.getByText(words.expires).waitFor();
      await chat.getByRole('button', { name: words.changePassword, exact: true }).waitFor();
      await picture('expiry');
      await press(chat, words.ignore);
      await chat.getByText(words.ignored).waitFor();

      // Unlock, noticed.
      for (let time = 1; time <= 5; time += 1) expect(await signIn(page, directory, 'wrong')).toBe(401);
      await chat.getByText(words.locked).waitFor();
      await press(chat, words.yes);
      await chat.getByText(words.unlocked).waitFor();
      await picture('unlock');
      expect(await signIn(page, directory, `correct-horse-${login}`)).toBe(200);

      // Unlock, asked for: the second lock of the day is not told of by itself.
      for (let time = 1; time <= 5; time += 1) expect(await signIn(page, directory, 'wrong')).toBe(401);
      await write(chat, words.askUnlock);
      await chat.getByText(words.confirmUnlock).waitFor();
      await press(chat, words.yes);
      await chat.getByText(words.unlocked).nth(1).waitFor();
      expect(await signIn(page, directory, `correct-horse-${login}`)).toBe(200);

      // The page around it speaks their language too.
      await chat.getByText(words.hint).waitFor();

      // A lost phone.
      await write(chat, words.askMfa);
      await chat.getByRole('radio', { name: /Pixel 9/ }).check();
      await picture('mfa-choice');
      await press(chat, words.resetMfa);
      await chat.getByText(words.mfaDone).waitFor();
      await chat.getByRole('link', { name: words.enrol }).waitFor();
      await picture('mfa');

      // A forgotten password: chosen on the directory's own page, which the link leads to.
      await write(chat, words.askPassword);
      const link = chat.getByRole('link', { name: words.passwordLink });
      await link.waitFor();
      await picture('password');
      const [reset] = await Promise.all([context.waitForEvent('page'), link.click()]);
      await reset.getByRole('textbox', { name: 'New password' }).fill(`another-horse-${login}`);
      await reset.getByRole('button', { name: 'Set password' }).click();
      await reset.getByRole('status').waitFor();
      await reset.close();
      expect(await signIn(page, directory, `correct-horse-${login}`)).toBe(401);
      expect(await signIn(page, directory, `another-horse-${login}`)).toBe(200);

      expect(problems).toEqual([]);
      await page.close();
    },
    60_000,
  );
});
