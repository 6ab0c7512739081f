import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ people: ['alex', 'robin'] });
}, 60_000);
afterAll(() => world.close());

const notice = "effect.lane = 'timer:notice' and effect.status = 'intent'";
const casesOf = (login: string) =>
  `select help_case.id from help_case join person on person.id = help_case.person_id where person.login = '${login}'`;

/** Something of the case was due a while ago, and the case is this server's, which knows nothing of it. */
async function loseHold(login: string, { secondsAgo }: { readonly secondsAgo: number }): Promise<void> {
  await world.database.run(
    `update help_case set lease_by = (select id from replica limit 1) where id in (${casesOf(login)})`,
  );
  await world.database.run(
    `update effect set not_before = clock_timestamp() - make_interval(secs => $1::int)
     where ${notice} and case_id in (${casesOf(login)})`,
    [secondsAgo],
  );
}

async function isSettled(login: string): Promise<boolean> {
  const rows = await world.database.rows(`select from effect where ${notice} and case_id in (${casesOf(login)})`);
  return rows.length === 0;
}

test('what is this server’s in the database and slipped out of its hand goes on, and what is only late stays', async () => {
  for (const login of ['alex', 'robin']) {
    await world.lockedOut(login);
    // Let go, once the notice is out.
    await until(
      async () =>
        (await world.database.rows(`select from help_case where lease_by is not null and id in (${casesOf(login)})`))
          .length === 0,
    );
  }
  await loseHold('alex', { secondsAgo: 60 });
  await loseHold('robin', { secondsAgo: 2 });
  await world.product.road.sweep();
  expect(await isSettled('alex')).toBe(false);
  await world.product.road.reconcile();
  await world.product.road.sweep();
  await until(() => isSettled('alex'));
  expect(await isSettled('robin')).toBe(false);
});
