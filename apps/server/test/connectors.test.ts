import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { sandboxConfiguration } from '../../../tooling/testing/index.ts';
import { createLogger } from '../src/logger.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

interface Package {
  readonly manifest?: object;
  readonly code: string;
}

const good = {
  keywords: ['access-account-connector'],
  accessAccount: { kind: 'ticketing', id: 'third', specification: 'v1' },
};
const definition = (more: string) => `
  const valid = { '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value }), jsonSchema: { input: () => ({}), output: () => ({}) } } };
  export const third = {
    specificationVersion: 'v1', kind: 'ticketing', id: 'third', displayName: 'Third', config: valid, permissions: {}, idempotency: {}, features: {},
    connect: async () => ({ client: {}, check: async () => [], close: async () => {} }),
    operations: () => ({ 'ticket.open': async () => {}, 'ticket.resolve': async () => {} }),
    ${more}
  };`;

/** Third-party packages, each with something wrong. */
const packages: Readonly<Record<string, Package>> = {
  'connector-throws': { manifest: good, code: 'throw new Error("I am broken");' },
  'connector-hangs': { manifest: good, code: `await new Promise(() => {}); ${definition('')}` },
  'connector-empty': { manifest: good, code: 'export const nothing = 1;' },
  'connector-other': { manifest: good, code: definition("id: 'another',") },
  'connector-never-connects': { manifest: good, code: definition('connect: () => new Promise(() => {}),') },
  'connector-refuses': {
    manifest: good,
    code: definition(
      "connect: async () => { throw Object.assign(new Error('the password is wrong.'), { remedy: 'Change it.' }); },",
    ),
  },
  'connector-stumbles': {
    manifest: good,
    code: definition("connect: () => { throw new Error('I fell over at once.'); },"),
  },
  'connector-sick': {
    manifest: good,
    code: definition(
      "connect: async () => ({ client: {}, close: async () => {}, check: async () => { throw new Error('no pulse'); } }),",
    ),
  },
  'connector-lacks': { manifest: good, code: definition('operations: () => ({}),') },
  'connector-of-tomorrow': {
    manifest: { ...good, accessAccount: { ...good.accessAccount, specification: 'v2' } },
    code: 'globalThis.ranAnyway = true;',
  },
  'not-a-connector': { manifest: {}, code: 'globalThis.ranAnyway = true;' },
};
const names = [...Object.keys(packages), 'connector-not-installed'];

let world: World;
beforeAll(async () => {
  const base = sandboxConfiguration({ people: ['alex'], lockAfter: 2 });
  const more = names.map((name) => `  ${name}: { package: "${name}" }\n`).join('');
  world = await openWorld({
    people: [],
    configuration: base.replace('connectors:\n', `connectors:\n${more}`),
    prepare: (directory) => {
      for (const [name, { manifest, code }] of Object.entries(packages)) {
        const folder = join(directory, 'data/connectors/node_modules', name);
        mkdirSync(folder, { recursive: true });
        const main = {
          name,
          version: '1.0.0',
          type: 'module',
          exports: { '.': './index.mjs', './package.json': './package.json' },
        };
        writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...main, ...manifest }));
        writeFileSync(join(folder, 'index.mjs'), code);
      }
    },
  });
}, 60_000);
afterAll(() => world.close());

const health = (name: string) => world.product.registry.health().find((one) => one.name === name);

test.each([
  ['connector-throws', 'I am broken'],
  ['connector-hangs', 'did not load within 5 s'],
  ['connector-empty', 'exports 0 connector definitions instead of one'],
  ['connector-other', 'is ticketing/another v1 in its code and ticketing/third in its manifest'],
  ['connector-refuses', 'the password is wrong'],
  ['connector-stumbles', 'I fell over at once'],
  ['connector-lacks', 'does not offer ticket.open and ticket.resolve'],
  ['connector-of-tomorrow', 'is written for contract v2, this server for v1'],
  ['not-a-connector', 'is not an Access Account connector'],
  ['connector-not-installed', 'is not installed'],
])('%s is missing, with its reason and a remedy, and the product is up', (name, reason) => {
  expect(health(name)).toMatchObject({ state: 'degraded' });
  expect(health(name)?.reasons[0]?.summary).toContain(reason);
  expect(health(name)?.reasons[0]?.remedy).not.toBe('');
});

test('one that hangs while it connects keeps nobody waiting, and its reason follows', async () => {
  expect(health('connector-never-connects')).toMatchObject({ state: 'degraded' });
  expect(world.product.state).toBe('degraded');
  await until(async () =>
    health('connector-never-connects')?.reasons[0]?.summary.includes('did not connect within 10 s'),
  );
});

test('the connector’s own remedy is told', () => {
  expect(health('connector-refuses')?.reasons[0]?.remedy).toBe('Change it.');
});

test('a manifest is read before any code runs', () => {
  expect(globalThis).not.toHaveProperty('ranAnyway');
});

test('readyz answers 200 and degraded, with all reasons at once', async () => {
  const response = await fetch(`${world.url}/readyz`);
  expect(response.status).toBe(200);
  const body = (await response.json()) as { status: string; connectors: { name: string; state: string }[] };
  expect(body.status).toBe('degraded');
  const degraded = body.connectors.filter(({ state }) => state === 'degraded').map(({ name }) => name);
  expect(degraded).toEqual(expect.arrayContaining(names.filter((name) => name !== 'connector-sick')));
  expect(degraded).not.toContain('sandbox');
});

test('a check that fails is told as a reason, and the connector stays', async () => {
  await world.product.registry.check(world.product.call);
  expect(health('connector-sick')?.reasons[0]?.summary).toContain('no pulse');
});

test('people are helped all the same', async () => {
  const chat = await world.lockedOut('alex');
  await chat.choose('Yes');
  await chat.shown('is unlocked');
});

test('a request to a connector that is missing is told so', async () => {
  const response = await fetch(`${world.url}/connectors/connector-throws/events`, { method: 'POST' });
  expect(response.status).toBe(503);
});

test('secrets are in no log line, by their key or by their value', () => {
  const lines: string[] = [];
  const destination = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  const logger = createLogger({ level: 'debug', secrets: ['c4n4ry-v4lue'], destination });
  logger.info('the password is c4n4ry-v4lue', { reason: 'c4n4ry-v4lue was wrong' });
  logger.error('told by key', {
    password: 'by-key',
    headers: { authorization: 'by-key', cookie: 'by-key' },
    token: 'by-key',
  });
  expect(lines).toHaveLength(2);
  expect(lines.join('')).not.toMatch(/c4n4ry|by-key/);
  expect(lines.join('')).toContain('[redacted]');
});
