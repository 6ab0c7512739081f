import fc from 'fast-check';
import { fromFiletime, fromInterval } from '../src/filetime.ts';

test('a FILETIME is the instant it stands for', () => {
  expect(new Date(fromFiletime('132537600000000000') ?? 0).toISOString()).toBe('2020-12-30T00:00:00.000Z');
});

test('every instant survives the way there and back', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('1700-01-01'), max: new Date('2500-01-01'), noInvalidDate: true }), (date) => {
      const ticks = (BigInt(date.getTime()) + 11_644_473_600_000n) * 10_000n;
      expect(fromFiletime(String(ticks))).toBe(date.getTime());
    }),
  );
});

test.each([undefined, '', '0', '9223372036854775807', '-1', 'soon', '1e9'])('%p is no instant', (value) => {
  expect(fromFiletime(value)).toBeUndefined();
});

test('an interval is stored negative', () => {
  expect(fromInterval('-18000000000')).toBe(1_800_000);
});

test.each([undefined, '0', '-9223372036854775808', '-9223372036854775807', '5'])('%p has no end', (value) => {
  expect(fromInterval(value)).toBeUndefined();
});
