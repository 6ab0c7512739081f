import { Calendar, expiryConfiguration, expiryPeople } from './support/expiry-world.ts';
import { openWorld, type World } from './support/world.ts';

const { slots, password } = expiryPeople();

let world: World;
let calendar: Calendar;
beforeAll(async () => {
  const configuration = expiryConfiguration({ people: { alice: password(14) } });
  world = await openWorld({ people: [], configuration, hasMovableClock: true });
  calendar = await Calendar.of(world.product, 1);
}, 60_000);
afterAll(() => world.close());

/** Milliseconds until there may be more to do, a second after that instant. */
async function restAfter(instant: string): Promise<number> {
  await calendar.moveTo(instant);
  return world.product.expiry.reminders.round();
}

test('G16 reminders are looked for when they are due, and not up to two seconds later', async () => {
  const slot = Date.parse(slots[0] ?? '');
  const before = (milliseconds: number) => new Date(slot - milliseconds).toISOString();
  expect(await restAfter(before(60_000))).toBe(2000);
  const rest = await restAfter(before(2500));
  expect(rest).toBeGreaterThan(0);
  expect(rest).toBeLessThanOrEqual(1500);
});
