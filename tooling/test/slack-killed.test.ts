import { rmSync } from 'node:fs';
import { startSlackFake } from '../../packages/channel-slack/src/fake/index.ts';
import { sandboxDirectory, startServer } from '../testing/index.ts';
import { freshInstallation } from './support/fresh-installation.ts';

test('a server that is killed after Slack took its message and before it knew of that: the next one finds it, and nobody is told twice', async () => {
  const slack = await startSlackFake({ clock: { now: () => new Date() }, fetch: globalThis.fetch });
  const directory = await freshInstallation();
  const alex = slack.person({ email: 'alex@acme.test' });
  const people = [{ login: 'alex', displayName: 'Alex', email: 'alex@acme.test', password: 'Correct-Horse-1' }];
  const configuration = JSON.stringify({
    dataDirectory: 'data',
    connectors: {
      sandbox: {
        package: '@access-account/identity-sandbox',
        poll: { every: '250ms' },
        config: { displayName: 'Corp', lockAfter: 2, people },
      },
      slack: { package: '@access-account/channel-slack', config: slack.config('socket') },
      desk: { package: '@access-account/ticketing-local' },
    },
    people: { mainIdentity: 'sandbox', channels: ['slack'], tickets: 'desk' },
  });
  let server = await startServer({ configuration, directory });
  try {
    slack.faults.plan(/^chat\.postMessage$/, { kind: 'silent' });
    await sandboxDirectory({ url: server.url }).lock('alex');
    await alex.shown('Shall I unlock it?');
    await server.kill();
    const before = slack.calls.length;
    server = await startServer({ configuration, directory });
    await until(() => slack.sockets > 0 && slack.calls.slice(before).includes('conversations.history'));
    expect((await alex.press('Yes')).acknowledged).toBe(true);
    await alex.shown('alex (Corp) is unlocked');
    expect(alex.messages.filter(({ text }) => text.includes('Shall I unlock it?'))).toHaveLength(1);
    // What the next server found is the card that loses its buttons.
    await until(() => alex.messages.every(({ buttons }) => buttons.length === 0));
  } finally {
    await server.stop();
    await slack.close();
    rmSync(directory, { recursive: true, force: true });
  }
}, 90_000);

async function until(holds: () => boolean): Promise<void> {
  const overdue = AbortSignal.timeout(30_000);
  while (!holds()) {
    if (overdue.aborted) throw new Error('It did not come about.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
