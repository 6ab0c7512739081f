import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sandboxDirectory } from '../../../tooling/testing/index.ts';
import { loadConfiguration } from '../src/config/load-configuration.ts';
import type { Role } from '../src/replica.ts';
import { type Server, serve } from '../src/serve.ts';
import { type FreshData, freshData, onPostgres } from './support/fresh-data.ts';
import { storyConfiguration, type TeamsStories, teamsStories } from './support/story-channels.ts';

process.env.LOG_LEVEL ??= 'silent';

// One takes clicks, the other does what they lead to: they meet in the database alone.
(onPostgres ? describe : describe.skip)('Teams in front of a server for the web and one for the work', () => {
  const directory = mkdtempSync(join(tmpdir(), 'access-account-teams-'));
  let stories: TeamsStories;
  let data: FreshData;
  let web: Server;
  let worker: Server;

  const start = async (role: Role) => {
    const folder = join(directory, role);
    mkdirSync(folder, { recursive: true });
    const file = join(folder, 'access-account.yaml');
    const story = storyConfiguration({ channel: stories, people: { alex: {} } });
    writeFileSync(file, `${story}audit: { key: "the same key for all the servers there are" }\n`);
    const environment = {
      HOST: '127.0.0.1',
      PORT: '0',
      ...(data.databaseUrl ? { DATABASE_URL: data.databaseUrl } : {}),
    };
    const server = await serve(loadConfiguration({ file, environment }), role);
    await server.ready;
    return server;
  };

  beforeAll(async () => {
    stories = await teamsStories();
    data = await freshData(join(directory, 'data'));
    web = await start('web');
    worker = await start('worker');
    stories.teams.setMessagingEndpoint(`${web.url}/connectors/chat/messages`);
  }, 60_000);
  afterAll(async () => {
    await stories.close();
    await worker?.close();
    await web?.close();
    await data.remove();
    rmSync(directory, { recursive: true, force: true });
  });

  test('GEN-7 a click that one server takes is answered by the card that the other put in its place', async () => {
    const person = stories.atTeams('alex');
    await sandboxDirectory({ url: web.url }).lock('alex');
    await person.shown('Shall I unlock it?');
    const { answer } = await person.press('Yes');
    expect(answer).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' });
    expect(JSON.stringify(answer)).toContain('Shall I unlock it?');
    await person.shown('alex (Corp) is unlocked');
    const card = person.messages.find(({ text }) => text.includes('Shall I unlock it?'));
    expect(card?.buttons).toEqual([]);
  });
});
