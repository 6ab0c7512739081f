import { fakeCall } from '@access-account/testkit';
import { remembered } from '../src/remembered.ts';

const setUp = () => {
  let now = Date.parse('2026-03-02T10:00:00Z');
  const asked: string[] = [];
  let fails = false;
  const memory = remembered({
    load: async (key) => {
      asked.push(key);
      if (fails) throw new Error('away');
      return `${key}, the ${asked.length}.`;
    },
    milliseconds: 15_000,
    clock: { now: () => new Date(now) },
  });
  return {
    asked,
    ask: (key: string) => memory(fakeCall())(key),
    inOneCall: () => memory(fakeCall()),
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
    fail: (value: boolean) => {
      fails = value;
    },
  };
};

test('an answer stands for its time, and not a moment longer', async () => {
  const { ask, asked, pass } = setUp();
  await ask('default');
  pass(14_999);
  expect(await ask('default')).toBe('default, the 1.');
  pass(1);
  expect(await ask('default')).toBe('default, the 2.');
  expect(await ask('special')).toBe('special, the 3.');
  expect(asked).toEqual(['default', 'default', 'special']);
});

test('a clock that was set back keeps nothing for longer', async () => {
  const { ask, pass } = setUp();
  await ask('default');
  pass(-60_000);
  expect(await ask('default')).toBe('default, the 2.');
});

test('one call asks for a key once, however many ask at a time', async () => {
  const { inOneCall, asked } = setUp();
  const look = inOneCall();
  await Promise.all([look('default'), look('default'), look('default')]);
  expect(asked).toEqual(['default']);
});

test('what failed is asked for again', async () => {
  const { ask, fail } = setUp();
  fail(true);
  await expect(ask('default')).rejects.toThrow('away');
  fail(false);
  expect(await ask('default')).toBe('default, the 2.');
});
