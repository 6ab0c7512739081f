import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { textOfAdf } from '../../../packages/ticketing-jira/src/adf.ts';
import { type JiraFake, projects, startJiraFake } from '../../../packages/ticketing-jira/src/fake/index.ts';
import { sandboxConfiguration } from '../../../tooling/testing/index.ts';
import { type MovableClock, movableClock } from './support/movable-clock.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

/** Milliseconds: a desk that did not answer is left alone for a few seconds of real time. */
const patience = 60_000;
const people = ['patient', 'other', 'lonely'];
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
}, 150_000);
afterAll(async () => {
  await world.close();
  await jira.close();
});

const api = async (path: string, init: RequestInit = {}) => {
  const authorization = `Bearer ${world.product.access.operatorToken}`;
  const answer = await fetch(`${world.url}/api/v1/tickets/${path}`, {
    ...init,
    headers: { authorization, 'content-type': 'application/json' },
  });
  return { status: answer.status, body: await answer.json() };
};

interface Parked {
  readonly case: string;
  readonly operation: string;
  readonly number: string | null;
  readonly person: string;
}
const parked = async () => (await api('parked')).body.tickets as readonly Parked[];

const issuesOf = (login: string) =>
  jira.site.issues.filter(({ fields }) => textOfAdf(fields.description).includes(`${login}@acme.test`));

const ticketEffects = (login: string) =>
  world.database.rows<{ operation: string; status: string }>(
    `select body ->> 'operation' as operation, status from effect join person on person.id = effect.person_id
     where person.login = $1 and lane = 'ticket' order by effect.case_id, ordinal`,
    [login],
  );

/** Milliseconds between two jumps of the clock: a server that lives through one has to be found alive again before the next. */
const pace = 2000;
let jumpedAt = Number.NEGATIVE_INFINITY;

async function minutesPass(minutes: number): Promise<void> {
  if (performance.now() - jumpedAt > pace) {
    await clock.moveTo(new Date((await clock.now()).getTime() + minutes * 60_000).toISOString());
    jumpedAt = performance.now();
  }
  await world.product.road.sweep();
}

/** Somebody who is helped while the desk takes nothing. */
async function helped(login: string): Promise<void> {
  const chat = await world.lockedOut(login);
  await chat.choose('Yes');
  await chat.shown('is unlocked');
  await world.isBackIn(login);
  await until(async () => (await ticketEffects(login)).length === 2, 'a ticket to open and to resolve');
}

/** A week goes by, and everything is given up. */
async function givenUp(): Promise<void> {
  const effects = async () => (await Promise.all(people.map(ticketEffects))).flat();
  await until(
    async () => {
      // As if it had been recorded more than a week ago, and the next try had come.
      await world.database.run(
        `update effect set created_at = now() - interval '8 days' where lane = 'ticket' and status = 'intent'`,
      );
      await minutesPass(6);
      return (await effects()).every(({ status }) => status === 'parked');
    },
    'everything put aside',
    patience,
  );
}

test('EC-32 what a desk did not take for a week is put aside in order, operators are told, and a replay loses and doubles nothing', async () => {
  jira.faults.plan(/^POST .*\/issue$|search/, { kind: 'unavailable' }, 10_000);
  for (const login of people) await helped(login);
  await givenUp();

  await until(async () => (await (await fetch(`${world.url}/readyz`)).json()).effects.state === 'degraded');
  const { effects } = await (await fetch(`${world.url}/readyz`)).json();
  expect(effects.remedy).toContain('tickets replay');
  expect(await (await fetch(`${world.url}/metrics`)).text()).toMatch(/access_account_tickets_parked [1-9]/);

  const before = await parked();
  const caseOf = (login: string) => before.find(({ person }) => person === login)?.case;
  expect(before.filter(({ person }) => person === 'patient').map(({ operation }) => operation)).toEqual([
    'ticket.open',
    'ticket.resolve',
  ]);
  expect(before.every(({ number }) => number === null)).toBe(true);
  expect((await api('replay', { method: 'POST', body: '{"case":"nonsense"}' })).status).toBe(400);
  expect((await fetch(`${world.url}/api/v1/tickets/replay`, { method: 'POST' })).status).toBe(401);

  jira.faults.clear();
  const one = await api('replay', { method: 'POST', body: JSON.stringify({ case: caseOf('patient') }) });
  expect(one.body).toEqual({ replayed: 2 });
  await drained('patient');
  const [issue, ...others] = issuesOf('patient');
  expect(others).toEqual([]);
  expect(issue?.status.category).toBe('done');
  expect(issuesOf('other')).toEqual([]);
  expect((await world.audited('patient')).filter(({ name }) => name === 'effect-retried')).toHaveLength(2);

  expect((await parked()).map(({ person }) => person).toSorted()).toEqual(['lonely', 'lonely', 'other', 'other']);
  expect((await world.verifyAudit()).findings).toEqual([]);
}, 150_000);

/** An opening that was tried before waits until a search would show what it may have opened. */
async function drained(login: string): Promise<void> {
  await until(
    async () => {
      await minutesPass(1);
      return (await ticketEffects(login)).every(({ status }) => status === 'done');
    },
    'everything done',
    patience,
  );
}

const main = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));

/** On PostgreSQL the command line opens the database itself; beside the embedded one it asks the server. */
function run(...given: readonly string[]): Promise<{ readonly code: number; readonly out: string }> {
  const { configuration, database } = world.product;
  const node = ['--conditions=source', '--disable-warning=ExperimentalWarning', main];
  const parameters = [...node, '--config', join(world.directory, 'access-account.yaml'), ...given];
  const environment = database.embedded ? {} : { DATABASE_URL: configuration.database };
  return new Promise((resolve) => {
    execFile(process.execPath, parameters, { env: { ...process.env, ...environment } }, (error, out) =>
      resolve({ code: (error as { code?: number } | null)?.code ?? 0, out }),
    );
  });
}

test('EC-32 the command line lists and replays them, for people and for machines', async () => {
  const listed = await run('tickets', 'parked');
  expect(listed.code).toBe(1);
  for (const said of ['ticket.open', 'ticket.resolve', 'not opened', 'lonely']) expect(listed.out).toContain(said);
  const listedOf = async () => JSON.parse((await run('--json', 'tickets', 'parked')).out).tickets as readonly Parked[];
  const [open, resolve] = (await listedOf()).filter(({ person }) => person === 'lonely');
  expect([open?.operation, resolve?.operation]).toEqual(['ticket.open', 'ticket.resolve']);
  expect((await run('tickets', 'replay', 'nonsense')).code).toBe(2);
  const nobody = await run('--json', 'tickets', 'replay', randomUUID());
  expect([nobody.code, JSON.parse(nobody.out)]).toEqual([1, { replayed: 0 }]);
  expect((await run('--json', 'tickets', 'replay', open?.case ?? '')).out).toContain('"replayed":2');
  expect((await run('tickets', 'replay')).out).toContain('2 will be asked');
  await drained('lonely');
  await drained('other');
  expect((await run('tickets', 'parked')).code).toBe(0);
  for (const login of ['lonely', 'other'])
    expect(issuesOf(login).map(({ status }) => status.category)).toEqual(['done']);
  await world.product.parked.look();
  expect((await (await fetch(`${world.url}/readyz`)).json()).effects).toEqual({ state: 'ready' });
  expect((await world.verifyAudit()).findings).toEqual([]);
  expect((await run('tickets', '--help')).out).toContain('replay');
}, 150_000);
