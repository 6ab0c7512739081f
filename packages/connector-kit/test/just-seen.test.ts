import { fakeClock } from '@access-account/testkit';
import { JustSeen } from '../src/index.ts';

test('what was seen within its life is known, once', () => {
  const clock = fakeClock();
  const seen = new JustSeen(clock, 60_000);
  seen.add('a');
  clock.advance(59_999);
  expect(seen.take('a')).toBe(true);
  expect(seen.take('a')).toBe(false);
  expect(seen.take('b')).toBe(false);
});

test('what was seen longer ago is not, and what is seen again is', () => {
  const clock = fakeClock();
  const seen = new JustSeen(clock, 60_000);
  seen.add('a');
  seen.add('b');
  clock.advance(40_000);
  seen.add('a');
  clock.advance(20_000);
  seen.add('c');
  expect(seen.take('a')).toBe(true);
  expect(seen.take('b')).toBe(false);
  expect(seen.take('c')).toBe(true);
});
