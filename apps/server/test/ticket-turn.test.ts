import { textOfAdf } from '../../../packages/ticketing-jira/src/adf.ts';
import { type JiraFake, projects, startJiraFake } from '../../../packages/ticketing-jira/src/fake/index.ts';
import { sandboxConfiguration } from '../../../tooling/testing/index.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

const people = ['first', 'second'];
let jira: JiraFake;
let world: World;

beforeAll(async () => {
  jira = await startJiraFake({ clock: { now: () => new Date() } });
  const config = JSON.stringify({ ...jira.serviceAccount(), project: projects.software });
  const local = '  desk: { package: "@access-account/ticketing-local" }';
  const remote = `  desk: { package: "@access-account/ticketing-jira", budget: { atOnce: 1 }, config: ${config} }`;
  world = await openWorld({
    people,
    configuration: sandboxConfiguration({ people, lockAfter: 2 }).replace(local, remote),
  });
}, 60_000);
afterAll(async () => {
  await world.close();
  await jira.close();
});

const isOpened = (login: string) =>
  jira.site.issues.some(({ fields }) => textOfAdf(fields.description).includes(`${login}@acme.test`));
const countOf = (end: string) => jira.requests.filter((request) => request.endsWith(end)).length;

test('EC-32 a ticket that waited for its turn in vain was not tried: it is opened at its next turn, and not once a search would show it', async () => {
  await until(() => countOf('/issue') === 1, 'the look whether issues can be created, at start');
  jira.faults.plan(/^POST .*\/issue$/, { kind: 'hang' });
  const first = await world.lockedOut('first');
  await first.choose('Yes');
  await until(() => countOf('/issue') === 2, 'the desk was asked for the first ticket, and does not answer');
  const second = await world.lockedOut('second');
  await second.choose('Yes');
  // Jira’s search is trusted after two and a half minutes.
  await until(() => isOpened('second'), 'the second ticket', 40_000);
  // The first may have been opened, and does wait for that.
  expect(isOpened('first')).toBe(false);
}, 100_000);
