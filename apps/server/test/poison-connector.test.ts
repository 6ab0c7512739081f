import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sandboxConfiguration } from '../../../tooling/testing/index.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

/** What the poisoned connector does at the moment; its code runs in this process and sees it. */
const poison = { mode: 'well', polls: 0 };
Object.assign(globalThis, { poison });

/** An identity connector of somebody else’s. What it answers well is nothing. */
const code = `
  const { poison } = globalThis;
  const account = (id) => ({ id, login: id, displayName: id, email: null, locale: null });
  const lock = { episode: 'e', cause: 'failed-logins', since: null, until: null };
  const cyclic = { more: false, cursor: null, lockouts: [] };
  cyclic.lockouts.push({ account: cyclic, lock: cyclic });
  const poll = {
    well: () => ({ lockouts: [], cursor: null, more: false }),
    throws: () => { throw new TypeError('poison'); },
    hangs: () => new Promise(() => {}),
    nothing: () => undefined,
    words: () => 'nobody is locked',
    cyclic: () => cyclic,
    huge: () => ({ lockouts: [{ account: { ...account('x'), login: 'x'.repeat(20_000_000) }, lock }], cursor: null, more: false }),
    nameless: () => ({ lockouts: [{ account: { id: '', login: 7 }, lock: null }], cursor: null, more: true }),
    endless: () => ({ lockouts: [], cursor: null, more: true }),
  };
  export const poisoned = {
    specificationVersion: 'v1', kind: 'identity', id: 'poisoned', displayName: 'Poisoned',
    config: { '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value }), jsonSchema: { input: () => ({}), output: () => ({}) } } },
    permissions: {}, idempotency: {},
    connect: async () => ({ client: {}, check: async () => [], close: () => { throw new Error('poison'); } }),
    operations: () => ({
      'account.find': async () => { if (poison.mode === 'well') return []; return poll[poison.mode](); },
      'account.read': async () => poll[poison.mode](),
      'lockout.poll': async () => { poison.polls += 1; return poll[poison.mode](); },
      'account.explode': async () => 'boom',
    }),
  };`;

const modes = ['throws', 'nothing', 'words', 'cyclic', 'huge', 'nameless', 'endless', 'hangs'];
const people = modes.map((mode) => `met-${mode}`);

let world: World;
beforeAll(async () => {
  const entry = '  poisoned: { package: connector-poisoned, poll: { every: 100ms }, budget: { calls: 50, per: 1s } }\n';
  world = await openWorld({
    people: [],
    configuration: sandboxConfiguration({ people, lockAfter: 2 }).replace('connectors:\n', `connectors:\n${entry}`),
    prepare: (directory) => {
      const folder = join(directory, 'data/connectors/node_modules/connector-poisoned');
      mkdirSync(folder, { recursive: true });
      const manifest = {
        name: 'connector-poisoned',
        version: '1.0.0',
        type: 'module',
        exports: { '.': './index.mjs', './package.json': './package.json' },
        keywords: ['access-account-connector'],
        accessAccount: { kind: 'identity', id: 'poisoned', specification: 'v1' },
      };
      writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
      writeFileSync(join(folder, 'index.mjs'), code);
    },
  });
}, 60_000);
afterAll(async () => {
  poison.mode = 'well';
  expect((await world.verifyAudit()).findings).toEqual([]);
  // Its own end is poison too, and nobody is kept from theirs.
  await world.close();
});

test('an operation that the contract does not know is not offered', () => {
  expect(Object.keys(world.product.registry.ready('identity', 'poisoned')?.operations ?? {})).toEqual([
    'account.find',
    'account.read',
    'lockout.poll',
  ]);
});

test('it is told of while it lasts, and forgotten when it is over', async () => {
  poison.mode = 'throws';
  const health = () => world.product.registry.health().find(({ name }) => name === 'poisoned');
  await until(() => health()?.state === 'degraded', 'the poisoned directory being told of');
  poison.mode = 'well';
  await until(() => health()?.state === 'ready', 'the poisoned directory being well');
});

test.each(modes)(
  'a directory that %s: whoever is locked out in another one is helped, and nothing of it is believed',
  async (mode) => {
    poison.mode = 'well';
    const person = `met-${mode}`;
    const chat = await world.chat(person);
    const before = poison.polls;
    poison.mode = mode;
    await until(() => poison.polls > before, 'the poisoned directory being asked');
    await world.directoryPage.lock(person);
    await chat.shown('Shall I unlock it?');
    await chat.choose('Yes');
    await chat.shown('is unlocked');
    expect(await world.directoryPage.signIn(person, `password-of-${person}`)).toBe(200);
    expect(await world.database.rows("select 1 from account where system = 'poisoned'")).toEqual([]);
    expect(await world.database.rows("select 1 from lockout where system = 'poisoned'")).toEqual([]);
  },
);
