import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describeReal } from '../../../tooling/real-servers/describe-real.ts';
import { type Finding, missingForWapiti, scan } from '../../../tooling/real-servers/wapiti.ts';
import { handlers } from './support/api-handlers.ts';
import { ConsoleBrowser } from './support/console-browser.ts';
import { directoriesConfiguration } from './support/directories.ts';
import { client, type OpenIdProvider, startOpenIdProvider } from './support/open-id-provider.ts';
import { openWorld, type World } from './support/world.ts';

/** What is worth more than a line: Wapiti calls cross-site scripting and open redirects medium. */
const grave = (findings: readonly Finding[]) => findings.filter(({ level }) => level >= 2);

describeReal({ name: 'Wapiti', missing: missingForWapiti() }, () => {
  let provider: OpenIdProvider;
  let world: World;
  let browser: ConsoleBrowser;
  beforeAll(async () => {
    provider = await startOpenIdProvider(() => ({ name: '<b>Ada</b>', groups: ['it-admins'] }));
    world = await openWorld({
      people: [],
      configuration: directoriesConfiguration({
        people: [{ login: 'alex' }],
        policies: '{}',
        more: `console:
  signIn: { issuer: "${provider.issuer}", clientId: ${client.id}, clientSecret: ${client.secret}, scopes: [groups] }
  roles: { admin: [it-admins] }
`,
      }),
    });
    provider.serve(`${world.url}/console/callback`);
    const chat = await world.lockedOut('alex');
    await chat.choose('No');
    browser = new ConsoleBrowser(world.url);
    expect((await browser.signIn('ada')).status).toBe(303);
  }, 60_000);
  afterAll(async () => {
    expect((await fetch(`${world.url}/readyz`)).status).toBe(200);
    expect((await world.verifyAudit()).findings).toEqual([]);
    await world.close();
    await provider.close();
  });

  const addresses = () => [
    `${world.url}/`,
    ...['/console/', '/console/tickets?status=open&person=a&text=b', '/console/signed-in'].map(
      (one) => world.url + one,
    ),
    ...['/console/sign-in?to=/console/&afresh=no', '/console/callback?code=a&state=b&iss=c&error=d'].map(
      (one) => world.url + one,
    ),
    `${world.url}/console/enter?token=a`,
    ...handlers
      .filter(({ method, path }) => method === 'GET' && !path.endsWith('/stream'))
      .map(({ path }) => `${world.url}${path}?limit=5&after=a&status=open&feature=b&system=c&person=d&text=e&days=3`),
  ];

  test('it finds what is planted: otherwise its silence would say nothing', async () => {
    const planted = createServer((request, response) => {
      const { searchParams } = new URL(request.url ?? '/', 'http://unused');
      response
        .setHeader('content-type', 'text/html')
        .end(`<html><body><p>${searchParams.get('q') ?? ''}</p></body></html>`);
    });
    await new Promise<void>((resolve) => planted.listen(0, '127.0.0.1', resolve));
    const { port } = planted.address() as AddressInfo;
    const findings = await scan({ addresses: [`http://127.0.0.1:${port}/?q=a`] });
    planted.closeAllConnections();
    planted.close();
    expect(grave(findings).map(({ kind }) => kind)).toContain('Cross Site Scripting');
  }, 120_000);

  test('E5 whoever is not signed in finds nothing grave', async () => {
    const findings = await scan({ addresses: addresses() });
    expect(grave(findings)).toEqual([]);
  }, 180_000);

  test('E5 an admin who is signed in finds nothing grave, and is still signed in afterwards', async () => {
    const headers = { cookie: browser.cookies(world.url) };
    const findings = await scan({ addresses: addresses(), headers });
    expect(grave(findings)).toEqual([]);
    expect((await browser.session()).status).toBe(200);
  }, 180_000);
});
