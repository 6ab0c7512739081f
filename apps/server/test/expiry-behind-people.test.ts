import type { IdentityOperations } from '@access-account/contract';
import { Calendar, expiryConfiguration, expiryPeople } from './support/expiry-world.ts';
import { replaceOperations } from './support/operations.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

const { slots, password } = expiryPeople();
/** More than there is room for at a time. */
const crowd = 120;
const many = Object.fromEntries(Array.from({ length: crowd }, (_, number) => [`p${number}`, password(14)]));

let world: World;
let calendar: Calendar;
beforeAll(async () => {
  world = await openWorld({
    people: [],
    configuration: expiryConfiguration({ people: { ...many, asks: { passwordAgeDays: 0 }, away: password(15) } }),
    hasMovableClock: true,
  });
  calendar = await Calendar.of(world.product, crowd + 2);
}, 60_000);
afterAll(() => world.close());

async function count(statement: string): Promise<number> {
  const [row] = await world.database.rows<{ count: number }>(`select count(*)::int as count from ${statement}`);
  return row?.count ?? 0;
}

test('G22 reminders that hang hold up nobody who asks for something else; in the end everybody is told once', async () => {
  const asks = await world.chat('asks');
  const read = Promise.withResolvers<void>();
  const restore = replaceOperations(world.product, 'identity', 'sandbox', (operations) => ({
    'account.read': (async (input, call) => {
      if (call.actor.kind === 'schedule') await read.promise;
      return operations['account.read'](input, call);
    }) satisfies IdentityOperations['account.read'],
  }));
  const room = world.product.road.roomForReminders('sandbox');
  try {
    await calendar.moveTo(slots[0] ?? '');
    await until(async () => (await count('reminder')) === crowd, 'the sweep');
    const entered = "help_case where policy = 'password-expiry'";
    await until(async () => (await count(entered)) >= room, 'the room being taken');
    await asks.say('help');
    await asks.shown(({ from }) => from === 'assistant');
    expect(await count(entered)).toBe(room);
  } finally {
    restore();
    read.resolve();
  }
  await calendar.settled();
  const told = "effect where body ->> 'type' = 'say' and status = 'done' and body::text like '%expiry.reminder%'";
  expect(await count(told)).toBe(crowd);
  expect(await count(`(select person_id from ${told} group by 1 having count(*) > 1) as twice`)).toBe(0);
});

test('a reminder waits while its directory is away', async () => {
  const { registry } = world.product;
  const sandbox = registry.ready('identity', 'sandbox');
  if (sandbox === undefined) throw new Error('The sandbox is not connected.');
  const away = await world.chat('away');
  registry.set({
    state: 'missing',
    name: 'sandbox',
    package: '@access-account/identity-sandbox',
    kind: 'identity',
    reason: 'is away.',
    remedy: 'Wait.',
  });
  await calendar.moveTo(slots[1] ?? '');
  const waiting = 'reminder where entered_at is null and not_before is not null';
  await until(async () => (await count(waiting)) === 1, 'the reminder being put off');
  expect(away.messages).toEqual([]);
  registry.set(sandbox);
  await calendar.moveTo(new Date(Date.parse(slots[1] ?? '') + 2 * 60_000).toISOString());
  await away.shown('expires in 14 days');
});
