import { UnavailableError } from '@access-account/contract';
import type { Chat } from '../../../tooling/testing/index.ts';
import { Browser } from './support/browser.ts';
import { directoriesConfiguration } from './support/directories.ts';
import { client, type OpenIdProvider, startOpenIdProvider } from './support/open-id-provider.ts';
import { directory } from './support/operations.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

/** Whose manager is who. */
const managers = {
  kim: 'one',
  kimberly: 'one',
  helped: 'two',
  moved: 'three',
  weary: 'four',
  quiet: 'four',
  called: 'five',
} as const;
const reports = Object.entries(managers);

let provider: OpenIdProvider;
let world: World;
beforeAll(async () => {
  provider = await startOpenIdProvider();
  world = await openWorld({
    people: [],
    configuration: directoriesConfiguration({
      people: [
        ...[...new Set(Object.values(managers))].map((login) => ({ login })),
        { login: 'stranger' },
        { login: 'mentions' },
        { login: 'desk-1' },
        ...reports.map(([login, manager]) => ({ login, manager })),
      ],
      more: `signIn: { issuer: "${provider.issuer}", clientId: ${client.id}, clientSecret: ${client.secret}, system: sandbox }`,
      helpDesk: ['desk-*'],
    }),
  });
  provider.serve(`${world.url}/sign-in/callback`);
  // Whoever has written once is known by name.
  for (const [login] of reports) await (await world.chat(login)).say('hello');
}, 60_000);
afterAll(async () => {
  expect((await world.verifyAudit()).findings).toEqual([]);
  await world.close();
  await provider.close();
});

async function accountOf(login: string): Promise<string> {
  const find = directory(world.product, 'sandbox')['account.find'];
  const [account] = await find({ by: 'login', value: login }, world.product.call());
  return account?.id ?? '';
}

async function isLocked(login: string): Promise<boolean> {
  return (await world.directoryPage.signIn(login, `password-of-${login}`)) === 423;
}

async function choosePerson(chat: Chat, label: RegExp): Promise<readonly string[]> {
  const { form } = await chat.shown('Whose account do you mean?');
  const options = form?.fields[0]?.options ?? [];
  const chosen = options.find((option) => label.test(option.label));
  await chat.press(form?.submit.token ?? '', { person: chosen?.value ?? '' });
  return options.map((option) => option.label);
}

async function confirm(chat: Chat, account: string): Promise<void> {
  const asking = await chat.shown('I must be sure that it is you who asks');
  const page = asking.links.find(({ label }) => label === 'Sign in to confirm')?.url ?? '';
  const browser = new Browser();
  const sent = await browser.post(page, { press: 'yes' });
  const form = await browser.follow(sent, page);
  const typed = { prompt: 'login', login: account, password: 'anything' };
  const consent = await browser.follow(await browser.post(form.url, typed), form.url);
  await browser.follow(await browser.post(consent.url, { prompt: 'consent' }), consent.url);
}

test('UA-4 EC-39 a manager names somebody, chooses them, signs in afresh, and whoever was unlocked hears of it', async () => {
  await world.directoryPage.lock('helped');
  const owner = await world.chat('helped');
  const boss = await world.chat('two');
  await boss.say('please unlock helped');
  expect(await choosePerson(boss, /helped/)).toHaveLength(1);
  await boss.shown('I must be sure that it is you who asks');
  expect(await isLocked('helped')).toBe(true);
  await confirm(boss, await accountOf('two'));
  await boss.shown('The password is as it was');
  expect(await isLocked('helped')).toBe(false);
  await owner.shown(/had your account .* unlocked/);
  const unlock = (await world.audited('two')).find(
    ({ name, detail }) => name === 'effect-succeeded' && detail.operation === 'account.unlock',
  );
  expect(unlock?.detail).toMatchObject({
    proofs: 'fresh-login',
    rule: expect.stringContaining('employee.manager.unlock'),
  });
}, 60_000);

test('UA-4 a name that fits several is asked about, the nearest first', async () => {
  const boss = await world.chat('one');
  await boss.say('unlock kimberly');
  expect((await choosePerson(boss, /nobody/))[0]).toContain('kimberly');
  await boss.say("unlock kim's account");
  await until(() => boss.messages.filter(({ text }) => text.includes('Whose account')).length > 1);
  const forms = boss.messages.flatMap(({ form }) => form?.fields[0]?.options.map(({ label }) => label).join() ?? []);
  expect(forms.at(-1)).toMatch(/^[^,]*\(kim\)/);
}, 60_000);

test('EC-42 UA-9 whoever is nobody’s manager gets one and the same answer, whether there is such a person or not', async () => {
  await world.directoryPage.lock('weary');
  const answers: string[] = [];
  for (const words of ['unlock weary', 'unlock weary@acme.test', 'unlock nobody-at-all', 'unlock my colleague']) {
    const chat = await world.chat('stranger');
    const before = chat.messages.length;
    await chat.say(`please ${words}`);
    await until(() => chat.messages.slice(before).some(({ choices }) => choices.length > 0));
    answers.push(chat.messages.filter(({ choices }) => choices.length > 0).at(-1)?.text ?? '');
  }
  expect(new Set(answers).size).toBe(1);
  expect(answers[0]).toContain('I can find nobody of that name whom you may have helped');
  expect(await isLocked('weary')).toBe(true);
}, 60_000);

test('EC-38 who is not the manager any more, by the time it is done, has nobody unlocked', async () => {
  await world.directoryPage.lock('moved');
  const boss = await world.chat('three');
  await boss.say('unlock moved');
  await choosePerson(boss, /moved/);
  await boss.shown('I must be sure that it is you who asks');
  const system = world.product.registry.ready('identity', 'sandbox');
  const read = system?.operations['account.read'];
  if (system === undefined || read === undefined) throw new Error('The sandbox is not there.');
  const moved = await accountOf('moved');
  Object.assign(system.operations, {
    'account.read': async (...asked: Parameters<typeof read>) => {
      const status = await read(...asked);
      return asked[0].id === moved ? { ...status, manager: null } : status;
    },
  });
  try {
    await confirm(boss, await accountOf('three'));
    await boss.shown('I cannot do that for');
  } finally {
    Object.assign(system.operations, { 'account.read': read });
  }
  expect(await isLocked('moved')).toBe(true);
}, 60_000);

test('the help desk may have anybody unlocked, with the same proof', async () => {
  await world.directoryPage.lock('quiet');
  const agent = await world.chat('desk-1');
  await agent.say('unlock quiet@acme.test');
  await choosePerson(agent, /quiet/);
  await confirm(agent, await accountOf('desk-1'));
  await agent.shown('The password is as it was');
  expect(await isLocked('quiet')).toBe(false);
}, 60_000);

test('UA-4 whoever is mentioned is found by who they are on the channel, whatever they are called there', async () => {
  const chat = await world.chat('five');
  const other = await world.chat('called');
  // Whoever has written is linked.
  for (const one of [chat, other]) await one.say('hello');
  await mention('five', (await webUser('called')).id);
  const labels = () => chat.events.flatMap(({ form }) => form?.fields[0]?.options.map(({ label }) => label) ?? []);
  await until(() => labels().length > 0);
  expect(labels()).toEqual(['Test called (called)']);
}, 60_000);

test('UA-4 whoever is mentioned while the channel does not say who that is gets the service desk offered, and nobody waits', async () => {
  const chat = await world.chat('mentions');
  await chat.say('hello');
  const web = world.product.registry.ready('channel', 'web');
  const resolve = web?.operations['person.resolve'];
  if (web === undefined || resolve === undefined) throw new Error('The web chat is not there.');
  const away = new UnavailableError({ system: 'web', summary: 'is away.', remedy: 'Wait.' });
  Object.assign(web.operations, { 'person.resolve': () => Promise.reject(away) });
  try {
    await mention('mentions', 'somebody-new');
    await chat.shown('nobody of that name');
  } finally {
    Object.assign(web.operations, { 'person.resolve': resolve });
  }
}, 60_000);

async function webUser(login: string) {
  const [link] = await world.database.rows<{ user_id: string; conversation_id: string }>(
    'select user_id, conversation_id from channel_identity where person_id = $1',
    [await world.personId(login)],
  );
  return { id: link?.user_id ?? '', conversation: link?.conversation_id ?? '' };
}

/** Asks for somebody by a mention. */
async function mention(login: string, user: string): Promise<void> {
  const asker = await webUser(login);
  await world.product.road.deliver('web', [
    {
      kind: 'text',
      id: `mention-of-${user}`,
      user: { id: asker.id },
      conversation: { id: asker.conversation },
      at: new Date().toISOString(),
      text: 'please unlock @somebody',
      mentions: [{ words: '@somebody', user: { id: user } }],
    },
  ]);
}
