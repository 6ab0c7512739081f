import { randomUUID } from 'node:crypto';
import type { Call, HandOffTicketInput, OpenTicketInput } from '@access-account/contract';
import { projects, serviceDesk, startJiraFake } from '../../../packages/ticketing-jira/src/fake/index.ts';
import { sandboxConfiguration } from '../../../tooling/testing/index.ts';
import { commandLine } from '../src/access/operator.ts';
import type { DeskPage, DeskTicketDetail } from '../src/desk/desk.ts';
import { writeCursor } from '../src/desk/desk-cursor.ts';
import { Desk1765200000000 } from '../src/storage/migrations/1765200000000-desk.ts';
import { replaceOperations } from './support/operations.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

const people = ['solved', 'given', 'twice', 'open', 'many', 'quiet', 'owed', 'linked'];
let world: World;
beforeAll(async () => {
  world = await openWorld({ people });
}, 60_000);
afterAll(async () => {
  expect((await world.verifyAudit()).findings).toEqual([]);
  await world.close();
});

interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
}

async function ask<Body>(path: string, { token, body, at = world }: AskOptions = {}): Promise<Answer<Body>> {
  const response = await fetch(`${at.url}/api/v1/tickets${path}`, {
    headers: {
      authorization: `Bearer ${token ?? at.product.access.operatorToken}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Body };
}

interface AskOptions {
  readonly token?: string;
  readonly body?: unknown;
  readonly at?: World;
}

const list = async (query: Readonly<Record<string, string>> = {}, at: World = world) =>
  (await ask<DeskPage>(`?${new URLSearchParams(query)}`, { at })).body;
const read = async (key: string, at: World = world) =>
  (await ask<DeskTicketDetail>(`/${encodeURIComponent(key)}`, { at })).body;
const resolve = (key: string, resolution: string, at: World = world) =>
  ask<DeskTicketDetail & { readonly error?: { readonly code: string; readonly message: string } }>('/resolve', {
    body: { key, resolution },
    at,
  });
const ticketOf = async (person: string, at: World = world) => {
  await until(async () => (await list({ person }, at)).tickets.length > 0);
  const [ticket] = (await list({ person }, at)).tickets;
  if (ticket === undefined) throw new Error(`${person} has no ticket.`);
  return ticket;
};

/** Somebody was locked out, and it was not them: the desk has it. */
async function handedOff(person: string, at: World = world) {
  const chat = await at.lockedOut(person);
  await chat.choose('No');
  await chat.choose('This wasn’t me');
  await until(async () => (await list({ person, status: 'handed-off' }, at)).tickets.length > 0);
  return { chat, ticket: await ticketOf(person, at) };
}

test('GEN-9 a ticket is on the desk with everything it has been through, in order, and where it is filed', async () => {
  const chat = await world.lockedOut('solved');
  await chat.choose('Yes');
  await chat.shown('is unlocked');
  await world.isBackIn('solved');
  await until(async () => (await ticketOf('solved')).status === 'resolved');
  await until(async () => {
    const { timeline } = await read((await ticketOf('solved')).key);
    return timeline.every(({ filing }) => filing === 'done');
  });
  const ticket = await read((await ticketOf('solved')).key);
  expect(ticket).toMatchObject({
    status: 'resolved',
    filed: 'resolved',
    feature: 'lockout-notification',
    system: 'sandbox',
    person: 'Test solved',
    requester: { login: 'solved', email: 'solved@acme.test' },
    number: expect.stringMatching(/^AA-\d{6}$/),
    references: [{ connector: 'desk', displayName: 'Service Desk', status: 'resolved' }],
  });
  expect(ticket.timeline.map(({ kind }) => kind).at(0)).toBe('opened');
  expect(ticket.timeline.map(({ kind }) => kind).at(-1)).toBe('resolved');
  expect(ticket.timeline.map(({ at }) => at)).toEqual([...ticket.timeline.map(({ at }) => at)].sort());
  expect(ticket.references[0]?.number).toBe(ticket.number);
});

test('GEN-9 the desk resolves what was handed to it: the person hears so in its words, and its own ticket is resolved', async () => {
  const { chat, ticket } = await handedOff('given');
  const answer = await resolve(ticket.key, 'It was an old phone.\nIts mail app is signed in again.');
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ status: 'resolved', key: ticket.key });
  await chat.shown('It was an old phone.');
  await until(async () => (await world.tickets('given'))[0]?.status === 'resolved');
  const { timeline } = await read(ticket.key);
  expect(timeline.at(-1)).toMatchObject({ kind: 'resolved', by: 'operator', filing: 'done' });
  expect(timeline.slice(0, -1).every(({ by }) => by === 'product')).toBe(true);
  const line = (await world.audited('given')).find(({ name }) => name === 'desk-answered');
  expect(line).toMatchObject({ kind: 'security', detail: { key: ticket.key, by: 'operator' } });
});

test('GEN-9 whoever resolves it second is told that it is resolved, and the person hears of it once', async () => {
  const { chat, ticket } = await handedOff('twice');
  const both = await Promise.all([resolve(ticket.key, 'Done by one.'), resolve(ticket.key, 'Done by two.')]);
  const accepted = both.filter(({ status }) => status === 200).length;
  expect(accepted).toBeGreaterThanOrEqual(1);
  await chat.shown('Done by');
  expect((await resolve(ticket.key, 'Once more.')).body.error?.code).toBe('not-handed-off');
  await until(async () => (await world.tickets('twice'))[0]?.status === 'resolved');
  expect((await read(ticket.key)).timeline.filter(({ kind }) => kind === 'resolved')).toHaveLength(1);
  expect(chat.messages.filter(({ text }) => text.includes('Done by'))).toHaveLength(1);
});

test('EC-32 what was put aside of a ticket goes first when it is tried again: the desk’s own word waits for it', async () => {
  const { chat, ticket } = await handedOff('owed');
  await until(async () => (await read(ticket.key)).timeline.every(({ filing }) => filing === 'done'));
  const handOff = "lane = 'ticket' and body ->> 'operation' = 'ticket.hand-off' and body ->> 'key' = $1";
  await world.database.run(`update effect set status = 'parked', finished_at = now() where ${handOff}`, [ticket.key]);
  await resolve(ticket.key, 'It was the old phone.');
  await chat.shown('It was the old phone.');
  const waits = async () => (await read(ticket.key)).timeline.at(-1);
  expect(await waits()).toMatchObject({ kind: 'resolved', filing: 'waiting' });
  await world.product.parked.retry({ type: 'ticket' }, commandLine);
  await until(async () => {
    await world.database.run("update effect set not_before = now() where lane = 'ticket' and status = 'intent'");
    await world.product.road.sweep();
    return (await waits())?.filing === 'done';
  });
  expect((await read(ticket.key)).references).toMatchObject([{ status: 'resolved' }]);
});

test('GEN-9 a desk is told what a ticket is about, and how to find the case, in an address that says nothing of it', async () => {
  const asked: OpenTicketInput[] = [];
  const given: HandOffTicketInput[] = [];
  const repair = replaceOperations(world.product, 'ticketing', 'desk', (operations) => ({
    'ticket.open': (input: OpenTicketInput, call: Call) => {
      asked.push(input);
      return operations['ticket.open'](input, call);
    },
    'ticket.hand-off': (input: HandOffTicketInput, call: Call) => {
      given.push(input);
      return operations['ticket.hand-off'](input, call);
    },
  }));
  const { ticket } = await handedOff('linked');
  await until(() => given.length > 0);
  repair();
  expect([asked[0]?.feature, given[0]?.feature]).toEqual(['unlockAccount', 'unlockAccount']);
  const { case: helpCase } = await read(ticket.key);
  const address = `${world.url}/console/tickets?case=${helpCase}`;
  expect(asked[0]?.description).toContain(`\n\nCase: ${address}`);
  expect((await list({ case: helpCase })).tickets.map(({ key }) => key)).toEqual([ticket.key]);
  expect((await list({ case: randomUUID() })).tickets).toEqual([]);
  expect((await ask('?case=everything')).status).toBe(400);
});

test('a ticket that the product is still at is not the desk’s to resolve', async () => {
  const chat = await world.lockedOut('open');
  await chat.choose('Yes');
  await chat.shown('is unlocked');
  const ticket = await ticketOf('open');
  expect(ticket.status).toBe('open');
  const answer = await resolve(ticket.key, 'Done.');
  expect([answer.status, answer.body.error?.code]).toEqual([409, 'not-handed-off']);
  expect((await read(ticket.key)).status).toBe('open');
});

test.each([
  ['nothing said', { key: 'x', resolution: '  ' }],
  ['no key', { resolution: 'Done.' }],
  ['more than is asked', { key: 'x', resolution: 'Done.', by: 'me' }],
  ['a terminal’s control characters', { key: 'x', resolution: 'Done.\u001b[2J' }],
  ['far too much', { key: 'x', resolution: 'x'.repeat(1001) }],
  ['a list', [{ key: 'x', resolution: 'Done.' }]],
])('%s is refused', async (_, body) => {
  expect((await ask('/resolve', { body })).status).toBe(400);
});

test('GEN-9 a password in the desk’s words is not told, not stored and not passed on', async () => {
  const { ticket } = await handedOff('quiet');
  const answer = await resolve(ticket.key, 'Your new password is Winter-2026!x7');
  expect(answer.status).toBe(400);
  expect(answer.body.error?.message).toContain('leave it out');
  expect((await read(ticket.key)).status).toBe('handed-off');
  const rows = await world.database.rows("select from audit where body like '%Winter-2026%'");
  expect(rows).toEqual([]);
});

test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
  'a page elsewhere can send %s without being asked first: nothing is resolved by it',
  async (type) => {
    const { key } = await ticketOf('quiet');
    const path = `/console/enter?token=${await world.product.access.link()}`;
    const entered = await fetch(`${world.url}${path}`, { redirect: 'manual' });
    const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
    const response = await fetch(`${world.url}/api/v1/tickets/resolve`, {
      method: 'POST',
      headers: { cookie, 'content-type': type },
      body: JSON.stringify({ key, resolution: 'Done.' }),
    });
    expect([403, 415]).toContain(response.status);
    expect((await read(key)).status).toBe('handed-off');
  },
);

test('nobody but operators sees the desk or resolves anything', async () => {
  const { key } = await ticketOf('given');
  for (const answer of [
    await ask('', { token: 'not-the-token' }),
    await ask(`/${encodeURIComponent(key)}`, { token: 'not-the-token' }),
    await ask('/resolve', { token: 'not-the-token', body: { key, resolution: 'Done.' } }),
  ])
    expect(answer.status).toBe(401);
});

test('there is no ticket of a key that nobody opened', async () => {
  expect((await ask('/nobody%2Fopened%2Fthis')).status).toBe(404);
  expect((await ask('/%00')).status).toBe(404);
  expect((await resolve('nobody', 'Done.')).status).toBe(404);
});

describe('a desk with many tickets', () => {
  /** Six hundred, by two at a time opened in the same millisecond. */
  beforeAll(async () => {
    await world.chat('many');
    const chat = await world.chat('many');
    await chat.say('help');
    await chat.shown('I can');
    await world.database.run(
      `insert into desk_ticket (key, person_id, case_id, feature, system, subject, description, status, opened_at)
       select 'many/' || lpad(n::text, 4, '0'), $1, $1, case when n % 3 = 0 then 'mfa-reset' else 'unlock-account' end,
         case when n % 2 = 0 then 'okta' else 'ad' end, 'Unlock number ' || n, 'Asked by many-' || n || '@acme.test; 100%_sure',
         case when n % 100 = 0 then 'handed-off' else 'resolved' end,
         timestamptz '2020-01-01' + make_interval(secs => (n / 2) * 60)
       from generate_series(1, 600) n`,
      [await world.personId('many')],
    );
  });

  const walk = async (query: Readonly<Record<string, string>>) => {
    const keys: string[] = [];
    let after: string | null = null;
    do {
      const page: DeskPage = await list({ ...query, ...(after === null ? {} : { after }) });
      keys.push(...page.tickets.map(({ key }) => key));
      after = page.next;
    } while (after !== null);
    return keys;
  };

  test('every ticket is on exactly one page, newest first, also those opened in the same moment and while more come', async () => {
    const first = await list({ person: 'many', limit: '70' });
    await world.database.run(
      `insert into desk_ticket (key, person_id, case_id, feature, subject, description, status)
       values ('many/new', $1, $1, 'help', 'New', 'New', 'open')`,
      [await world.personId('many')],
    );
    const rest = await walk({ person: 'many', limit: '70', after: first.next ?? '' });
    const keys = [...first.tickets.map(({ key }) => key), ...rest];
    expect(keys).toEqual([...Array(600).keys()].map((n) => `many/${String(600 - n).padStart(4, '0')}`));
  });

  test.each([
    [{ status: 'handed-off', system: 'okta' }, 6],
    [{ feature: 'mfa-reset', system: 'ad' }, 100],
    [{ feature: 'mfa-reset', status: 'handed-off' }, 2],
    [{ text: 'unlock 599' }, 1],
    [{ text: 'UNLOCK NUMB' }, 600],
    [{ text: 'many-17@acme' }, 11],
    [{ text: "no such'); drop table desk_ticket; --" }, 0],
    [{ text: ':* & | ! ( \\' }, 0],
    [{ text: '%' }, 0],
    [{ person: 'MANY@acme.test', text: 'unlock' }, 600],
    [{ person: 'Test Many', text: 'unlock' }, 600],
    [{ person: 'man', text: 'unlock' }, 0],
  ])('%j shows %i', async (filter, count) => {
    expect(await walk({ ...(filter as Record<string, string>), limit: '50' })).toHaveLength(count);
  });

  test('a ticket is found by its number, whole and in any case', async () => {
    const { number, key } = await ticketOf('given');
    expect((await list({ text: (number ?? '').toLowerCase() })).tickets.map((one) => one.key)).toEqual([key]);
  });

  test.each([
    [{ after: 'nonsense' }],
    [{ after: writeCursor({ openedAt: 'yesterday', key: 'x' }) }],
    [{ limit: '0' }],
    [{ limit: '501' }],
    [{ status: 'closed' }],
    [{ text: ' ' }],
    [{ colour: 'red' }],
  ])('%j is refused', async (query) => {
    expect((await ask(`?${new URLSearchParams(query as Record<string, string>)}`)).status).toBe(400);
  });
});

test('LN-10 with another desk configured ours is the truth: there from the first moment, resolved while the other is away, and filed there in order once it is back', async () => {
  const jira = await startJiraFake({ clock: { now: () => new Date() } });
  jira.site.addUser({ displayName: 'Test away', emailAddress: 'away@acme.test' });
  const config = JSON.stringify({
    ...jira.serviceAccount(),
    ...{ project: projects.service, serviceDesk, desks: { 'service-desk': { component: 'Service Desk' } } },
  });
  const other = await openWorld({
    people: ['away'],
    configuration: sandboxConfiguration({ people: ['away'], lockAfter: 2 }).replace(
      '  desk: { package: "@access-account/ticketing-local" }',
      `  desk: { package: "@access-account/ticketing-jira", config: ${config} }`,
    ),
  });
  jira.faults.plan(/^POST .*\/request$/, { kind: 'too-many', seconds: 3 });
  const { chat, ticket } = await handedOff('away', other);
  expect(ticket).toMatchObject({ number: null, filed: null, connector: null, url: null, status: 'handed-off' });
  const before = await read(ticket.key, other);
  expect(before.references).toEqual([]);
  expect(before.timeline.map(({ kind, filing }) => `${kind} ${filing}`)).toEqual([
    'opened waiting',
    'handed-off waiting',
  ]);

  expect((await resolve(ticket.key, 'We changed the lock.', other)).status).toBe(200);
  await chat.shown('We changed the lock.');
  await until(
    async () => (await read(ticket.key, other)).timeline.every(({ filing }) => filing === 'done'),
    'the filing',
  );
  const after = await read(ticket.key, other);
  expect(after.timeline.map(({ kind }) => kind)).toEqual(['opened', 'handed-off', 'resolved']);
  expect(after).toMatchObject({ status: 'resolved', references: [{ connector: 'desk', status: 'resolved' }] });
  expect(jira.site.issues.map(({ key, status }) => [key, status.name])).toEqual([[after.number, 'Done']]);
  expect((await other.verifyAudit()).findings).toEqual([]);
  await other.close();
  await jira.close();
}, 60_000);

test('tickets of an earlier release are on the desk after the migration, as they were', async () => {
  const kept =
    'select key, person_id, feature, system, subject, description, status from desk_ticket where key not like $1 order by key';
  const runner = { query: (statement: string) => world.database.run(statement) } as never;
  const migration = new Desk1765200000000();
  const before = await world.database.rows(kept, ['many/%']);
  expect(before.length).toBeGreaterThanOrEqual(5);
  await migration.down(runner);
  await migration.up(runner);
  expect(await world.database.rows(kept, ['many/%'])).toEqual(before);
});
