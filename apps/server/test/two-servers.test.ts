import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chat, sandboxConfiguration } from '../../../tooling/testing/index.ts';
import { verifyAudit } from '../src/audit/verify-audit.ts';
import { loadConfiguration } from '../src/config/load-configuration.ts';
import { type Server, serve } from '../src/serve.ts';
import { onPostgres } from './support/fresh-data.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

const people = ['alex', 'sam', 'kim'];
const configuration = (dataDirectory: string) =>
  sandboxConfiguration({
    people,
    lockAfter: 2,
    more: 'audit: { key: "the same key for all the servers there are" }',
  }).replace('dataDirectory: data', `dataDirectory: ${dataDirectory}`);

// Several servers share a PostgreSQL; the embedded database has one.
(onPostgres ? describe : describe.skip)('two servers on one PostgreSQL', () => {
  let world: World;
  let second: Server;
  let isUp = false;
  beforeAll(async () => {
    world = await openWorld({ people, configuration: configuration('data') });
    const file = join(world.directory, 'second.yaml');
    writeFileSync(file, configuration('second-data'));
    const { database } = world.product.configuration;
    second = await serve(loadConfiguration({ file, environment: { DATABASE_URL: database, PORT: '0' } }));
    await second.ready;
    isUp = true;
  }, 60_000);
  afterAll(async () => {
    if (isUp) await second.close();
    await world.close();
  });

  test('EC-18 twenty clicks on one button, over both: one unlock, one ticket, one confirmation, the same answer', async () => {
    const chat = await world.lockedOut('alex');
    const there = await Chat.open({ url: second.url, person: 'alex' });
    const token = chat.tokenOf('Yes');
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? chat : there).press(token)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(answers.map(({ body }) => body.event)).size).toBe(1);
    await chat.shown('is unlocked');
    await there.shown('is unlocked');
    there.close();
    await world.isBackIn('alex');
    await until(async () => (await world.tickets('alex')).at(0)?.status === 'resolved');
    expect(await world.tickets('alex')).toHaveLength(1);
    expect(chat.messages.filter(({ text }) => text.includes('is unlocked'))).toHaveLength(1);
    expect((await world.audited('alex')).filter(({ name }) => name === 'account-unlocked')).toHaveLength(1);
  });

  test('a lockout is told once, whichever of them saw it', async () => {
    const chat = await world.lockedOut('sam');
    await chat.choose('No');
    await chat.shown('I leave it as it is');
    expect(chat.messages.filter(({ text }) => text.includes('is locked'))).toHaveLength(1);
  });

  test('E5 whoever is let into the console by one of them is in at the other, and out of both', async () => {
    const link = await world.product.access.link();
    const entered = await fetch(`${second.url}/console/enter?token=${link}`, { redirect: 'manual' });
    const cookie = entered.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const session = (url: string) => fetch(`${url}/api/v1/session`, { headers: { cookie } });
    const { csrfToken } = (await (await session(world.url)).json()) as { csrfToken: string };
    const headers = { cookie, origin: second.url, 'x-csrf-token': csrfToken };
    const out = await fetch(`${second.url}/api/v1/session/end`, { method: 'POST', headers });
    expect(out.status).toBe(200);
    for (const { url } of [world, second]) expect((await session(url)).status).toBe(401);
  });

  test('when one stops, the other goes on with what it watched', async () => {
    await second.close();
    isUp = false;
    const chat = await world.lockedOut('kim');
    await chat.choose('Yes');
    await chat.shown('is unlocked');
  });

  test('the audit is whole by the witnesses of both', async () => {
    const { database, keys, witness } = world.product;
    const witnesses = [witness.file, second.product.witness.file];
    expect((await verifyAudit({ database, key: keys.audit, witnesses })).findings).toEqual([]);
  });
});

(onPostgres ? describe : describe.skip)('one server lets people in, another performs', () => {
  let world: World;
  let web: Server;
  let worker: Server;
  const opened: Server[] = [];
  const start = async (role: 'web' | 'worker', name: string) => {
    const file = join(world.directory, `${name}.yaml`);
    writeFileSync(file, configuration(`${name}-data`));
    const { database } = world.product.configuration;
    const server = await serve(loadConfiguration({ file, environment: { DATABASE_URL: database, PORT: '0' } }), role);
    await server.ready;
    opened.push(server);
    return server;
  };
  beforeAll(async () => {
    world = await openWorld({ people, configuration: configuration('data') });
    web = await start('web', 'web');
    worker = await start('worker', 'worker');
  }, 60_000);
  afterAll(async () => {
    for (const server of opened) await server.close();
    await world.close();
  });

  test('what a web server recorded is performed by another', async () => {
    const chat = await Chat.open({ url: web.url, person: 'alex' });
    await world.directoryPage.lock('alex');
    await chat.shown('Shall I unlock it?');
    await chat.choose('Yes');
    await chat.shown('is unlocked');
    chat.close();
    expect((await web.product.metrics.eventsReceived.get()).values).toHaveLength(1);
    expect((await web.product.metrics.effectsFinished.get()).values).toEqual([]);
    const holders = await world.database.rows<{ role: string }>('select distinct role from replica order by role');
    expect(holders.map(({ role }) => role)).toEqual(['all', 'web', 'worker']);
  });

  test('a worker serves no connector and no console, and says what it is', async () => {
    expect((await fetch(`${worker.url}/connectors/web/`)).status).toBe(404);
    expect((await fetch(`${worker.url}/console`)).status).toBe(404);
    expect(await (await fetch(`${worker.url}/readyz`)).json()).toMatchObject({ role: 'worker' });
    expect(await (await fetch(`${web.url}/readyz`)).json()).toMatchObject({ role: 'web' });
  });

  test('cases of a replica that is dead go on with another', async () => {
    const dead = randomUUID();
    const chat = await Chat.open({ url: web.url, person: 'sam' });
    await world.directoryPage.lock('sam');
    await chat.shown('Shall I unlock it?');
    const person = await world.personId('sam');
    await world.database.run(
      "insert into replica (id, host, role, alive_until) values ($1, 'gone', 'all', clock_timestamp() + interval '2 seconds')",
      [dead],
    );
    await until(async () => {
      const free = 'update help_case set lease_by = $2 where person_id = $1 and lease_by is null';
      return (await world.database.run(free, [person, dead])) > 0;
    });
    await chat.choose('Yes');
    await chat.shown('is unlocked');
    chat.close();
    const unlocks = (await world.audited('sam')).filter(({ name }) => name === 'account-unlocked');
    expect(unlocks).toHaveLength(1);
  });
});

test('on the embedded database there is one server, and it plays every role', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'access-account-role-'));
  const file = join(directory, 'access-account.yaml');
  writeFileSync(file, configuration('data'));
  const configured = loadConfiguration({ file, environment: { PORT: '0' } });
  await expect(serve(configured, 'worker')).rejects.toThrow(/cannot be a worker alone/);
  rmSync(directory, { recursive: true, force: true });
});
