import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { startTeamsFake, type TeamsFake } from '../../../packages/channel-teams/src/fake/index.ts';
import {
  type AgentsPlayground,
  missingForAgentsPlayground,
  startAgentsPlayground,
} from '../../../tooling/real-servers/agents-playground.ts';
import { launchChromium, missingForChromium } from '../../../tooling/real-servers/chromium.ts';
import { describeReal } from '../../../tooling/real-servers/describe-real.ts';
import { startTeamsEdge, type TeamsEdge } from './real/teams-edge.ts';
import { type StoryChannel, storyConfiguration } from './support/story-channels.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

const artifacts = fileURLToPath(new URL('../../../artifacts', import.meta.url));
/** Who uses it, by its own account: Alex Wilber. */
const login = 'alexw';
const missing = missingForChromium() ?? missingForAgentsPlayground();

/** The whole product in front of Microsoft's own client, in a browser. */
describeReal({ name: 'Microsoft 365 Agents Playground', missing }, () => {
  let teams: TeamsFake;
  let edge: TeamsEdge;
  let world: World;
  let playground: AgentsPlayground;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    mkdirSync(artifacts, { recursive: true });
    teams = await startTeamsFake({ clock: { now: () => new Date() }, fetch: globalThis.fetch });
    edge = await startTeamsEdge({ teams });
    const { catalogAppId, ...config } = teams.config();
    const connector = { ...config, serviceUrls: [edge.serviceUrl.replace(/\/$/, '')] };
    const channel = { entry: `{ package: "@access-account/channel-teams", config: ${JSON.stringify(connector)} }` };
    world = await openWorld({
      people: [],
      configuration: storyConfiguration({
        channel: channel as StoryChannel,
        people: { [login]: { email: 'alexw@example.com' } },
      }),
    });
    [playground, browser] = await Promise.all([startAgentsPlayground(`${edge.url}/messages`), launchChromium()]);
    edge.connect({ client: playground.url, bot: `${world.url}/connectors/chat/messages` });
    page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
    await page.goto(playground.url);
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await playground?.stop();
    await world?.close();
    await edge?.close();
    await teams?.close();
  });

  const say = async (text: string) => {
    const box = page.locator('[role=textbox][contenteditable=true]').first();
    await box.fill(text);
    await box.press('Enter');
  };
  const shown = (text: string) => page.getByText(text).last().waitFor();
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const picture = (name: string) => page.screenshot({ path: join(artifacts, `agents-playground-${name}.png`) });
  const signIn = () => world.directoryPage.signIn(login, `password-of-${login}`);

  test('somebody writes, and is known', async () => {
    await say('hello');
    await until(async () => (await world.database.rows('select 1 from channel_identity')).length === 1, 'a link');
    await until(() => edge.seen.includes('message 200'), 'an acknowledgement');
  });

  test('LN-5 LN-6 LN-8 notice → Yes → the card loses its buttons → unlocked', async () => {
    await world.directoryPage.lock(login);
    await shown('Shall I unlock it?');
    await picture('notice');
    await button('Yes').click();
    await shown('is unlocked. You can sign in with your current password.');
    await until(async () => (await button('Yes').count()) === 0, 'a card without buttons');
    await picture('unlocked');
    expect(await signIn()).toBe(200);
    expect(edge.seen.filter((one) => one.startsWith('adaptiveCard/action'))).toEqual(['adaptiveCard/action 200']);
  });

  test('UA-1 UA-2 UA-4 asked → Edit Request → Continue asks for a choice → chosen → Yes → unlocked', async () => {
    await world.directoryPage.lock(login);
    await say('unlock my account');
    await shown('Shall I unlock alexw (Corp)?');
    await button('Edit Request').click();
    const list = page.getByRole('combobox').last();
    await list.waitFor();
    const clicks = () => edge.seen.filter((one) => one.startsWith('adaptiveCard/action')).length;
    await until(() => clicks() === 2, 'an answer to the click');
    await button('Continue').click();
    // The client itself asks for it: nothing was sent.
    await shown('Account?');
    await picture('form');
    expect(clicks()).toBe(2);
    await list.click();
    await page.getByRole('option', { name: 'alexw (Corp)' }).click();
    await button('Continue').click();
    await until(async () => (await button('Yes').count()) > 0, 'the question again');
    await button('Yes').last().click();
    await until(async () => (await signIn()) === 200, 'an unlocked account');
    expect(new Set(edge.seen.map((one) => one.split(' ')[1]))).toEqual(new Set(['200']));
  });

  test('GEN-7 a button whose question nobody knows any more: a sentence, and no “Unable to reach app”', async () => {
    await say('hello');
    await until(async () => (await button('Service desk').count()) > 0, 'buttons');
    await world.database.rows('delete from choice_token');
    await button('Service desk').last().click();
    await shown('This button does not work');
    await picture('refused');
    expect(await page.getByText('Unable to reach app').count()).toBe(0);
    // Beside the card, which keeps its buttons.
    expect(await button('Service desk').count()).toBeGreaterThan(0);
  });
});
