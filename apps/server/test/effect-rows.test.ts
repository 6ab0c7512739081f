import { randomUUID } from 'node:crypto';
import { casesInHand, type EffectRow, effectColumns } from '../src/road/effect-rows.ts';
import { openTestDatabase, type TestDatabase } from './support/database.ts';

let world: TestDatabase;
beforeAll(async () => {
  world = await openTestDatabase();
}, 60_000);
afterAll(() => world.close());

/** Two effects of one lane, both recorded to be performed at once; the first as it is told to be. */
async function behind(first: { readonly status: string; readonly isRetried: boolean }) {
  const { database } = world;
  const [person, helpCase] = [randomUUID(), randomUUID()];
  await database.run("insert into person (id, display_name, login) values ($1, 'Ada', 'ada')", [person]);
  await database.run(
    `insert into help_case (person_id, id, policy, policy_version, state, locale, next_ordinal, lease_by)
     values ($1, $2, 'unlock-account', 1, '{}', 'en', 3, $2)`,
    [person, helpCase],
  );
  await database.run(
    `insert into effect (person_id, id, case_id, ordinal, lane, body, attempted_at, not_before, status, retried_at, finished_at)
     values ($1, gen_random_uuid(), $2, 1, 'ticket', '{}', now(), now(), $3, case when $4 then now() end,
         case when $3 <> 'intent' then now() end),
       ($1, gen_random_uuid(), $2, 2, 'ticket', '{}', now(), now(), 'intent', null, null)`,
    [person, helpCase, first.status, first.isRetried],
  );
  const rows = await database.rows<EffectRow>(
    `select ${effectColumns} from help_case join effect
       on effect.person_id = help_case.person_id and effect.case_id = help_case.id and effect.finished_at is null
     where help_case.id = $1 order by effect.ordinal`,
    [helpCase],
  );
  const [found] = casesInHand(rows);
  return found?.effects.find(({ ordinal }) => ordinal === 2);
}

test('what stands behind something of its lane that was never settled was not tried, though it was recorded to be', async () => {
  expect(await behind({ status: 'intent', isRetried: false })).toMatchObject({ attemptedAgo: null });
});

test.each([
  { of: 'is settled', status: 'done', isRetried: false },
  { of: 'was put aside and taken up again', status: 'intent', isRetried: true },
])('it may have been tried where the one before it $of', async (first) => {
  expect((await behind(first))?.attemptedAgo).toBeGreaterThanOrEqual(0);
});
