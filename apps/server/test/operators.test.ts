import { randomUUID } from 'node:crypto';
import type { Chat } from '../../../tooling/testing/index.ts';
import { AuditLog } from '../src/audit/audit-log.ts';
import { operators } from '../src/operators/operators.ts';
import { Troubles, type TroublesOptions } from '../src/operators/troubles.ts';
import type { ConnectorHealth } from '../src/registry/connector-registry.ts';
import { type LivingReplica, livingReplica } from './support/living-replica.ts';
import { openWorld, type World } from './support/world.ts';

let world: World;
let chat: Chat;
let health: readonly ConnectorHealth[] = [];
/** Another server than the one that runs: that looks too. */
let looker: LivingReplica;
beforeAll(async () => {
  world = await openWorld({ people: ['alex'], more: 'operators: ops@acme.test' });
  chat = await world.chat('ops@acme.test');
  looker = await livingReplica(world.database);
}, 60_000);
afterAll(() => world.close());
beforeEach(async () => {
  health = [];
  for (const table of ['trouble_sight', 'trouble', 'operator_notice']) await world.database.run(`delete from ${table}`);
});

const ill = (name: string): ConnectorHealth => ({
  name,
  kind: 'identity',
  id: name,
  displayName: name.toUpperCase(),
  state: 'degraded',
  reasons: [{ summary: 'It does not answer.', remedy: 'Plug it in.' }],
});

/** A server's look at what needs a human: of a server that has just started, and sees what `health` says. */
function looking(options: Partial<TroublesOptions> = {}): Troubles {
  const { database, keys, witness, parked, sealer, road, configuration } = world.product;
  return new Troubles({
    database,
    audit: new AuditLog({ key: keys.audit, witness }),
    parked,
    attack: () => null,
    replica: looker,
    sealer,
    witness,
    registry: { health: () => health },
    to: configuration.operators,
    tell: (id, event, address) => road.tellOperators(id, event, address),
    settlesWithin: 0,
    overAfter: 0,
    ...options,
  });
}

/** One look, by the only server that looks at this moment. */
async function look(troubles: Troubles): Promise<void> {
  await world.database.run("delete from watch where name = 'operators'");
  await troubles.round();
}

const told = (words: string) => chat.messages.filter(({ text }) => text.includes(words)).length;
const audited = async (name: string) =>
  (await world.database.rows("select 1 from audit where body::jsonb ->> 'name' = $1", [name])).length;
const readyz = async () => (await fetch(`${world.url}/readyz`)).json();

test('OPS-3 a connector that does not work is told once when it begins and once when it is over, over restarts and servers', async () => {
  health = [ill('mainframe')];
  const [one, other] = [looking(), looking()];
  await look(one);
  const message = await chat.shown('MAINFRAME (mainframe) does not work as it should');
  expect(message.text).toContain('It does not answer. Plug it in.');
  for (const server of [one, other, looking(), one]) await look(server);
  expect(told('does not work as it should')).toBe(1);
  expect(await audited('trouble-began')).toBe(1);

  health = [];
  await look(one);
  await chat.shown('MAINFRAME (mainframe) works again');
  for (const server of [other, looking()]) await look(server);
  expect(told('works again')).toBe(1);
  expect(await audited('trouble-over')).toBe(1);
  expect((await readyz()).operators).toEqual({ state: 'ready' });
});

test('OPS-3 what only blinks is nobody’s news, and what comes and goes is one trouble', async () => {
  health = [ill('blinks')];
  const patient = looking({ settlesWithin: 60_000 });
  await look(patient);
  health = [];
  await look(patient);
  expect(await world.database.rows('select 1 from trouble')).toEqual([]);

  health = [ill('flaps')];
  const slow = looking({ overAfter: 60_000 });
  await look(slow);
  for (let times = 0; times < 5; times += 1) {
    health = health.length === 0 ? [ill('flaps')] : [];
    await look(slow);
  }
  await chat.shown('FLAPS (flaps) does not work');
  expect(await world.database.rows('select ended_at from trouble')).toEqual([{ ended_at: null }]);
  expect(told('FLAPS (flaps)')).toBe(1);
});

test('OPS-3 a server that has just started ends nothing: what the others see may only not be said yet', async () => {
  health = [ill('slow')];
  await look(looking());
  health = [];
  await look(looking({ overAfter: 60_000 }));
  expect(await world.database.rows('select ended_at from trouble')).toEqual([{ ended_at: null }]);
});

test('OPS-3 what a server saw that is dead counts no more', async () => {
  await world.database.run(
    "insert into trouble_sight (key, replica, kind, name, detail) values ('connector:gone', $1, 'connector', 'gone', '')",
    [randomUUID()],
  );
  await look(looking());
  expect(await world.database.rows('select 1 from trouble')).toEqual([]);
  expect(await world.database.rows('select 1 from trouble_sight')).toEqual([]);
});

test('OPS-3 a hundred at once are one message, and an hour has at most twelve: the rest comes together', async () => {
  const notices = () => world.database.rows('select 1 from operator_notice');
  health = Array.from({ length: 100 }, (_, index) => ill(`many-${index}`));
  await look(looking());
  await chat.shown('And 90 more');
  expect(await notices()).toHaveLength(1);

  const server = looking();
  for (let index = 0; index < 20; index += 1) {
    health = [...health, ill(`more-${index}`)];
    await look(server);
  }
  expect(await notices()).toHaveLength(12);
  expect(told('MORE-11')).toBe(0);
  // The audit does not wait for the next hour.
  await look(looking({ sealer: { broken: 'position 7 does not follow from the one before it' } }));
  await chat.shown('The audit needs somebody: position 7');
  await world.database.run("update operator_notice set at = at - interval '1 hour'");
  await look(server);
  expect((await chat.shown('MORE-19 (more-19)')).text).toContain('MORE-11 (more-11)');
  expect(await notices()).toHaveLength(14);
});

test('OPS-3 what was put aside is told, tickets apart from the rest', async () => {
  const lost = await world.lockedOut('alex');
  await lost.choose('No');
  await lost.shown('I leave it as it is');
  await world.database.run(
    `insert into effect (person_id, id, case_id, ordinal, lane, body, status, finished_at)
     select person_id, gen_random_uuid(), id, 100, 'ticket', '{"type":"ticket"}', 'parked', now() from help_case where person_id = $1`,
    [await world.personId('alex')],
  );
  const server = looking();
  await look(server);
  await chat.shown('Tickets were put aside and wait for somebody: 1. See `access-account tickets parked`.');
  await world.database.run("delete from effect where status = 'parked'");
  await look(server);
  await chat.shown('No ticket is put aside any more');
  await world.product.parked.look();
});

test('OPS-3 what does not get through is on /readyz, and the operators’ address makes nobody else of whoever it belongs to', async () => {
  health = [ill('unreachable')];
  await look(looking());
  await chat.shown('UNREACHABLE (unreachable)');
  expect(await world.database.rows('select 1 from channel_identity where person_id = $1', [operators])).toEqual([]);
  await world.database.run(
    `update effect set status = 'failed', finished_at = now() where person_id = $1 and id = (
       select id from effect where person_id = $1 and body ->> 'type' = 'say' order by created_at desc limit 1)`,
    [operators],
  );
  await world.product.troubles.round();
  expect(await readyz()).toMatchObject({
    status: 'degraded',
    operators: { state: 'degraded', reason: expect.stringContaining('1 messages') },
  });
});

test('OPS-3 what is over for a month is forgotten once something begins, and what still waits to be said is not', async () => {
  const { database } = world;
  const [waiting, said] = [randomUUID(), randomUUID()];
  for (const [id, entered] of [
    [waiting, null],
    [said, '2026-01-01'],
  ])
    await database.run(
      `insert into operator_notice (id, at, entered_at) values ($1, clock_timestamp() - interval '31 days', $2)`,
      [id, entered],
    );
  for (const [key, days, notice] of [
    ['old', 31, said],
    ['never-told', 31, null],
    ['recent', 29, said],
    ['waits', 31, waiting],
    ['goes-on', null, said],
  ])
    await database.run(
      `insert into trouble (id, key, kind, name, detail, began_at, ended_at, began_notice, ended_notice) values ($1, $2,
         'connector', $2, '', clock_timestamp() - interval '40 days', clock_timestamp() - make_interval(days => $3), $4, $4)`,
      [randomUUID(), key, days, notice],
    );
  const keys = async () =>
    (await database.rows<{ key: string }>('select key from trouble order by key')).map(({ key }) => key);
  const before = await keys();
  // Nobody is told here, and nothing ends: only what is kept is looked at.
  const server = looking({ to: undefined, overAfter: 60_000 });
  await look(server);
  expect(await keys()).toEqual(before);
  health = [ill('oven')];
  await look(server);
  expect(await keys()).toEqual(['connector:oven', 'goes-on', 'recent', 'waits']);
  expect((await database.rows<{ id: string }>('select id from operator_notice')).map(({ id }) => id)).toContain(
    waiting,
  );
  expect(await database.rows('select id from operator_notice where id = $1', [said])).toEqual([]);
});

test('OPS-3 with nobody to tell it stands in the audit all the same', async () => {
  health = [ill('untold')];
  const began = await audited('trouble-began');
  await look(looking({ to: undefined }));
  expect(await audited('trouble-began')).toBe(began + 1);
  expect(await world.database.rows('select 1 from operator_notice')).toEqual([]);
  expect((await world.verifyAudit()).findings).toEqual([]);
});
