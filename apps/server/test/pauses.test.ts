import { commandLine } from '../src/access/operator.ts';
import { directory } from './support/operations.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ people: ['asks', 'waits', 'quiet', 'later', 'kept', 'menu'] });
}, 60_000);
afterEach(async () => {
  for (const { scope } of await world.product.pauses.list()) await world.product.pauses.resume(scope, commandLine);
});
afterAll(async () => {
  expect((await world.verifyAudit()).findings).toEqual([]);
  await world.close();
});

const api = (path: string, body: object, token = world.product.access.operatorToken) =>
  fetch(`${world.url}/api/v1/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

async function isLocked(login: string): Promise<boolean> {
  const operations = directory(world.product, 'sandbox');
  const [account] = await operations['account.find']({ by: 'login', value: login }, world.product.call());
  return (await operations['account.read']({ id: account?.id ?? '' }, world.product.call())).lock !== null;
}

test('OPS-2 a feature that is paused is for the desk, and everything else goes on', async () => {
  expect((await api('pause', { scope: 'unlockAccount', reason: 'A drill.' })).status).toBe(200);
  const chat = await world.chat('asks');
  await chat.say('unlock my account');
  const asked = await chat.shown(({ choices }) => choices.some(({ label }) => label === 'Yes'));
  expect(asked.text).not.toContain('Shall I unlock');
  const another = await world.chat('later');
  await another.say('I forgot my password');
  await another.shown('new password');
});

test('OPS-2 a button of the menu goes where the same words would: help that was paused meanwhile is for the desk', async () => {
  const chat = await world.chat('menu');
  await chat.say("I can't sign in");
  await chat.shown(({ choices }) => choices.some(({ label }) => label === 'I forgot my password'));
  await world.product.pauses.pause('passwordReset', 'A drill.', commandLine);
  await chat.choose('I forgot my password');
  const asked = await chat.shown(({ choices }) => choices.some(({ label }) => label === 'Yes'));
  expect(asked.text).toContain('service desk');
  expect(chat.messages.filter(({ text }) => text.includes('new password'))).toEqual([]);
});

test('OPS-2 a system that there is none of is not paused: it would look stopped', async () => {
  const answer = await api('pause', { scope: 'system:Sandbox', reason: 'An emergency.' });
  expect(answer.status).toBe(400);
  expect(await world.product.pauses.list()).toEqual([]);
});

test('OPS-2 what was offered before the pause is not done after it: the person hears so, the desk has it', async () => {
  const chat = await world.lockedOut('waits');
  await world.product.pauses.pause('all', 'Something is wrong.', commandLine);
  await chat.choose('Yes');
  await chat.shown('A person at the service desk takes over');
  expect(await isLocked('waits')).toBe(true);
  await until(async () => (await world.tickets('waits')).some(({ status }) => status === 'handed-off'));
  const failed = (await world.audited('waits')).find(({ name }) => name === 'effect-failed');
  expect(failed?.summary).toContain('operators have paused it');
});

test('OPS-2 nobody is told of locks of a system that is paused', async () => {
  await world.product.pauses.pause('system:sandbox', 'Maintenance.', commandLine);
  const chat = await world.chat('quiet');
  await world.directoryPage.lock('quiet');
  await until(async () => {
    const rows = await world.database.rows(
      'select 1 from lockout join account using (person_id) where account.login = $1',
      ['quiet'],
    );
    return rows.length > 0;
  });
  await chat.say('help');
  await chat.shown('I can');
  expect(chat.messages.filter(({ text }) => text.includes('Shall I unlock'))).toEqual([]);
});

test('OPS-2 a pause survives a restart, and who paused and resumed what stands in the audit', async () => {
  await world.product.pauses.pause('mfaReset', 'Until the audit is done.', commandLine);
  await world.restart();
  expect(await world.product.pauses.list()).toMatchObject([{ scope: 'mfaReset', reason: 'Until the audit is done.' }]);
  expect(await (await api('resume', { scope: 'mfaReset' })).json()).toEqual({ pauses: [] });
  const rows = await world.database.rows<{ body: string }>(
    "select body from audit where body::jsonb ->> 'name' in ('paused', 'resumed') order by id",
  );
  const lines = rows.map(({ body }) => JSON.parse(body) as { name: string; detail: { scope: string } });
  expect(lines.slice(-2).map(({ name, detail }) => [name, detail.scope])).toEqual([
    ['paused', 'mfaReset'],
    ['resumed', 'mfaReset'],
  ]);
});

test.each([
  ['a scope that there is none of', { scope: 'everything', reason: 'x' }],
  ['no reason', { scope: 'all' }],
  ['an empty reason', { scope: 'all', reason: '' }],
  ['a list', [{ scope: 'all', reason: 'x' }]],
  ['more than is asked', { scope: 'all', reason: 'x', by: 'me' }],
  ['a system without a name', { scope: 'system:', reason: 'x' }],
])('OPS-2 %s is refused, and nothing is paused', async (_, body) => {
  expect((await api('pause', body)).status).toBe(400);
  expect(await world.product.pauses.list()).toEqual([]);
});

test('OPS-2 nobody but operators pauses anything', async () => {
  expect((await api('pause', { scope: 'all', reason: 'x' }, 'not-the-token')).status).toBe(401);
  expect(await world.product.pauses.list()).toEqual([]);
});
