import { catalogueMessages, golden } from '../../../tooling/testing/index.ts';
import { mapMessage } from '../src/map-message.ts';
import { toAdaptiveCard } from '../web/to-adaptive-card.ts';

const first = { id: 'message-1', from: 'assistant' as const, at: '2026-01-15T09:00:00.000Z', answered: null, place: 1 };

test('every message of the catalogue, as a card', () => {
  const rendered = Object.fromEntries(
    [...catalogueMessages('en')].map(([key, message]) => [key, toAdaptiveCard({ ...first, ...mapMessage(message) })]),
  );
  expect(JSON.parse(JSON.stringify(rendered))).toEqual(golden(new URL('catalogue.en.json', import.meta.url), rendered));
});
