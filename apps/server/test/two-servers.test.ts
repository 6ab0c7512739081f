import { writeFileSync } from 'node:fs';
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
