import { textOfAdf } from '../../../packages/ticketing-jira/src/adf.ts';
import {
  type JiraFake,
  projects,
  serviceDesk,
  startJiraFake,
} from '../../../packages/ticketing-jira/src/fake/index.ts';
import { sandboxConfiguration } from '../../../tooling/testing/index.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

const people = ['solved', 'given', 'busy'];
let jira: JiraFake;
let world: World;

beforeAll(async () => {
  jira = await startJiraFake({ clock: { now: () => new Date() } });
  for (const login of people) jira.site.addUser({ displayName: `Test ${login}`, emailAddress: `${login}@acme.test` });
  const config = JSON.stringify({
    ...jira.serviceAccount(),
    ...{ project: projects.service, serviceDesk, desks: { 'service-desk': { component: 'Service Desk' } } },
  });
  const local = '  desk: { package: "@access-account/ticketing-local" }';
  const remote = `  desk: { package: "@access-account/ticketing-jira", config: ${config} }`;
  world = await openWorld({
    people,
    configuration: sandboxConfiguration({ people, lockAfter: 2 }).replace(local, remote),
  });
}, 60_000);
afterAll(async () => {
  await world.close();
  await jira.close();
});

/** The one request that was raised for somebody. */
function requestOf(login: string) {
  const account = jira.site.users.find(({ emailAddress }) => emailAddress === `${login}@acme.test`)?.accountId;
  const [issue, ...others] = jira.site.issues.filter(({ reporter }) => reporter === account);
  expect(others).toEqual([]);
  return issue;
}

const said = (login: string) => requestOf(login)?.comments.map(({ body }) => textOfAdf(body)) ?? [];

test('LN-10 a request lives its life in Jira Service Management: raised for the person, noted, resolved, and linked to the case', async () => {
  const chat = await world.lockedOut('solved');
  await chat.choose('Yes');
  await chat.shown('is unlocked');
  await until(async () => (await world.tickets('solved'))[0]?.status === 'open');
  const request = requestOf('solved');
  expect(request?.status.name).toBe('To Do');
  expect((await world.tickets('solved'))[0]?.number).toBe(request?.key);
  await world.isBackIn('solved');
  await until(async () => (await world.tickets('solved'))[0]?.status === 'resolved');
  expect(request?.status.name).toBe('Done');
  expect(said('solved').join('\n')).toContain('A sign-in or a new password was seen since.');
  // For the desk alone.
  expect(request?.comments.filter(({ isPublic }) => isPublic)).toEqual([]);
  expect(JSON.stringify(request?.fields)).not.toContain('password-of-');
});

test('LN-10 what a person must do is given to the desk, and stays open', async () => {
  const chat = await world.lockedOut('given');
  await chat.choose('No');
  await chat.choose('This wasn’t me');
  await until(async () => (await world.tickets('given'))[0]?.status === 'handed-off');
  expect(requestOf('given')?.labels).toEqual(expect.arrayContaining([expect.stringMatching(/^aa-to-/)]));
  expect(requestOf('given')?.status.category).not.toBe('done');
});

test('EC-32 nobody waits for a Jira that asks for patience: the person is helped, and the one request comes later', async () => {
  jira.faults.plan(/^POST .*\/request$/, { kind: 'too-many', seconds: 1 });
  const chat = await world.lockedOut('busy');
  await chat.choose('Yes');
  await chat.shown('is unlocked');
  await until(() => requestOf('busy') !== undefined);
  expect((await world.verifyAudit()).findings).toEqual([]);
});
