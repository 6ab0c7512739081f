import { rmSync } from 'node:fs';
import { messageActivity, startTeamsFake } from '../../packages/channel-teams/src/fake/index.ts';
import { sandboxDirectory, startServer, temporaryDirectory } from '../testing/index.ts';

export interface TeamsStoryOptions {
  /** Told of every step when it has come about. */
  readonly tell: (step: string) => void;
  /** Where it is installed, and removed from at the end; a fresh folder unless given. */
  readonly directory?: string;
}

const login = 'alex';
const password = 'Correct-Horse-1';

/**
 * The whole product in Microsoft Teams, against a stand-in of it and with no network: somebody is locked out who has never
 * written, is given the app, presses Yes, and signs in with the old password; asks by themselves, and chooses the account in
 * a card; somebody else forges requests; and a button is pressed while the server is dead, which counts when it is back.
 * @throws when something did not come about.
 */
export async function playTeamsStory({ tell, directory = temporaryDirectory() }: TeamsStoryOptions): Promise<void> {
  const teams = await startTeamsFake({ clock: { now: () => new Date() }, fetch: globalThis.fetch });
  const alex = teams.person({ login: `${login}@acme.test`, name: 'Alex Moreau', hasApp: false });
  const people = [{ login, displayName: 'Alex Moreau', email: `${login}@acme.test`, password }];
  const { clientSecret, ...config } = teams.config();
  const configuration = JSON.stringify({
    dataDirectory: 'data',
    connectors: {
      sandbox: {
        package: '@access-account/identity-sandbox',
        poll: { every: '250ms' },
        config: { displayName: 'Corp', lockAfter: 3, people },
      },
      teams: {
        package: '@access-account/channel-teams',
        config: { ...config, clientSecret: '${env:TEAMS_CLIENT_SECRET}' },
      },
      desk: { package: '@access-account/ticketing-local' },
    },
    people: { mainIdentity: 'sandbox', channels: ['teams'], tickets: 'desk' },
  });
  const environment = { TEAMS_CLIENT_SECRET: String(clientSecret) };
  const start = async () => {
    const started = await startServer({ configuration, directory, environment });
    teams.setMessagingEndpoint(`${started.url}/connectors/teams/messages`);
    return started;
  };
  let server: Awaited<ReturnType<typeof start>> | undefined;
  try {
    tell(
      `A stand-in of Microsoft Teams and of Graph listens on ${teams.url}, with one person in it who does not have the app.`,
    );
    server = await start();
    const corp = () => sandboxDirectory({ url: server?.url ?? '' });
    tell(`Access Account listens on ${server.url}.`);

    await corp().lock(login);
    const notice = await alex.shown('Shall I unlock it?');
    demand(alex.user.hasApp, 'the app is installed');
    tell('Three wrong passwords: the account is locked, and the app is installed for its owner.');
    tell(`A card says: ${notice.text} ${notice.buttons.map(({ label }) => `[${label}]`).join(' ')}`);
    const { answer } = await alex.press('Yes');
    demand(JSON.stringify(answer).includes('Shall I unlock it?'), 'the click is answered by its card');
    const done = await alex.shown('is unlocked');
    tell(`Yes: the click is answered by the card without its buttons, and the next one says: ${done.text}`);
    demand((await corp().signIn(login, password)) === 200, 'the old password signs in');
    tell('The old password signs in again.');

    await corp().lock(login);
    await alex.say('unlock my account');
    await alex.shown(({ text, buttons }) => text.startsWith('Shall I unlock alex (Corp)?') && buttons.length === 3);
    await alex.press('Edit Request');
    const { fields } = await alex.shown((message) => message.fields.length > 0);
    const [field] = fields;
    await alex.press('Continue', { [field?.name ?? '']: field?.options[0]?.value ?? '' });
    await until(() => alex.messages.at(-1)?.buttons.some(({ label }) => label === 'Yes') === true, 'question again');
    tell('Asked again, and Edit Request: an account is chosen from a list in the card.');

    const click = alex.pressing('Yes');
    const good = teams.signed(messageActivity({ ...teams.happened(alex.user), text: 'unlock my account' }));
    const { signer, tenant, serviceUrl } = teams;
    const claims = signer.claims(tenant.appId, serviceUrl);
    const forged = [
      {},
      { authorization: `Bearer ${signer.sign(claims, { key: signer.otherChannel })}` },
      { authorization: `Bearer ${signer.sign({ ...claims, aud: tenant.tenantId })}` },
      { authorization: `Bearer ${signer.sign({ ...claims, serviceurl: 'https://evil.example/' })}` },
      { authorization: `Bearer ${signer.sign({ ...claims, exp: signer.now - 3600 })}` },
    ];
    for (const headers of forged) {
      const address = `${server.url}/connectors/teams/messages`;
      const { status } = await fetch(address, { method: 'POST', headers, body: good.body });
      demand(status === 401 || status === 403, 'a forged request is refused');
    }
    tell(`${forged.length} forged requests: none is taken.`);

    await server.kill();
    demand((await teams.deliver(click)).status === 0, 'nobody answers a click while the server is dead');
    tell('The server is killed, and Yes is pressed meanwhile: nobody answers.');
    server = await start();
    const before = alex.messages.length;
    demand((await teams.deliver(click)).status === 200, 'the click that comes again is answered');
    demand((await teams.deliver(click)).status === 200, 'and once more');
    await until(
      () => alex.messages.slice(before).some(({ text }) => text.includes('is unlocked')),
      'message of success',
    );
    demand((await corp().signIn(login, password)) === 200, 'the account is unlocked');
    demand(alex.unreachable === 0, 'Teams always had an answer');
    tell('It is back, the same click comes twice, and the account is unlocked once.');

    const code = await server.stop();
    server = undefined;
    demand(code === 0, 'the server ends well');
    tell('The server says goodbye.');
  } finally {
    await server?.stop();
    await teams.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

function demand(holds: boolean, what: string): void {
  if (!holds) throw new Error(`It does not hold that ${what}.`);
}

async function until(holds: () => boolean, what: string): Promise<void> {
  const overdue = AbortSignal.timeout(30_000);
  while (!holds()) {
    if (overdue.aborted) throw new Error(`There is no ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
