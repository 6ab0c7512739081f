import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import {
  type ServerProcess,
  sandboxConfiguration,
  spawnServer,
  startServer,
  temporaryDirectory,
} from '../../../tooling/testing/index.ts';
import { type FreshData, freshData } from './support/fresh-data.ts';
import { until } from './support/until.ts';

/** The built product in processes of its own. `npm test` builds it first. */
const commandLine = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));

const canary = 'c4n4ry-k3y-of-at-least-thirty-two-characters';
const configuration = sandboxConfiguration({ people: ['alex'], lockAfter: 2, more: 'audit: { key: "${env:CANARY}" }' });
const directory = temporaryDirectory();
const file = join(directory, 'access-account.yaml');
let data: FreshData;
let server: ServerProcess;
let environment: Readonly<Record<string, string>>;

beforeAll(async () => {
  data = await freshData(join(directory, 'data'));
  environment = {
    LOG_LEVEL: 'debug',
    CANARY: canary,
    ...(data.databaseUrl === undefined ? {} : { DATABASE_URL: data.databaseUrl }),
  };
  server = await startServer({ configuration, directory, environment });
}, 60_000);
afterAll(async () => {
  await server?.kill();
  await data?.remove();
});

interface Ran {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

async function run(words: readonly string[], config = file): Promise<Ran> {
  const { DATABASE_URL: _ours, ...inherited } = process.env;
  const child = spawn(process.execPath, [commandLine, ...words, '--config', config], {
    env: { ...inherited, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code: code as number, output, errors };
}

function otherFile(content: string): string {
  const other = join(temporaryDirectory(), 'other.yaml');
  writeFileSync(other, content);
  return other;
}

describe('the command line', () => {
  test('check: 0 and a sentence for a good file', async () => {
    const { code, output } = await run(['check']);
    expect({ code, output }).toEqual({ code: 0, output: `${file} is good: 3 connectors.\n` });
  });

  test('check: 2 with file, line, key and remedy for a bad one, and as JSON for machines', async () => {
    const bad = otherFile(`${configuration}\ncolour: blue\n`);
    const { code, errors } = await run(['check'], bad);
    expect(code).toBe(2);
    expect(errors).toMatch(new RegExp(`^${bad}:\\d+ colour: there is no such key\\. `));
    const machine = await run(['check', '--json'], bad);
    expect(machine.code).toBe(2);
    expect(JSON.parse(machine.output)).toMatchObject({ problems: [{ key: 'colour' }] });
  });

  test('check: 1 where a connector is not installed', async () => {
    const { code, output } = await run(
      ['check'],
      otherFile(configuration.replace('@access-account/channel-web', '@acme/channel-pigeon')),
    );
    expect(code).toBe(1);
    expect(output).toContain('web: the package @acme/channel-pigeon is not installed.');
  });

  test('schema: JSON Schema that knows every key', async () => {
    const { code, output } = await run(['schema']);
    expect(code).toBe(0);
    expect(JSON.parse(output)).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      properties: { connectors: {}, people: {}, policies: {} },
    });
  });

  test('connectors: what is configured, what it can do and what that needs', async () => {
    const { code, output } = await run(['connectors']);
    expect(code).toBe(0);
    for (const words of ['sandbox', '@access-account/channel-web', 'ticketing', 'account.unlock'])
      expect(output).toContain(words);
    const one = await run(['connectors', 'sandbox']);
    expect(JSON.parse(one.output)).toMatchObject({ properties: { lockAfter: {} } });
    expect((await run(['connectors', 'nobody'])).code).toBe(2);
  });

  test('doctor: every connector and operation, from the running server', async () => {
    const { code, output } = await run(['doctor', '--json']);
    expect(code).toBe(0);
    const { connectors } = JSON.parse(output) as {
      connectors: { name: string; diagnostics: { severity: string }[] }[];
    };
    expect(connectors.map(({ name }) => name).toSorted()).toEqual(['desk', 'sandbox', 'web']);
    expect(connectors.flatMap(({ diagnostics }) => diagnostics).every(({ severity }) => severity === 'ok')).toBe(true);
  });

  test('audit verify and export: whole, and every entry as a line', async () => {
    const page = await fetch(`${server.url}/connectors/web/persona`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"person":"alex"}',
    });
    const cookie = page.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    await fetch(`${server.url}/connectors/web/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: '{"text":"help"}',
    });
    const verified = await run(['audit', 'verify', '--json']);
    expect(verified.code).toBe(0);
    expect(JSON.parse(verified.output)).toMatchObject({ findings: [] });
    const exported = await run(['audit', 'export']);
    const names = exported.output
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { name: string }).name);
    expect(names).toContain('help-asked');
  });

  test('people merge: 1 and why where somebody is not known, as JSON for machines; 2 without both', async () => {
    const { code, output } = await run(['people', 'merge', 'sandbox/alex', 'sandbox/nobody']);
    expect(code).toBe(1);
    expect(output).toContain('✗ Nobody who is known has the account sandbox/nobody');
    const machine = await run(['people', 'merge', 'sandbox/alex', 'sandbox/nobody', '--yes', '--json']);
    expect(machine.code).toBe(1);
    expect(JSON.parse(machine.output)).toMatchObject({ merged: false, other: null });
    expect((await run(['people', 'merge', 'sandbox/alex'])).code).toBe(2);
    expect((await run(['people', 'merge', '--help'])).output).toContain('cannot be undone');
  });

  test('console: a link that opens it once on this machine, and the end of everybody’s sessions', async () => {
    const made = await run(['console', 'link', '--json']);
    expect(made.code).toBe(0);
    const { link } = JSON.parse(made.output) as { link: string };
    const entered = await fetch(link, { redirect: 'manual' });
    expect(entered.status).toBe(303);
    expect((await fetch(link, { redirect: 'manual' })).status).toBe(401);
    const cookie = entered.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const session = () => fetch(`${server.url}/api/v1/session`, { headers: { cookie } });
    expect((await session()).status).toBe(200);
    expect(await run(['console', 'sign-out', 'nobody'])).toMatchObject({ code: 1, output: 'Nobody was signed in.\n' });
    expect((await session()).status).toBe(200);
    expect((await run(['console', 'sign-out'])).code).toBe(0);
    expect((await session()).status).toBe(401);
  });

  test('forecast: a line for every reminder, or a table of the slots', async () => {
    const { code, output } = await run(['forecast', '--days', '61', '--json']);
    expect(code).toBe(0);
    const reminders = output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { readonly mark: number | 'expired' });
    expect(reminders.map(({ mark }) => mark)).toEqual([14, 7, 4, 2, 1, 'expired']);
    const table = await run(['forecast', '--days', '61']);
    for (const words of ['when', '1 × 14 d', '1 × expired']) expect(table.output).toContain(words);
    expect((await run(['forecast', '--days', 'many'])).code).toBe(2);
  });

  test.each([[['no-such-command']], [['check', '--no-such-option']], [['audit', 'burn']]])('%j: 2', async (words) => {
    const { code, errors } = await run(words);
    expect(code).toBe(2);
    expect(errors).not.toBe('');
  });
});

test('OPS-3 its metrics tell of the process too', async () => {
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  expect(metrics).toContain('process_resident_memory_bytes');
  expect(metrics).toContain('access_account_effects_parked 0');
});

test('a second server on the same data directory is turned away, with who holds it', async () => {
  if (data.databaseUrl !== undefined) return expect(server.pid).toBeGreaterThan(0);
  const { code, errors } = await run(['start']);
  expect(code).toBe(2);
  expect(errors).toContain(`is in use by process ${server.pid}`);
});

test('no secret is in what the server writes', () => {
  expect(server.log()).not.toBe('');
  expect(server.log()).not.toContain(canary);
  expect(server.log()).not.toContain('password-of-alex');
});

test('SIGTERM with a chat open: the chat is told goodbye, and the process ends by itself with 0 in time', async () => {
  const session = await fetch(`${server.url}/connectors/web/persona`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"person":"alex"}',
  });
  const cookie = session.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const stream = await fetch(`${server.url}/connectors/web/stream`, { headers: { cookie } });
  const begun = performance.now();
  const [code, heard] = await Promise.all([server.stop(), stream.text()]);
  expect(code).toBe(0);
  expect(performance.now() - begun).toBeLessThan(10_000);
  expect(heard).toContain('event: bye');
});

test('the end of whoever started it ends it as well, also while it starts', async () => {
  const starting = spawnServer({ configuration, environment: { CANARY: canary } });
  // As long as Node reads the program nobody listens yet.
  await until(() => existsSync(join(starting.directory, 'data')), 'a server that has begun', 20_000);
  starting.disconnect();
  // 1 where the start takes longer than an end may.
  expect([0, 1]).toContain(await starting.exited);
  expect(starting.log()).toBe('');
});

test('after it the command line opens the database itself, and the audit is whole', async () => {
  const { code, output } = await run(['audit', 'verify']);
  expect(code).toBe(0);
  expect(output).toContain('✓ The audit is whole.');
  const forecast = await run(['forecast', '--days', '61']);
  expect(forecast.code).toBe(0);
  expect(forecast.output).toContain('1 × 14 d');
});
