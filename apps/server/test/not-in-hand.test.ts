import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ people: ['alex', 'robin'] });
}, 60_000);
afterAll(() => world.close());

const casesOf = (login: string) =>
  `select help_case.id from help_case join person on person.id = help_case.person_id where person.login = '${login}'`;

/** Something of the case was due a while ago, and the case is this server's, which knows nothing of it. Answers what is due. */
async function loseHold(login: string, { secondsAgo }: { readonly secondsAgo: number }): Promise<string> {
  await world.database.run(
    `update help_case set lease_by = (select id from replica limit 1) where id in (${casesOf(login)})`,
  );
  const [due] = await world.database.rows<{ id: string }>(
    `update effect set not_before = clock_timestamp() - make_interval(secs => $1::int)
     where lane = 'timer:notice' and status = 'intent' and case_id in (${casesOf(login)}) returning id`,
    [secondsAgo],
  );
  if (due === undefined) throw new Error(`Nothing of ${login} waits.`);
  return due.id;
}

async function isSettled(id: string): Promise<boolean> {
  return (await world.database.rows("select from effect where id = $1 and status <> 'intent'", [id])).length === 1;
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
  const long = await loseHold('alex', { secondsAgo: 60 });
  const late = await loseHold('robin', { secondsAgo: 2 });
  await world.product.road.sweep();
  expect(await isSettled(long)).toBe(false);
  await world.product.road.reconcile();
  await world.product.road.sweep();
  await until(() => isSettled(long));
  expect(await isSettled(late)).toBe(false);
});
