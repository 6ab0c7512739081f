import fc from 'fast-check';
import { fromGeneralizedTime, toGeneralizedTime } from '../src/generalized-time.ts';

test('every whole second survives the way there and back', () => {
  const seconds = fc.integer({ min: 0, max: 253_402_300_799 });
  fc.assert(
    fc.property(seconds, (second) => expect(fromGeneralizedTime(toGeneralizedTime(second * 1000))).toBe(second * 1000)),
  );
});

test.each([
  ['20261124222639Z', '2026-11-24T22:26:39.000Z'],
  ['20261124222639.266533Z', '2026-11-24T22:26:39.266Z'],
  ['20261124222639,5Z', '2026-11-24T22:26:39.500Z'],
  ['202611242226Z', '2026-11-24T22:26:00.000Z'],
  ['2026112422.5Z', '2026-11-24T22:30:00.000Z'],
  ['20261124222639+0100', '2026-11-24T21:26:39.000Z'],
  ['20261124222639-05', '2026-11-25T03:26:39.000Z'],
])('%s is %s', (text, instant) => {
  expect(new Date(fromGeneralizedTime(text) ?? 0).toISOString()).toBe(instant);
});

test.each([undefined, '', 'yesterday', '20261324222639Z', '2026-11-24T22:26:39Z', '20261124222639'])(
  '%p is none',
  (text) => {
    expect(fromGeneralizedTime(text)).toBeUndefined();
  },
);
