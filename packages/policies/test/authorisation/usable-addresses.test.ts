import { maskAddress, usableAddresses } from '../../src/index.ts';

const day = 24 * 60 * 60_000;
const instant = '2026-03-02T12:00:00.000Z';
const ago = (milliseconds: number) => new Date(Date.parse(instant) - milliseconds).toISOString();
const rules = { unchangedFor: 30 * day, allowUnknown: false };
const since = (unchangedSince: string | null) => ({ address: 'a@home.test', unchangedSince });
const usable = (unchangedSince: string | null, more: object = {}, changed: object = {}) =>
  usableAddresses({
    recovery: { addresses: [since(unchangedSince)], ...more },
    rules: { ...rules, ...changed },
    instant,
  });

test('an address that has been the same for as long as is asked may be used, and none a moment before', () => {
  expect(usable(ago(30 * day))).toEqual(['a@home.test']);
  expect(usable(ago(30 * day - 1))).toEqual([]);
  expect(usable(ago(0))).toEqual([]);
  expect(usable(ago(-day))).toEqual([]);
});

test('what is not known counts as changed just now, but where nobody can know and the organisation allows it', () => {
  expect(usable(null)).toEqual([]);
  expect(usable(null, { keepsNoHistory: true })).toEqual([]);
  expect(usable(null, {}, { allowUnknown: true })).toEqual([]);
  expect(usable(null, { keepsNoHistory: true }, { allowUnknown: true })).toEqual(['a@home.test']);
  expect(usable(ago(day), { keepsNoHistory: true }, { allowUnknown: true })).toEqual([]);
});

test('each is looked at by itself, in its order', () => {
  const addresses = [
    { address: 'new@home.test', unchangedSince: ago(day) },
    { address: 'old@home.test', unchangedSince: ago(40 * day) },
    { address: 'older@home.test', unchangedSince: ago(400 * day) },
  ];
  expect(usableAddresses({ recovery: { addresses }, rules, instant })).toEqual(['old@home.test', 'older@home.test']);
});

test.each([
  ['alex@home.test', 'a…@home.test'],
  ['a@b@home.test', 'a…@home.test'],
  ['@home.test', '…@home.test'],
  ['😀x@home.test', '😀…@home.test'],
])('%s is shown as %s', (address, shown) => {
  expect(maskAddress(address)).toBe(shown);
});
