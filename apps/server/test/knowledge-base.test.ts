import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openWorld, type World } from './support/world.ts';

let world: World;
let isAway = false;
const base = createServer((_, response) => {
  if (isAway) response.writeHead(503).end();
  else response.writeHead(200, { 'content-type': 'text/markdown' }).end('# A password in Payroll\n\nAsk the office.\n');
});

beforeAll(async () => {
  await new Promise<void>((resolve) => base.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(base.address() as AddressInfo).port}`;
  const articles = { payroll: { 'reset-password': { en: `http://${host}/payroll.md` } } };
  const person = { login: 'reads', displayName: 'Reads', email: 'reads@acme.test', password: 'password-of-reads' };
  world = await openWorld({
    people: [],
    configuration: `
dataDirectory: data
connectors:
  sandbox: { package: "@access-account/identity-sandbox", config: ${JSON.stringify({ people: [person] })} }
  words: { package: "@access-account/identity-instructions", config: ${JSON.stringify({ allowedHosts: [host], articles })} }
  web: { package: "@access-account/channel-web" }
  desk: { package: "@access-account/ticketing-local" }
people: { mainIdentity: sandbox, channels: [web], tickets: desk }
`,
  });
}, 60_000);

afterAll(async () => {
  await world.close();
  base.closeAllConnections();
  await new Promise((resolve) => base.close(resolve));
});

test('CFG-12 an article of the knowledge base is shown, and after a restart its last good copy while the base is away', async () => {
  const chat = await world.chat('reads');
  await chat.say('payroll password reset');
  await chat.shown('Ask the office.');
  isAway = true;
  await world.restart();
  const again = await world.chat('reads');
  const { text } = await again.ask('payroll password reset', (message) => message.text.includes('office'));
  expect(text).toContain('Ask the office.');
});
