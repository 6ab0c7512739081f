import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Message } from '@access-account/contract';
import { hostileTexts } from '@access-account/testkit';
import type { Browser, Page } from 'playwright-core';
import { launchChromium, missingForChromium } from '../../../tooling/real-servers/chromium.ts';
import { describeReal } from '../../../tooling/real-servers/describe-real.ts';
import { catalogueLanguages, catalogueMessages } from '../../../tooling/testing/index.ts';
import { toCard } from '../src/render/to-card.ts';

const renderer = readFileSync(fileURLToPath(import.meta.resolve('adaptivecards/dist/adaptivecards.min.js')), 'utf8');
/** Where pictures of it go, for whoever wants to look. */
const artifacts = fileURLToPath(new URL('../../../artifacts', import.meta.url));

const page = `<!doctype html><meta charset="utf-8"><title>A card</title><style>
body { margin: 0; padding: 20px; background: #f5f5f5; font: 14px/1.4 "Segoe UI", "Liberation Sans", sans-serif; color: #242424 }
#card { max-width: 440px; padding: 14px 16px; background: #fff; border: 1px solid #e0e0e0; border-radius: 8px }
#card p { margin: 0 }
button { font: inherit; font-weight: 600; padding: 5px 14px; border: 1px solid #d1d1d1; border-radius: 4px; background: #fff; color: inherit; margin-right: 8px }
button.style-positive { background: #5b5fc7; border-color: #5b5fc7; color: #fff }
button.style-destructive { border-color: #c4314b; color: #c4314b }
select { font: inherit; padding: 5px; width: 100% }
</style><div id="card"></div>`;

/** What is used of the renderer. */
interface Renderer {
  readonly AdaptiveCard: {
    new (): { parse(json: unknown, context: unknown): void; render(): HTMLElement };
    onProcessMarkdown: (text: string, result: { outputHtml: string; didProcess: boolean }) => void;
  };
  readonly SerializationContext: new () => {
    readonly eventCount: number;
    getEventAt(index: number): { readonly message: string };
  };
}

interface Rendered {
  readonly text: string;
  /** Elements that only markup makes. */
  readonly markup: number;
  readonly buttons: readonly string[];
  readonly problems: readonly string[];
}

// Microsoft's own renderer, with the Markdown that it has where it is given none.
describeReal({ name: 'Cards in Microsoft’s renderer', missing: missingForChromium() }, () => {
  let browser: Browser;
  let tab: Page;
  beforeAll(async () => {
    browser = await launchChromium();
    tab = await browser.newPage({ viewport: { width: 520, height: 400 }, deviceScaleFactor: 2 });
    await tab.setContent(page);
    await tab.addScriptTag({ content: renderer });
  });
  afterAll(() => browser.close());

  const render = (message: Message): Promise<Rendered> =>
    tab.evaluate(
      (json) => {
        const { AdaptiveCards } = globalThis as unknown as { readonly AdaptiveCards: Renderer };
        // Everything that is read as Markdown becomes bold: what is not, does not.
        AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
          result.outputHtml = `<b class="markdown">${text}</b>`;
          result.didProcess = true;
        };
        const card = new AdaptiveCards.AdaptiveCard();
        const context = new AdaptiveCards.SerializationContext();
        card.parse(JSON.parse(json), context);
        const element = card.render();
        const place = document.querySelector('#card');
        place?.replaceChildren(element);
        for (const line of element.querySelectorAll('br')) line.replaceWith('\n');
        const lines = [...element.querySelectorAll('.ac-richTextBlock')].map((one) => one.textContent ?? '');
        return {
          text: lines.join('\n'),
          markup: element.querySelectorAll('b, i, a, img, script, h1, ul, ol, blockquote, code').length,
          buttons: [...element.querySelectorAll('button')].map((one) => one.textContent ?? ''),
          // It looks at languages with one regular expression that remembers where it was: every other one is wrong to it.
          problems: Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message).filter(
            (problem) => !/^Invalid value "[a-z]{2,3}" for property "lang"/.test(problem),
          ),
        };
      },
      JSON.stringify(toCard(message)),
    );

  test('every message of the catalogue is shown whole, with its buttons, and nothing is wrong with the card (P)', async () => {
    for (const language of catalogueLanguages) {
      for (const message of catalogueMessages(language).values()) {
        const shown = await render(message);
        const lines = message.text.split('\n').filter((line) => line !== '');
        for (const line of lines) expect(shown.text).toContain(line);
        const buttons = [...(message.form === undefined ? [] : [message.form.submit]), ...(message.choices ?? [])];
        const links = message.links ?? [];
        expect(shown.buttons).toEqual([...links, ...buttons].map(({ label }) => label));
        expect([shown.markup, shown.problems]).toEqual([0, []]);
      }
    }
  });

  test.each(hostileTexts)('%j is words (C, P)', async (text) => {
    const choices = [{ label: `Yes ${text}`, token: 'a' }];
    const shown = await render({ text: `“${text}”`, facts: [{ label: text, value: text }], choices, locale: 'en' });
    expect([shown.markup, shown.problems]).toEqual([0, []]);
    expect(shown.text).toContain(`“${text}”`);
    expect(shown.text).toContain(`${text} ${text}`);
  });

  test('a picture of the notice', async () => {
    const notice = catalogueMessages('en').get('lockout.notice');
    if (notice === undefined) throw new Error('There is no such message.');
    await render(notice);
    const picture = await tab.locator('body').screenshot();
    expect(picture.length).toBeGreaterThan(5000);
    mkdirSync(artifacts, { recursive: true });
    await tab.locator('#card').screenshot({ path: join(artifacts, 'teams-card.png') });
  });
});
