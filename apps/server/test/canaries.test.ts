import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { silentLogger } from '@access-account/testkit';
import {
  Chat,
  type ServerProcess,
  sandboxDirectory,
  spawnServer,
  startServer,
  temporaryDirectory,
} from '../../../tooling/testing/index.ts';
import { openDatabase } from '../src/storage/open-database.ts';
import { type FreshData, freshData } from './support/fresh-data.ts';
import { ModelServer, says } from './support/model-server.ts';
import { until } from './support/until.ts';

/** Every secret of a configuration, each known again wherever it turns up. */
const secrets: Record<string, string> = {};
/** A reference to a new secret. */
function secret(shape = (canary: string) => canary): string {
  const name = `CANARY_${Object.keys(secrets).length}`;
  secrets[name] = shape(`c4n4ry${Object.keys(secrets).length}x${'zq'.repeat(8)}`);
  return `"\${env:${name}}"`;
}

const names = ['Quillon', 'Zephyrine', 'Thaddea', 'Ottoline', 'Peregrin'].flatMap((given) =>
  [
    'Vandermolen',
    'Achterberg',
    'Qvist',
    'Przybylski',
    'Oyelaran',
    'Tsukahara',
    'Nakhimov',
    'Eskildsen',
    'Ferreyra',
    'Lindqvist',
  ].map((family) => `${given} ${family}`),
);
const people = names.map((displayName, index) => ({
  login: `canary-${index}`,
  displayName,
  email: `${displayName.toLowerCase().replace(' ', '.')}@acme.test`,
  password: `password-of-canary-${index}`,
  factors: [{ kind: 'totp', label: 'Pixel 9' }],
}));
/** What twenty people type by mistake. */
const typed = Array.from({ length: 20 }, (_, index) => `Mxq${index}tulip!`);

const directory = temporaryDirectory();
let echo: Server;
let model: ModelServer;
let data: FreshData;
let server: ServerProcess;
let configuration: string;
let environment: Record<string, string>;

/** A provider at its worst: it refuses everything, and says everything that it was asked with. */
function startEcho(): Promise<Server> {
  const started = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const said = `${request.method} ${request.url} ${JSON.stringify(request.headers)} ${Buffer.concat(chunks).toString()}`;
    response.writeHead(400, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({
        error: said,
        error_description: said,
        errorSummary: said,
        message: said,
        errorMessages: [said],
      }),
    );
  });
  return new Promise((resolve) => started.listen(0, '127.0.0.1', () => resolve(started)));
}

function configure(url: string, modelUrl: string): string {
  const many = (count: number, entry: (index: number) => string) =>
    Array.from({ length: count }, (_, n) => entry(n)).join('\n');
  const port = new URL(url).port;
  return `
organization: Acme
dataDirectory: data
audit: { key: ${secret((canary) => canary.padEnd(40, 'k'))} }
model: { url: "${modelUrl}", name: stub, apiKey: ${secret()}, perMinute: 1000 }
connectors:
  sandbox: { package: "@access-account/identity-sandbox", poll: { every: 250ms }, config: ${JSON.stringify({ lockAfter: 2, passwordHashCost: 10, people })} }
  web: { package: "@access-account/channel-web" }
${many(4, (n) => `  okta-${n}: { package: "@access-account/identity-okta", config: { authentication: api-token, orgUrl: "${url}", apiToken: ${secret()}, hookSecret: ${secret()} } }`)}
${many(4, (n) => `  entra-${n}: { package: "@access-account/identity-entra-id", config: { authentication: client-secret, tenantId: acme.test, clientId: app, authorityUrl: "${url}", graphUrl: "${url}", clientSecret: ${secret()} } }`)}
${many(4, (n) => `  slack-${n}: { package: "@access-account/channel-slack", config: { teamId: T012345${n}, emailTrust: none, apiUrl: "${url}/api", botToken: ${secret((canary) => `xoxb-${canary}`)}, signingSecrets: [${secret()}] } }`)}
${many(4, (n) => `  mail-${n}: { package: "@access-account/channel-email", config: { address: "help${n}@acme.test", imap: "imap://127.0.0.1:${port}", smtp: "smtp://127.0.0.1:${port}", password: ${secret()} } }`)}
${many(4, (n) => `  now-${n}: { package: "@access-account/ticketing-servicenow", config: { instanceUrl: "${url}", clientId: app, clientSecret: ${secret()} } }`)}
${many(7, (n) => `  rt-${n}: { package: "@access-account/ticketing-request-tracker", config: { url: "${url}", token: ${secret()} } }`)}
  hook: { package: "@access-account/ticketing-webhook", config: { url: "${url}/hook", secret: ${secret((canary) => `whsec_${Buffer.from(canary.padEnd(32, 'w')).toString('base64')}`)}, authorization: ${secret((canary) => `Bearer ${canary}`)} } }
people: { mainIdentity: sandbox, channels: [web, slack-0, mail-0], tickets: hook }
signIn: { issuer: "${url}", clientId: app, clientSecret: ${secret()}, system: sandbox }
`;
}

beforeAll(async () => {
  echo = await startEcho();
  model = await ModelServer.start();
  model.answer = says('{"intent":"unlock_account","system":null}');
  data = await freshData(join(directory, 'data'));
  configuration = configure(`http://127.0.0.1:${(echo.address() as AddressInfo).port}`, model.url);
  environment = {
    LOG_LEVEL: 'trace',
    ...secrets,
    ...(data.databaseUrl === undefined ? {} : { DATABASE_URL: data.databaseUrl }),
  };
  server = await startServer({ configuration, directory, environment });
}, 90_000);
afterAll(async () => {
  await server?.kill();
  await model?.stop();
  echo?.close();
  await data?.remove();
});

/** Which of these are in a text; a secret is known by its canary, whatever is around it. */
const found = (text: string, those: readonly string[]) => those.filter((one) => text.includes(one));
const secretsIn = (text: string) =>
  [
    ...new Set(text.match(/c4n4ry\d+x(zq)+/g) ?? []),
    ...found(text, Object.values(secrets)),
    ...found(text, typed),
  ].sort();
const peopleIn = (text: string) =>
  found(
    text,
    people.flatMap(({ displayName, email }) => [displayName, email]),
  );

async function read(path: string): Promise<string> {
  const response = await fetch(`${server.url}${path}`);
  return response.text();
}

test('forty secrets are configured', () => {
  expect(Object.keys(secrets).length).toBeGreaterThanOrEqual(40);
});

test('people are helped meanwhile, and type what they should not', async () => {
  const page = sandboxDirectory({ url: server.url });
  const chats = await Promise.all(
    people.slice(0, 20).map(({ login }) => Chat.open({ url: server.url, person: login })),
  );
  await Promise.all(people.slice(0, 5).map(({ login }) => page.lock(login)));
  await Promise.all(
    chats.map(async (chat, index) => {
      if (index < 5) {
        await chat.shown('Shall I unlock it?');
        await chat.choose('Yes');
        await chat.shown('is unlocked');
      }
      await chat.say(`my password is ${typed[index]}`);
      await chat.shown(/I have not kept it|delete/i);
      await chat.say(`${people[index + 20]?.displayName ?? ''} can't get into their account and neither can I`);
    }),
  );
  await until(() => model.asked.length > 0);
  for (const chat of chats) chat.close();
}, 90_000);

test('no secret, no typed password and no name is in the log, the metrics or what anybody may ask', async () => {
  const shown = {
    log: server.log(),
    metrics: await read('/metrics'),
    readyz: await read('/readyz'),
    refused: await read('/api/v1/doctor'),
    model: JSON.stringify(model.asked.map(({ body }) => body)),
  };
  expect(shown.log.length).toBeGreaterThan(1000);
  // Not even by their login.
  for (const text of [shown.log, shown.metrics, shown.readyz]) expect(text.match(/canary-\d+/g)).toBeNull();
  for (const [where, text] of Object.entries(shown))
    expect({ where, secrets: secretsIn(text), names: peopleIn(text) }).toEqual({ where, secrets: [], names: [] });
});

test('nor in what the command line says, and what a server that cannot start says', async () => {
  const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
  const run = promisify(execFile);
  for (const command of ['check', 'doctor', 'connectors']) {
    const { stdout, stderr } = await run(process.execPath, [main, command, '--config', server.configurationFile], {
      env: { ...process.env, ...environment },
    }).catch((error: { stdout: string; stderr: string }) => error);
    expect({ command, said: secretsIn(stdout + stderr) }).toEqual({ command, said: [] });
    expect((stdout + stderr).length).toBeGreaterThan(0);
  }
  const wrong = spawnServer({
    configuration: `${configuration}\nnonsense: ${secret()}`,
    environment: { ...environment, ...secrets },
  });
  expect(await wrong.exited).not.toBe(0);
  expect(wrong.log()).toContain('nonsense');
  expect(secretsIn(wrong.log())).toEqual([]);
}, 60_000);

test('nor in any table; names are where people, tickets and the audit are', async () => {
  expect(await server.stop()).toBe(0);
  expect(secretsIn(server.log())).toEqual([]);
  const address = data.databaseUrl ?? 'embedded';
  const database = await openDatabase({ address, dataDirectory: join(directory, 'data'), logger: silentLogger });
  try {
    const tables = await database.rows<{ name: string }>(
      `select table_name as name from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    );
    const withNames: string[] = [];
    for (const { name } of tables) {
      const rows = await database.rows<{ row: string }>(`select one::text as row from "${name}" as one`);
      const text = rows.map(({ row }) => row).join('\n');
      // The sandbox directory plays the provider: whom it knows is in its own store.
      expect({ name, secrets: secretsIn(text) }).toEqual({ name, secrets: [] });
      if (peopleIn(text).length > 0) withNames.push(name);
    }
    expect(withNames.sort()).toEqual(expect.arrayContaining(['account', 'person']));
    expect(withNames.filter((name) => !mayHoldNames.includes(name))).toEqual([]);
  } finally {
    await database.close();
  }
});

/** Where names belong: whom there is, what is being done for them, what it came to, and the sandbox directory’s own people. */
const mayHoldNames = [
  'account',
  'audit',
  'case_event',
  'connector_store',
  'desk_ticket',
  'effect',
  'expiry',
  'help_case',
  'person',
  'ticket',
];
