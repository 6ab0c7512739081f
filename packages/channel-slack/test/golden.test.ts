import { hostileTexts } from '@access-account/testkit';
import fc from 'fast-check';
import { catalogueLanguages, catalogueMessages, golden } from '../../../tooling/testing/index.ts';
import { blockProblems } from '../src/fake/fake-blocks.ts';
import { sightOf } from '../src/fake/index.ts';
import { toBlocks } from '../src/render/to-blocks.ts';
import { toFallback } from '../src/render/to-fallback.ts';
import { toModal } from '../src/render/to-modal.ts';

const file = (name: string) => new URL(`golden/${name}.json`, import.meta.url);
const json = (value: unknown) => JSON.parse(JSON.stringify(value));

test('every message of the catalogue, as text and Block Kit', () => {
  const rendered = Object.fromEntries(
    [...catalogueMessages('en')].map(([key, message]) => [
      key,
      { text: toFallback(message), blocks: toBlocks(message) },
    ]),
  );
  expect(json(rendered)).toEqual(golden(file('catalogue.en'), rendered));
});

test('every form of the catalogue, as a modal', () => {
  const rendered = Object.fromEntries(
    [...catalogueMessages('en')].flatMap(([key, message]) => {
      const { form } = message;
      if (form === undefined) return [];
      const conversation = { id: 'D0123' };
      return [[key, toModal({ message: { ...message, form }, conversation, title: 'Slack' })]];
    }),
  );
  expect(Object.keys(rendered)).toEqual(['mfa.choose', 'settings.choose', 'unlock.choose']);
  expect(json(rendered)).toEqual(golden(file('modals.en'), rendered));
});

test.each(catalogueLanguages)(
  'every message in %s is within Slack’s limits, and nothing of it is lost (D)',
  (language) => {
    for (const message of catalogueMessages(language).values()) {
      const blocks = json(toBlocks(message));
      expect(blockProblems(blocks, { blocks: 50 })).toEqual([]);
      const seen = sightOf({ blocks, text: toFallback(message) });
      expect(seen.text).toBe(message.text);
      expect(seen.links).toEqual(message.links ?? []);
      expect(seen.mentions).toEqual([]);
    }
  },
);

const words = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 4000 }), fc.constantFrom(...hostileTexts));
const anyMessage = fc.record({
  text: words,
  facts: fc.array(fc.record({ label: words, value: words }), { maxLength: 40 }),
  links: fc.array(fc.record({ label: words, url: fc.oneof(fc.webUrl(), words) }), { maxLength: 20 }),
  choices: fc.array(fc.record({ label: words, token: fc.string({ minLength: 1, maxLength: 200 }) }), { maxLength: 60 }),
  locale: fc.constant('en'),
});

test('whatever a message says, Slack takes it, it calls nobody, and every token is in it (C)', () => {
  fc.assert(
    fc.property(anyMessage, (message) => {
      const blocks = json(toBlocks(message));
      expect(blockProblems(blocks, { blocks: 50 })).toEqual([]);
      const seen = sightOf({ blocks, text: toFallback(message) });
      expect(seen.mentions).toEqual([]);
      expect(seen.buttons.map(({ token }) => token)).toEqual(message.choices.map(({ token }) => token));
      expect(seen.links.every(({ url }) => /^https:\/\/|^http:\/\/(localhost|127\.)/.test(url))).toBe(true);
    }),
  );
});
