import { textOfAdf } from '../../../packages/ticketing-jira/src/adf.ts';
import {
  type FakeIssue,
  type JiraFake,
  projects,
  startJiraFake,
} from '../../../packages/ticketing-jira/src/fake/index.ts';
import { sandboxConfiguration } from '../../../tooling/testing/index.ts';
import { onPostgres } from './support/fresh-data.ts';
import { holdRow } from './support/hold-row.ts';
import { type MovableClock, movableClock } from './support/movable-clock.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

const people = ['plain', 'doubled', 'unreachable', 'clicking'];
const hour = 3_600_000;
/** Milliseconds: a desk that did not answer is left alone for a few seconds of real time. */
const patience = 60_000;
let jira: JiraFake;
let world: World;
let clock: MovableClock;

beforeAll(async () => {
  jira = await startJiraFake({ clock: { now: () => new Date() } });
  const config = JSON.stringify({ ...jira.serviceAccount(), project: projects.software });
  const local = '  desk: { package: "@access-account/ticketing-local" }';
  const remote = `  desk: { package: "@access-account/ticketing-jira", config: ${config} }`;
  world = await openWorld({
    people,
    hasMovableClock: true,
    configuration: sandboxConfiguration({ people, lockAfter: 2 }).replace(local, remote),
  });
  clock = await movableClock(world.database);
}, 60_000);
afterAll(async () => {
  await world.close();
  await jira.close();
});

async function later(milliseconds: number): Promise<void> {
  await clock.moveTo(new Date((await clock.now()).getTime() + milliseconds).toISOString());
}

const issuesOf = (login: string) =>
  jira.site.issues.filter(({ fields }) => textOfAdf(fields.description).includes(`${login}@acme.test`));
const texts = ({ comments }: FakeIssue) => comments.map(({ body }) => textOfAdf(body)).join('\n');
const ticketOf = async (login: string) => (await world.tickets(login))[0];
const searches = () => jira.requests.filter((request) => request.endsWith('/search/jql')).length;

/** Somebody whose ticket was opened twice: the answer was lost, and the search was late by more than Jira says. */
async function doubled(login: string): Promise<{ readonly first: FakeIssue; readonly second: FakeIssue }> {
  jira.site.searchLag = hour;
  jira.faults.plan(/^POST .*\/issue$/, { kind: 'lost' });
  const chat = await world.lockedOut(login);
  await chat.choose('Yes');
  await chat.shown('is unlocked');
  await until(() => issuesOf(login).length === 1);
  // A server whose clock jumps has to be found alive again: a moment for it, and then the next jump.
  for (let jumps = 0; (await ticketOf(login)) === undefined; jumps += 1) {
    await later(10 * 60_000);
    const opened = until(
      async () => {
        await world.product.road.sweep();
        return (await ticketOf(login)) !== undefined;
      },
      'the second ticket',
      patience / 10,
    );
    await opened.catch((error) => {
      if (jumps === 10) throw error;
    });
  }
  // At last the index has caught up.
  jira.site.searchLag = 0;
  const [first, second, ...rest] = issuesOf(login);
  if (first === undefined || second === undefined) throw new Error('It was not doubled.');
  expect(rest).toEqual([]);
  expect((await ticketOf(login))?.number).toBe(second.key);
  return { first, second };
}

test('EC-32 where nothing failed the sweep asks the desk nothing', async () => {
  const chat = await world.lockedOut('plain');
  await chat.choose('Yes');
  await chat.shown('is unlocked');
  await until(async () => (await ticketOf('plain')) !== undefined);
  await later(24 * hour);
  const before = searches();
  expect(await world.product.doubles.round()).toBe(0);
  expect(searches()).toBe(before);
  expect(issuesOf('plain')).toHaveLength(1);
});

test('EC-32 a ticket that a late search doubled is found within a day, and closed with the name of the one that goes on, once', async () => {
  const { first, second } = await doubled('doubled');
  expect(await world.product.doubles.round()).toBeUndefined();
  await later(24 * hour);
  // Several servers, or one that is asked often: one sweep, one effect.
  const found = await Promise.all([world.product.doubles.round(), world.product.doubles.round()]);
  expect(found.reduce((sum: number, one = 0) => sum + one, 0)).toBe(1);
  await until(() => first.status.category === 'done', 'the double was closed');
  await until(async () => (await world.audited('doubled')).some(({ name }) => name === 'ticket-double-closed'));
  expect(texts(first)).toContain(`This is a double of ${second.key}`);
  expect(second.status.category).not.toBe('done');
  expect(texts(second)).not.toContain('This is a double');
  await later(24 * hour);
  expect(await world.product.doubles.round()).toBe(0);
  expect(first.comments).toHaveLength(1);
  const names = (await world.audited('doubled')).map(({ name }) => name);
  expect(names.filter((name) => name.startsWith('ticket-double'))).toEqual([
    'ticket-double-found',
    'ticket-double-closed',
  ]);
  expect((await world.verifyAudit()).findings).toEqual([]);
  // What is three days old is left alone.
  await later(48 * hour);
  const before = searches();
  expect(await world.product.doubles.round()).toBe(0);
  expect(searches()).toBe(before);
}, 120_000);

test('EC-32 a desk that does not answer is asked again by the next round, and not a day later', async () => {
  const { first } = await doubled('unreachable');
  await later(24 * hour);
  // A read is repeated quickly before it has failed.
  jira.faults.plan(/search/, { kind: 'unavailable' }, 3);
  expect(await world.product.doubles.round()).toBe(0);
  jira.faults.clear();
  expect(first.status.category).toBe('new');
  expect(await world.product.doubles.round()).toBe(1);
  await until(() => first.status.category === 'done', 'the double was closed');
}, 120_000);

const somethingToDo = `select from help_case where person_id = $1 and (lease_by is not null or exists (
  select from effect where effect.person_id = help_case.person_id and status = 'intent' and not_before <= clock_timestamp()))`;
const versions = (person: string) =>
  world.database.rows('select id, version from help_case where person_id = $1 order by id', [person]);

// The embedded database has one session: nobody is in the middle of anything while the sweep writes.
(onPostgres ? test : test.skip)(
  'EC-32 the double of somebody whose click is being recorded is recorded after it',
  async () => {
    await doubled('clicking');
    // Past what the search is late by; the next sweep is due in hours.
    await later(hour);
    const person = await world.personId('clicking');
    // Whoever waits from now on waits because of the sweep.
    const isAtRest = async () => (await world.database.rows(somethingToDo, [person])).length === 0;
    await until(isAtRest, 'the case being at rest');
    const before = await versions(person);
    await world.database.run("update watch set polled_at = polled_at - interval '1 day' where name = 'ticket-doubles'");
    const click = await holdRow(world.database, 'select from person where id = $1 for no key update', [person]);
    const round = world.product.doubles.round();
    try {
      await until(async () => (await click.othersWait()) > 0, 'the sweep waiting for the click');
      expect(await versions(person)).toEqual(before);
    } finally {
      await click.letGo();
    }
    expect(await round).toBe(1);
    expect(await versions(person)).not.toEqual(before);
  },
  120_000,
);
