import { randomUUID } from 'node:crypto';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ people: ['alex', 'sam'] });
}, 60_000);
afterAll(() => world.close());

/** A message that cannot be put into words: our own fault, not a provider's. */
const unspeakable = { type: 'say', sentences: [{ key: 'no.such.sentence', parameters: {} }] };

/** Adds an effect to the person's newest case, in the lane of its messages. */
async function addEffect(login: string, body: object, attempts: number): Promise<string> {
  const id = randomUUID();
  await world.database.run(
    `insert into effect (person_id, id, case_id, ordinal, lane, body, attempts)
     select person_id, $2, id, 100 + (select count(*) from effect where effect.case_id = help_case.id), 'person', $3, $4
     from help_case where person_id = $1 order by opened_at desc limit 1`,
    [await world.personId(login), id, JSON.stringify(body), attempts],
  );
  return id;
}

const statusOf = async (id: string) =>
  (
    await world.database.rows<{ status: string; attempts: number }>(
      'select status, attempts from effect where id = $1',
      [id],
    )
  )[0];

const health = async () => (await fetch(`${world.url}/readyz`)).json();

const api = (path: string, init: RequestInit = {}) =>
  fetch(`${world.url}/api/v1/effects/${path}`, {
    ...init,
    headers: { authorization: `Bearer ${world.product.access.operatorToken}`, 'content-type': 'application/json' },
  });

test('an effect that our own code fails at is put aside, people are told, nothing waits for it, and it can be tried again', async () => {
  const chat = await world.lockedOut('alex');
  await chat.choose('No');
  await chat.shown('I leave it as it is');
  const bad = await addEffect('alex', unspeakable, 7);
  const behind = await addEffect('alex', { type: 'say', sentences: [{ key: 'person.unknown', parameters: {} }] }, 0);
  await until(async () => (await statusOf(bad))?.status === 'parked');
  await until(async () => (await statusOf(behind))?.status === 'done');
  expect((await world.audited('alex')).map(({ name }) => name)).toContain('effect-parked');

  await until(async () => (await health()).effects.state === 'degraded');
  expect(await health()).toMatchObject({
    status: 'degraded',
    effects: { reason: expect.stringContaining('1 '), remedy: expect.stringContaining('effects parked') },
  });
  expect(await (await fetch(`${world.url}/metrics`)).text()).toContain('access_account_effects_parked 1');
  expect((await (await api('parked')).json()).effects).toEqual([
    {
      id: bad,
      person: 'alex',
      case: expect.any(String),
      type: 'say',
      reason: expect.any(String),
      at: expect.any(String),
    },
  ]);

  expect((await api('retry', { method: 'POST', body: '{"id":"nonsense"}' })).status).toBe(400);
  expect((await fetch(`${world.url}/api/v1/effects/retry`, { method: 'POST' })).status).toBe(401);
  await world.database.run('update effect set body = $2 where id = $1', [
    bad,
    JSON.stringify({ type: 'say', sentences: [{ key: 'person.unknown', parameters: {} }] }),
  ]);
  expect(await (await api('retry', { method: 'POST', body: JSON.stringify({ id: bad }) })).json()).toEqual({
    retried: 1,
  });
  await until(async () => (await statusOf(bad))?.status === 'done');
  expect((await health()).effects).toEqual({ state: 'ready' });
  expect((await world.audited('alex')).map(({ name }) => name)).toContain('effect-retried');
  expect((await world.verifyAudit()).findings).toEqual([]);
});

test('one that fails for the first time is tried again later, and nobody else waits', async () => {
  const chat = await world.lockedOut('sam');
  const bad = await addEffect('sam', unspeakable, 0);
  await until(async () => (await statusOf(bad))?.attempts === 1);
  expect((await statusOf(bad))?.status).toBe('intent');
  await chat.choose('Yes');
  // In another lane, and so is what is read and done; its own lane waits for it.
  await until(async () => (await world.directoryPage.signIn('sam', 'password-of-sam')) === 200);
  await world.timePasses('sam', 2);
  await until(async () => (await world.tickets('sam')).at(0)?.status === 'resolved');
});

test('what waits for a system that was left alone is tried as soon as it answers again, and nothing else', async () => {
  const hello = { type: 'say', sentences: [{ key: 'person.unknown', parameters: {} }] };
  const [waiting, notYet] = [await addEffect('alex', hello, 3), await addEffect('alex', hello, 0)];
  await world.database.run("update effect set not_before = now() + interval '1 hour' where id = any($1::uuid[])", [
    [waiting, notYet],
  ]);
  await world.product.road.recovered('desk');
  expect((await statusOf(waiting))?.status).toBe('intent');
  await world.product.road.recovered('web');
  await until(async () => (await statusOf(waiting))?.status === 'done');
  expect((await statusOf(notYet))?.status).toBe('intent');
});
