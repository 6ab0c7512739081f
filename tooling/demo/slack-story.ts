import { rmSync } from 'node:fs';
import { startSlackFake } from '../../packages/channel-slack/src/fake/index.ts';
import { sandboxDirectory, startServer, temporaryDirectory } from '../testing/index.ts';

export interface SlackStoryOptions {
  /** Told of every step when it has come about. */
  readonly tell: (step: string) => void;
  /** Where it is installed, and removed from at the end; a fresh folder unless given. */
  readonly directory?: string;
}

const login = 'alex';
const password = 'Correct-Horse-1';

/**
 * The whole product in Slack, against a stand-in of it, by Socket Mode and with no network: somebody is locked out, is told in
 * a direct message, presses Yes and signs in with the old password; asks by themselves, and chooses the account in a form over
 * the conversation; and presses a button while the server is dead, which counts when it is back.
 * @throws when something did not come about.
 */
export async function playSlackStory({ tell, directory = temporaryDirectory() }: SlackStoryOptions): Promise<void> {
  const slack = await startSlackFake({ clock: { now: () => new Date() }, fetch: globalThis.fetch });
  const alex = slack.person({ email: `${login}@acme.test`, name: 'Alex Moreau' });
  const people = [{ login, displayName: 'Alex Moreau', email: `${login}@acme.test`, password }];
  const { botToken, appToken, ...config } = slack.config('socket');
  const configuration = JSON.stringify({
    dataDirectory: 'data',
    connectors: {
      sandbox: {
        package: '@access-account/identity-sandbox',
        poll: { every: '250ms' },
        config: { displayName: 'Corp', lockAfter: 3, people },
      },
      slack: {
        package: '@access-account/channel-slack',
        config: { ...config, botToken: '${env:SLACK_BOT_TOKEN}', appToken: '${env:SLACK_APP_TOKEN}' },
      },
      desk: { package: '@access-account/ticketing-local' },
    },
    people: { mainIdentity: 'sandbox', channels: ['slack'], tickets: 'desk' },
  });
  const environment = { SLACK_BOT_TOKEN: String(botToken), SLACK_APP_TOKEN: String(appToken) };
  const start = async () => {
    const started = await startServer({ configuration, directory, environment });
    await until(() => slack.sockets > 0, 'socket to Slack');
    return started;
  };
  let server: Awaited<ReturnType<typeof start>> | undefined;
  try {
    tell(`A stand-in of Slack listens on ${slack.apiUrl}, with one person in it.`);
    server = await start();
    const corp = () => sandboxDirectory({ url: server?.url ?? '' });
    tell(`Access Account listens on ${server.url}, and to Slack by a socket.`);

    await corp().lock(login);
    tell('Three wrong passwords: the account is locked.');
    const notice = await alex.shown('Shall I unlock it?');
    tell(`A direct message says: ${notice.text} ${notice.buttons.map(({ label }) => `[${label}]`).join(' ')}`);
    demand((await alex.press('Yes')).acknowledged, 'the click is acknowledged');
    const done = await alex.shown('is unlocked');
    tell(`Yes, and the next message says: ${done.text}`);
    demand((await corp().signIn(login, password)) === 200, 'the old password signs in');
    await until(() => alex.messages.every(({ buttons }) => buttons.length === 0), 'card without its buttons');
    tell('The old password signs in again, and the card has lost its buttons.');

    await corp().lock(login);
    await alex.say('unlock my account');
    await alex.shown(({ text, buttons }) => text.startsWith('Shall I unlock alex (Corp)?') && buttons.length === 3);
    await alex.press('Edit Request');
    await alex.modalShown();
    await alex.submit('alex (Corp)');
    tell('Asked again, and Edit Request: a form opens over the conversation, and an account is chosen in it.');

    const asked = () => alex.messages.at(-1)?.buttons.some(({ label }) => label === 'Yes') === true;
    await until(asked, 'question after the form');
    const click = alex.pressing('Yes');
    await server.kill();
    await until(() => slack.sockets === 0, 'end of the socket');
    demand(!(await slack.deliver(click)).acknowledged, 'nobody acknowledges a click while the server is dead');
    tell('The server is killed, and Yes is pressed meanwhile: nobody acknowledges it.');
    server = await start();
    const before = alex.messages.length;
    demand((await slack.deliver(click)).acknowledged, 'the click that comes again is acknowledged');
    demand((await slack.deliver(click)).acknowledged, 'and once more');
    await until(
      () => alex.messages.slice(before).some(({ text }) => text.includes('is unlocked')),
      'message of success',
    );
    demand((await corp().signIn(login, password)) === 200, 'the account is unlocked');
    tell('It is back, the same click comes twice, and the account is unlocked once.');

    const code = await server.stop();
    server = undefined;
    demand(code === 0, 'the server ends well');
    demand(slack.sockets === 0, 'no socket is left');
    tell('The server says goodbye, and closes its socket.');
  } finally {
    await server?.stop();
    await slack.close();
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
