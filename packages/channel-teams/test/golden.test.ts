import { hostileTexts } from '@access-account/testkit';
import fc from 'fast-check';
import { catalogueLanguages, catalogueMessages, golden } from '../../../tooling/testing/index.ts';
import { cardProblems, sightOf } from '../src/fake/index.ts';
import { limits } from '../src/render/limits.ts';
import { toActivity } from '../src/render/to-activity.ts';
import { toCard } from '../src/render/to-card.ts';

const json = (value: unknown) => JSON.parse(JSON.stringify(value));
const to = { conversation: 'a:1', member: '29:1', user: '00000000-0000-0000-0000-000000000001' };
const from = { appId: '00000000-0000-0000-0000-000000000002', tenantId: '00000000-0000-0000-0000-000000000003' };

test('every message of the catalogue, as an Adaptive Card and what a notification says', () => {
  const rendered = Object.fromEntries(
    [...catalogueMessages('en')].map(([key, message]) => {
      const card = toCard(message);
      return [key, { summary: toActivity({ message, card, to, from }).summary, card }];
    }),
  );
  expect(json(rendered)).toEqual(golden(new URL('golden/catalogue.en.json', import.meta.url), rendered));
});

test.each(catalogueLanguages)('every message in %s is a good card, and nothing of it is lost (D)', (language) => {
  for (const message of catalogueMessages(language).values()) {
    const card = json(toCard(message));
    expect(cardProblems(card)).toEqual([]);
    expect(JSON.stringify(card).length).toBeLessThan(limits.card / 2);
    const seen = sightOf({ card });
    expect(seen.text).toBe(message.text);
    expect(seen.links).toEqual(message.links ?? []);
    expect(seen.mentions).toEqual([]);
    const options = (message.form?.fields ?? []).map((field) => field.options.map(({ value }) => value));
    expect(seen.fields.map((field) => field.options.map(({ value }) => value))).toEqual(options);
  }
});

const words = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 4000 }), fc.constantFrom(...hostileTexts));
const anyMessage = fc.record({
  text: words,
  facts: fc.array(fc.record({ label: words, value: words }), { maxLength: 40 }),
  links: fc.array(fc.record({ label: words, url: fc.oneof(fc.webUrl(), words) }), { maxLength: 20 }),
  choices: fc.array(fc.record({ label: words, token: fc.string({ minLength: 1, maxLength: 100 }) }), { maxLength: 40 }),
  locale: fc.constant('en'),
});

test('whatever a message says, Teams takes it, it calls nobody, and every token is in it (C)', () => {
  fc.assert(
    fc.property(anyMessage, (message) => {
      const card = json(toCard(message));
      expect(cardProblems(card)).toEqual([]);
      // Counted as UTF-16, with what is around it.
      expect(JSON.stringify(toActivity({ message, card, to, from })).length * 2).toBeLessThan(100 * 1024);
      const seen = sightOf({ card });
      expect(seen.mentions).toEqual([]);
      expect(seen.buttons.map(({ token }) => token)).toEqual(message.choices.map(({ token }) => token));
      expect(seen.links.every(({ url }) => /^https:\/\/|^http:\/\/(localhost|127\.)/.test(url))).toBe(true);
    }),
  );
});

test.each([
  'one',
  'one\ntwo',
  'one\n\ntwo',
  'one\n\n\ntwo',
  '\none',
  'one\n',
  '\n\n',
  '',
  Array.from({ length: 200 }, (_, index) => `${index}`).join('\n'),
])('the lines of %j are shown as they are', (text) => {
  expect(sightOf({ card: json(toCard({ text, locale: 'en' })) }).text).toBe(text);
});

test('no part of a text is read as a date (C)', () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom('DATE', 'TIME'), (text, word) => {
      const hostile = `${text}{{${word}(2026-01-15T09:00:00Z)}}{{{${word}(2026-01-15T09:00:00Z, LONG)}}}`;
      const message = { text: hostile, facts: [{ label: 'a', value: hostile }], locale: 'en' };
      const card = json(toCard(message));
      const runs = JSON.stringify(card).match(/"text":"(?:[^"\\]|\\.)*"/g) ?? [];
      expect(runs.filter((run) => /\{\{(DATE|TIME)\(/.test(run))).toEqual([]);
      expect(sightOf({ card }).facts[0]?.value).toBe(hostile);
    }),
  );
});
