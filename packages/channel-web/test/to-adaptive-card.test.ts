import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { toAdaptiveCard } from '../web/to-adaptive-card.ts';

const folder = new URL('golden/', import.meta.url);
const golden = readdirSync(folder).map((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')));

test.each(golden.map((entry) => [entry.title, entry]))('%s', (_title, { message, card }) => {
  expect(JSON.parse(JSON.stringify(toAdaptiveCard({ ...plain, ...message })))).toEqual(card);
});

const plain = {
  id: 'message-1',
  from: 'assistant' as const,
  at: '2026-01-15T09:00:00.000Z',
  locale: 'en',
  text: '',
  facts: [],
  links: [],
  choices: [],
  form: null,
  answered: null,
  place: 1,
};

test('no address but https and loopback ever becomes a link (C)', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.webUrl({ validSchemes: ['http', 'https', 'ftp'] }),
        fc.string().map((text) => `javascript:${text}`),
        fc.string().map((text) => `data:text/html,${text}`),
        fc.string(),
      ),
      (url) => {
        const card = JSON.stringify(toAdaptiveCard({ ...plain, links: [{ label: 'link', url }] }));
        expect(card.includes('Action.OpenUrl') && !url.startsWith('https://')).toBe(false);
      },
    ),
  );
});

test('no text reaches the renderer as something it would replace (C)', () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom('DATE', 'TIME'), (text, word) => {
      const hostile = `${text}{{${word}(2026-01-15T09:00:00Z)}}{{{${word}(2026-01-15T09:00:00Z)}}`;
      const message = { ...plain, text: hostile, facts: [{ label: hostile, value: hostile }] };
      expect(JSON.stringify(toAdaptiveCard(message))).not.toMatch(/\{\{(DATE|TIME)\(/);
    }),
  );
});
