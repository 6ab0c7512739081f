import { RemindersInHand } from '../src/road/reminders-in-hand.ts';

let now: number;
let inHand: RemindersInHand;
beforeEach(() => {
  now = 0;
  inHand = new RemindersInHand({ now: () => now });
});

function add(system: string, count: number) {
  for (let index = 0; index < count; index += 1) inHand.add(`${system}-${index}`, system);
}

test('G15 reminders that move share the places, whatever their directory', () => {
  add('okta', 10);
  expect(inHand.roomFor('okta', 24)).toBe(14);
  expect(inHand.roomFor('ad', 24)).toBe(14);
  inHand.delete('okta-0');
  expect(inHand.roomFor('ad', 24)).toBe(15);
});

test('G15 they come many together: none before half of the places are free', () => {
  add('okta', 24);
  for (let index = 0; index < 11; index += 1) inHand.delete(`okta-${index}`);
  expect(inHand.roomFor('okta', 24)).toBe(0);
  inHand.delete('okta-11');
  expect(inHand.roomFor('okta', 24)).toBe(12);
});

test('G15 a directory that hangs holds no places of the others, and gets no more itself', () => {
  add('okta', 24);
  expect(inHand.roomFor('ad', 24)).toBe(0);
  now = 2000;
  expect(inHand.roomFor('ad', 24)).toBe(24);
  expect(inHand.roomFor('okta', 24)).toBe(0);
  expect([inHand.isHanging('okta'), inHand.isHanging('ad')]).toEqual([true, false]);
});

test('a few reminders that take long do not hold up their directory', () => {
  add('okta', 3);
  now = 2000;
  expect(inHand.roomFor('okta', 24)).toBe(24);
});

test('where fewer may move than do, none comes until they are over', () => {
  add('okta', 24);
  expect(inHand.roomFor('okta', 4)).toBe(0);
});

test('whoever waits for room hears of it when a reminder is over', async () => {
  add('okta', 1);
  let heard = false;
  const waiting = inHand.oneLess().then(() => {
    heard = true;
  });
  inHand.delete('somebody else’s');
  await Promise.resolve();
  expect(heard).toBe(false);
  inHand.delete('okta-0');
  await waiting;
});
