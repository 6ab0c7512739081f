import { toLocale } from '../src/to-locale.ts';

test.each([
  ['de-CH', 'de-CH'],
  ['en-us', 'en-US'],
  ['fr, en;q=0.5', 'fr'],
  ['not a language', null],
  ['', null],
  [undefined, null],
])('%p is %p', (preferredLanguage, locale) => {
  expect(toLocale(preferredLanguage)).toBe(locale);
});
