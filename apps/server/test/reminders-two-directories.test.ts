import type { IdentityOperations } from '@access-account/contract';
import { Calendar, expiryConfiguration, expiryPeople } from './support/expiry-world.ts';
import { replaceOperations } from './support/operations.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

const { slots, password } = expiryPeople();
/** More than there is room for at a time: whoever hangs could take all of it. */
const crowd = 120;
const few = 5;
const names = (letter: string, count: number) => Array.from({ length: count }, (_, number) => `${letter}${number}`);
const all = (logins: readonly string[], differences: object) =>
  Object.fromEntries(logins.map((login) => [login, differences]));
const fresh = { passwordAgeDays: 0 };
const [atPlant, atCorp] = [names('p', crowd), names('c', few)];

let world: World;
let calendar: Calendar;
beforeAll(async () => {
  const people = { ...all(atPlant, fresh), ...all(atCorp, password(14)) };
  const corp = expiryConfiguration({ people });
  const plant = expiryConfiguration({ people: all(atPlant, password(14)) });
  const connector = plant.slice(plant.indexOf('  sandbox:'), plant.indexOf('  web:')).replace('sandbox:', 'plant:');
  const configuration = corp.replace('  web:', `${connector.replace('"Corp"', '"Plant"')}  web:`);
  world = await openWorld({ people: [], configuration, hasMovableClock: true });
  const everybody = crowd + few + crowd;
  // People are put into a sandbox one after the other while the product runs already.
  await until(async () => {
    for (const system of ['sandbox', 'plant']) await world.product.expiry.mirror.round(system);
    const [row] = await world.database.rows<{ mirrored: number }>('select count(*)::int as mirrored from expiry');
    return row?.mirrored === everybody;
  }, 'both directories being mirrored');
  calendar = await Calendar.of(world.product, everybody);
}, 60_000);
afterAll(() => world.close());

/** How often each account was reminded, by directory. */
async function told(system: string): Promise<readonly number[]> {
  const rows = await world.database.rows<{ times: number }>(
    `select count(*)::int as times from effect join help_case on help_case.id = effect.case_id
     where help_case.subjects::text like $1 and effect.body ->> 'type' = 'say' and effect.status = 'done'
       and effect.body::text like '%expiry.reminder%' group by effect.person_id`,
    [`%${system}/%`],
  );
  return rows.map(({ times }) => times);
}

test('G15 a directory that hangs holds up no reminder of another one; in the end everybody is told once', async () => {
  const read = Promise.withResolvers<void>();
  const restore = replaceOperations(world.product, 'identity', 'plant', (operations) => ({
    'account.read': (async (input, call) => {
      await read.promise;
      return operations['account.read'](input, call);
    }) satisfies IdentityOperations['account.read'],
  }));
  try {
    await calendar.moveTo(slots[0] ?? '');
    await until(async () => (await told('sandbox')).length === few, 'everybody of the other directory being told');
    expect(await told('plant')).toEqual([]);
  } finally {
    restore();
    read.resolve();
  }
  await calendar.settled();
  expect(await told('sandbox')).toEqual(Array.from({ length: few }, () => 1));
  expect(await told('plant')).toEqual(Array.from({ length: crowd }, () => 1));
}, 60_000);
