import { ticketingConformance } from '@access-account/testkit';
import { flavours, type JiraWorld, startJiraWorld, worldOf } from './jira-world.ts';

let issues: JiraWorld;
let requests: JiraWorld;
beforeAll(async () => {
  issues = await startJiraWorld();
  requests = await startJiraWorld({ flavour: 'requests' });
});
afterAll(async () => {
  await issues.fake.close();
  await requests.fake.close();
});

const runner = { describe, test };
ticketingConformance({
  runner,
  connector: flavours.issues.connector,
  world: worldOf(() => issues.fake, { flavour: 'issues' }),
});
ticketingConformance({
  runner,
  connector: flavours.requests.connector,
  world: worldOf(() => requests.fake, { flavour: 'requests' }),
});
