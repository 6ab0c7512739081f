import type { Message } from '@access-account/contract';
import { hostileTexts } from '@access-account/testkit';
import fc from 'fast-check';
import { catalogueLanguages, catalogueMessages, golden } from '../../../tooling/testing/index.ts';
import { composeRaw, sightOf } from '../src/fake/index.ts';
import { subjectOf } from '../src/render/subject-of.ts';
import { toHtml } from '../src/render/to-html.ts';
import { toParts } from '../src/render/to-parts.ts';
import { toPlainText } from '../src/render/to-plain-text.ts';

const page = (token: string) => `https://help.acme.test/connectors/mail/confirm/${encodeURIComponent(token)}`;

function mailOf(message: Message) {
  const parts = toParts(message, page);
  const subject = subjectOf(message.text);
  return { subject, text: toPlainText(parts), html: toHtml(parts, subject) };
}

test('every message of the catalogue, as a mail', () => {
  const rendered = Object.fromEntries([...catalogueMessages('en')].map(([key, message]) => [key, mailOf(message)]));
  expect(rendered).toEqual(golden(new URL('golden/catalogue.en.json', import.meta.url), rendered));
});

test.each(catalogueLanguages)(
  'every message in %s arrives whole, with a subject in its words (D)',
  async (language) => {
    for (const message of catalogueMessages(language).values()) {
      const { subject, text, html } = mailOf(message);
      const seen = await sightOf(
        await composeRaw({ from: 'help@acme.test', to: 'alex@acme.test', subject, text, html }),
      );
      expect(seen.text).toBe(message.text);
      expect(seen.links).toEqual(message.links ?? []);
      expect(seen.plain.startsWith(message.text)).toBe(true);
      expect(seen.subject).not.toBe('');
      expect(seen.subject.length).toBeLessThanOrEqual(100);
      expect(seen.html).toContain(`lang="${language}"`);
    }
  },
);

const words = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 2000 }), fc.constantFrom(...hostileTexts));
const anyMessage = fc.record({
  text: words,
  facts: fc.array(fc.record({ label: words, value: words }), { maxLength: 10 }),
  links: fc.array(fc.record({ label: words, url: fc.oneof(fc.webUrl(), words) }), { maxLength: 10 }),
  choices: fc.array(fc.record({ label: words, token: fc.string({ minLength: 1, maxLength: 100 }) }), { maxLength: 10 }),
  locale: fc.constant('en'),
});

test('whatever a message says, its words are words: no element, no link and no header is made of them (C)', () => {
  fc.assert(
    fc.property(anyMessage, (message) => {
      const { subject, html } = mailOf(message);
      expect(subject).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      const elements = [...html.matchAll(/<\/?([a-z]+)/g)].map(([, name]) => name);
      const known = ['html', 'head', 'meta', 'title', 'body', 'div', 'p', 'br', 'dl', 'dt', 'dd', 'a'];
      expect(elements.filter((name) => !known.includes(name ?? ''))).toEqual([]);
      const addresses = [...html.matchAll(/href="([^"]*)"/g)].map(([, url = '']) => url);
      expect(addresses.every((url) => /^https?:\/\//.test(url))).toBe(true);
      expect(addresses.filter((url) => url.includes('/connectors/mail/confirm/'))).toHaveLength(message.choices.length);
    }),
  );
});
