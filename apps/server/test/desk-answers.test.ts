import { textOfAdf } from '../../../packages/ticketing-jira/src/adf.ts';
import { type JiraFake, projects, startJiraFake } from '../../../packages/ticketing-jira/src/fake/index.ts';
import { type Chat, sandboxConfiguration } from '../../../tooling/testing/index.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

const people = ['waits', 'given', 'ours', 'silent', 'reports', 'stuck', 'behind'];
let jira: JiraFake;
let world: World;

beforeAll(async () => {
  jira = await startJiraFake({ clock: { now: () => new Date() } });
  const config = JSON.stringify({ ...jira.serviceAccount(), project: projects.software });
  const local = '  desk: { package: "@access-account/ticketing-local" }';
  const remote = `  desk: { package: "@access-account/ticketing-jira", config: ${config} }`;
  world = await openWorld({
    people,
    configuration: sandboxConfiguration({ people, lockAfter: 2 }).replace(local, remote),
  });
}, 60_000);
afterAll(async () => {
  expect((await world.verifyAudit()).findings).toEqual([]);
  await world.close();
  await jira.close();
});

const issueOf = (login: string) => {
  const [issue, ...others] = jira.site.issues.filter(({ fields }) =>
    textOfAdf(fields.description).includes(`${login}@acme.test`),
  );
  if (issue === undefined || others.length > 0) throw new Error(`${login} has not one issue.`);
  return issue;
};

const ticketOf = async (login: string) => (await world.tickets(login))[0];

/** Somebody asked for what only people can do: Jira has it. */
async function handedOff(login: string) {
  const chat = await world.chat(login);
  await chat.say('I want to talk to a human');
  await chat.shown(({ choices }) => choices.some(({ label }) => label === 'Yes'));
  await chat.choose('Yes');
  await arrived(login);
  return chat;
}

async function arrived(login: string): Promise<void> {
  await until(async () => (await ticketOf(login))?.status === 'handed-off');
  const waiting = "effect where lane = 'ticket' and status = 'intent' and person_id = $1";
  const person = await world.personId(login);
  await until(async () => (await world.database.rows(`select from ${waiting}`, [person])).length === 0);
}

/** Its time to be looked at has come, and somebody looks: this test, or the server by itself. */
async function look(login: string): Promise<void> {
  const person = await world.personId(login);
  await world.database.run(`update desk_ticket set look_at = now() - interval '1 minute' where person_id = $1`, [
    person,
  ]);
  await world.product.deskAnswers.round();
}

const toldOf = ({ messages }: Chat) => messages.filter(({ text }) => text.includes('has marked'));

/** Somebody moves it to Done, in Jira. */
function resolveThere(login: string): void {
  const done = jira.site.statuses.find(({ category }) => category === 'done');
  if (done === undefined) throw new Error('Jira has no status that is done.');
  Object.assign(issueOf(login), { status: done });
}

test('GEN-9 what Jira’s people resolve comes back to the person, once, and their words stay in Jira', async () => {
  const chat = await handedOff('waits');
  await look('waits');
  resolveThere('waits');
  const before = issueOf('waits').comments.length;
  // Its time has not come again.
  await world.product.deskAnswers.round();
  expect(toldOf(chat)).toEqual([]);
  await look('waits');
  const { text } = await chat.shown('has marked');
  expect(text).toContain(issueOf('waits').key);
  await until(async () => (await ticketOf('waits'))?.status === 'resolved');
  await look('waits');
  expect(toldOf(chat)).toHaveLength(1);
  expect(issueOf('waits').comments).toHaveLength(before);
  const told = (await world.audited('waits')).find(({ name }) => name === 'desk-answered');
  expect(told).toMatchObject({ kind: 'decision', detail: { by: 'desk' } });
});

test('who has waited long is looked for less often: a twentieth of the time, from five minutes to six hours', async () => {
  await handedOff('given');
  const person = await world.personId('given');
  const minutes = async (waited: string) => {
    await world.database.run(
      `update desk_ticket set changed_at = now() - $2::interval, look_at = now() - interval '1 minute' where person_id = $1`,
      [person, waited],
    );
    await world.product.deskAnswers.round();
    const [row] = await world.database.rows<{ minutes: string }>(
      'select round(extract(epoch from look_at - now()) / 60) as minutes from desk_ticket where person_id = $1',
      [person],
    );
    return Number(row?.minutes);
  };
  expect(await minutes('1 minute')).toBe(5);
  expect(await minutes('10 hours')).toBe(30);
  expect(await minutes('50 days')).toBe(360);
  expect(await minutes('61 days')).toBe(-1);
});

test('while something of ours is still on its way to the desk nothing is made of what it says', async () => {
  const chat = await handedOff('ours');
  resolveThere('ours');
  const person = await world.personId('ours');
  const one = "select id from effect where person_id = $1 and lane = 'ticket' order by ordinal limit 1";
  await world.database.run(`update effect set status = 'parked' where person_id = $1 and id = (${one})`, [person]);
  await look('ours');
  expect((await ticketOf('ours'))?.status).toBe('handed-off');
  expect(toldOf(chat)).toEqual([]);
  await world.database.run(`update effect set status = 'done' where person_id = $1 and id = (${one})`, [person]);
  await look('ours');
  await chat.shown('has marked');
});

test('EC-32 a desk that does not answer is asked again, and nobody is told anything', async () => {
  const chat = await handedOff('silent');
  resolveThere('silent');
  jira.faults.plan(/\/search\/jql/, { kind: 'too-many', seconds: 1 });
  await look('silent');
  expect(toldOf(chat)).toEqual([]);
  await until(async () => {
    await look('silent');
    return toldOf(chat).length === 1;
  });
});

test('E13 what the owner of an account reported is not settled by whoever closes the ticket at another desk', async () => {
  const chat = await world.lockedOut('reports');
  await chat.choose('No');
  await chat.choose('This wasn’t me');
  await arrived('reports');
  resolveThere('reports');
  await look('reports');
  await look('reports');
  expect((await ticketOf('reports'))?.status).toBe('handed-off');
  expect(toldOf(chat)).toEqual([]);
});

test('a ticket of which the desk never says anything stands in nobody’s way', async () => {
  await handedOff('stuck');
  const chat = await handedOff('behind');
  resolveThere('behind');
  const stuck = issueOf('stuck');
  await world.database.run(
    `update desk_ticket set look_at = now() - case when key = (select key from ticket where number = $1)
       then interval '2 minutes' else interval '1 minute' end where status = 'handed-off'`,
    [stuck.key],
  );
  jira.faults.plan(/\/search\/jql/, { kind: 'too-many', seconds: 1 });
  await world.product.deskAnswers.round();
  const [row] = await world.database.rows<{ later: boolean }>(
    'select look_at > now() as later from desk_ticket join ticket using (key) where number = $1',
    [stuck.key],
  );
  expect(row?.later).toBe(true);
  // While the desk still rests, this one is put off as well: its time comes again.
  await until(async () => {
    await look('behind');
    return toldOf(chat).length === 1;
  });
});
