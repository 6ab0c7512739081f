import { randomUUID } from 'node:crypto';
import type { Message } from '@access-account/contract';
import { assertRejectsWith, fakeCall, fakeClock, memoryStore, type ServerFault } from '@access-account/testkit';
import { growsLinearly } from '../../../tooling/testing/index.ts';
import { installedActivity, messageActivity, startTeamsFake, type TeamsFake } from '../src/fake/index.ts';
import { plainMention } from '../src/plain-mention.ts';
import { teamsConfig } from '../src/teams-config.ts';
import { connected } from './connected.ts';
import { startTeams } from './teams-world.ts';

const clock = fakeClock();
const message: Message = { text: 'Hello.', locale: 'en' };
let teams: TeamsFake;
beforeAll(async () => {
  teams = await startTeams(clock);
});
afterEach(() => {
  teams.faults.clear();
});
afterAll(() => teams.close());

/** Somebody, and the connector that knows them. */
async function somebody({ config = {}, hasApp = false }: { readonly config?: object; readonly hasApp?: boolean } = {}) {
  const product = await connected({ teams, clock, config });
  const person = teams.person({ login: `${randomUUID()}@acme.test`, hasApp });
  const { login, email } = person.user;
  const open = () =>
    product.operations['conversation.open']({ login, email, displayName: login, locale: null }, fakeCall());
  const write = () => product.receive(teams.signed(messageActivity({ ...teams.happened(person.user), text: 'hello' })));
  const to = { id: person.user.conversation };
  return { ...product, person, open, write, to };
}

const failures: readonly (readonly [string, ServerFault, string])[] = [
  ['too many calls', { kind: 'too-many', seconds: 3 }, 'rate-limited'],
  ['too many calls, and nobody says for how long', { kind: 'too-many', seconds: null }, 'rate-limited'],
  ['503', { kind: 'unavailable' }, 'ambiguous-outcome'],
  ['a broken connection', { kind: 'reset' }, 'ambiguous-outcome'],
  ['a page of a proxy', { kind: 'page' }, 'ambiguous-outcome'],
];

test('a page of a proxy is no update (M)', async () => {
  const { operations, open, person, to } = await somebody();
  await open();
  const at = await operations['message.send']({ to, message }, fakeCall());
  const update = () => operations['message.update']({ to, at, message: { ...message, text: 'Bye.' } }, fakeCall());
  teams.faults.plan(/^PUT /, { kind: 'page' });
  await assertRejectsWith('ambiguous-outcome', update);
  await update();
  expect(person.messages.map(({ text }) => text)).toEqual(['Bye.']);
});

test.each(failures)(
  '%s: it is said what happened, and afterwards the message is there once (M)',
  async (_name, fault, code) => {
    const { operations, open, person, to } = await somebody();
    await open();
    const call = fakeCall();
    teams.faults.plan(/^POST .*\/activities$/, fault);
    const error = await assertRejectsWith(code as never, () => operations['message.send']({ to, message }, call));
    expect(`${error.summary}${error.remedy}`).not.toContain('<');
    const again = () => operations['message.send']({ to, message }, { ...call, repeated: true });
    expect(await again()).toEqual(await again());
    expect(person.messages.map(({ text }) => text)).toEqual(['Hello.']);
  },
);

test('an update that is answered with nothing is one (M)', async () => {
  const silent: typeof fetch = async (address, init) => {
    const response = await fetch(address, init);
    return init?.method === 'PUT' ? new Response(null, { status: 200 }) : response;
  };
  const product = await connected({ teams, clock, context: { fetch: silent } });
  const { login, email, conversation } = teams.tenant.addUser({ login: `${randomUUID()}@acme.test` });
  await product.operations['conversation.open']({ login, email, displayName: login, locale: null }, fakeCall());
  const to = { id: conversation };
  const at = await product.operations['message.send']({ to, message }, fakeCall());
  expect(await product.operations['message.update']({ to, at, message }, fakeCall())).toEqual(at);
});

test('after a lost answer nobody can know: the message is sent again, which Teams shows twice (F)', async () => {
  const { operations, open, person, to } = await somebody();
  await open();
  const call = fakeCall();
  teams.faults.plan(/^POST .*\/activities$/, { kind: 'lost' });
  await assertRejectsWith('ambiguous-outcome', () => operations['message.send']({ to, message }, call));
  await operations['message.send']({ to, message }, { ...call, repeated: true });
  expect(person.messages).toHaveLength(2);
});

test('what one server is asked for several times at once is sent once (F)', async () => {
  const { operations, open, person, to } = await somebody();
  await open();
  const call = fakeCall();
  const sent = await Promise.all([1, 2, 3].map(() => operations['message.send']({ to, message }, call)));
  expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
  expect(person.messages).toHaveLength(1);
});

test('an app that was removed is a conversation that is gone (O)', async () => {
  const { operations, open, person, to } = await somebody();
  await open();
  person.user.hasApp = false;
  await assertRejectsWith('not-found', () => operations['message.send']({ to, message }, fakeCall()));
});

test('LN-4 somebody who has not written is found by their address, given the app, and written to where they write back (A, O)', async () => {
  const { operations, open, person, to } = await somebody();
  const opened = await open();
  expect(opened).toMatchObject({ kind: 'employee', conversation: to, locale: 'en-US' });
  expect(opened?.user.id).toBe(`${teams.tenant.tenantId}/${person.user.id}`);
  await operations['message.send']({ to, message }, fakeCall());
  expect(person.messages).toHaveLength(1);
});

test('an app that is there already is not in the way, and who is known is not asked for again (O)', async () => {
  const { open } = await somebody({ hasApp: true });
  const first = await open();
  const before = teams.requests.length;
  expect(await open()).toEqual(first);
  expect(teams.requests.slice(before)).toEqual(['GET /v1.0/users']);
});

test('whoever installed the app is known by that', async () => {
  const { receive, open, operations, person, to } = await somebody({ hasApp: true });
  const { events } = await receive(teams.signed(installedActivity(teams.happened(person.user))));
  expect(events).toEqual([]);
  await operations['message.send']({ to, message }, fakeCall());
  const before = teams.requests.length;
  await open();
  expect(teams.requests.slice(before)).toEqual(['POST /token', 'GET /v1.0/users']);
});

test('without catalogAppId Graph is not asked for anything (O)', async () => {
  const { open, write, operations, to, person } = await somebody({ config: { catalogAppId: undefined } });
  const before = teams.requests.length;
  expect(await open()).toBeUndefined();
  expect(teams.requests.length).toBe(before);
  person.user.hasApp = true;
  await write();
  await operations['message.send']({ to, message }, fakeCall());
  expect(
    teams.requests.some((request) => request.includes('/v1.0/') && teams.requests.indexOf(request) >= before),
  ).toBe(false);
});

test.each([
  ['id', (user: TeamsFake['tenant']['users'] extends Map<string, infer User> ? User : never) => user.id],
  ['login', ({ login }: { readonly login: string }) => login],
  ['email', ({ email }: { readonly email: string }) => email],
] as const)('people are linked by their %s, the same by both ways', async (linkBy, value) => {
  const { open, write, operations, person } = await somebody({ config: { linkBy } });
  const opened = await open();
  await write();
  const user = { id: `${teams.tenant.tenantId}/${person.user.id}` };
  const resolved = await operations['person.resolve'](user, fakeCall());
  expect(opened?.match).toEqual({ by: linkBy, value: value(person.user) });
  expect(resolved?.match).toEqual(opened?.match);
});

test.each(['guest', 'disabled', 'external'] as const)('nobody reaches a %s user (B)', async (kind) => {
  const { operations } = await somebody();
  const { login, email } = teams.tenant.addUser({ login: `${randomUUID()}@acme.test`, kind, hasApp: false });
  const known = { login, email, displayName: login, locale: null };
  expect(await operations['conversation.open'](known, fakeCall())).toBeUndefined();
});

test('an address that two people have reaches neither, and one with a quote is an address (A)', async () => {
  const { operations } = await somebody();
  const open = (email: string) =>
    operations['conversation.open']({ login: email, email, displayName: email, locale: null }, fakeCall());
  for (const login of ['a@acme.test', 'b@acme.test']) teams.tenant.addUser({ login, email: 'both@acme.test' });
  expect(await open('both@acme.test')).toBeUndefined();
  expect(await open("x' or mail ne '")).toBeUndefined();
  teams.tenant.addUser({ login: "o'neill@acme.test" });
  expect((await open("o'neill@acme.test"))?.match?.value).toBe("o'neill@acme.test");
});

const graphFaults = ['unavailable', 'reset', 'lost', 'page'] as const;

test.each(graphFaults)(
  '%s while the app is installed: nobody was told, so it may be tried elsewhere, and again',
  async (kind) => {
    const { open } = await somebody();
    teams.faults.plan(/^POST .*installedApps$/, { kind });
    const failure = await open().then(
      () => undefined,
      (error: { readonly code: string }) => error.code,
    );
    expect(failure).toBe(kind === 'page' ? undefined : 'unavailable');
    expect(await open()).toMatchObject({ kind: 'employee' });
  },
);

test('a token that is refused is replaced once (M)', async () => {
  const { operations, open, person, to } = await somebody();
  await open();
  teams.revokeTokens();
  await operations['message.send']({ to, message }, fakeCall());
  expect(person.messages).toHaveLength(1);
});

test('the address that Teams told last is where messages go (O)', async () => {
  const store = memoryStore();
  const product = await connected({ teams, clock, context: { store } });
  const { user } = teams.person({ login: `${randomUUID()}@acme.test` });
  const happened = teams.happened(user);
  await product.receive(teams.signed(messageActivity({ ...happened, text: 'hello' })));
  const { value } = (await store.get(`conversation/${user.conversation}`)) ?? {};
  expect(value).toMatchObject({ serviceUrl: teams.serviceUrl, member: user.member, user: user.id });
});

test('the app’s own name is no part of what is said to it (I)', async () => {
  const { receive, person } = await somebody();
  const { recipient, ...said } = messageActivity({ ...teams.happened(person.user), text: '<at>Access</at> unlock me' });
  const mention = { type: 'mention', text: '<at>Access</at>', mentioned: recipient };
  const { events } = await receive(teams.signed({ ...said, recipient, entities: [mention] }));
  expect(events).toMatchObject([{ text: 'unlock me' }]);
});

test('signs that a mention is written with stand for nothing: what was said never becomes longer by them', async () => {
  const { receive, person } = await somebody();
  const text = `hello ${'$`'.repeat(20)}`;
  const mention = { type: 'mention', text: '$`', mentioned: { id: '29:1' } };
  const said = messageActivity({ ...teams.happened(person.user), text });
  const { events } = await receive(teams.signed({ ...said, entities: Array.from({ length: 20 }, () => mention) }));
  expect(events).toMatchObject([{ kind: 'text', text }]);
});

test.each(['<at>', '<at', '<at><'])('%j over and over in a mention is read in linear time', (part) => {
  expect(growsLinearly({ read: plainMention, text: (length) => part.repeat(Math.ceil(length / part.length)) })).toBe(
    true,
  );
});

test('UA-4 whoever is mentioned is known by their object id (I)', async () => {
  const { receive, person } = await somebody();
  const { recipient, ...said } = messageActivity({ ...teams.happened(person.user), text: 'unlock <at>Jane Doe</at>' });
  const mention = { type: 'mention', text: '<at>Jane Doe</at>', mentioned: { id: '29:1', aadObjectId: 'object-7' } };
  const { events } = await receive(teams.signed({ ...said, recipient, entities: [mention] }));
  expect(events).toMatchObject([
    {
      text: 'unlock @Jane Doe',
      mentions: [{ words: '@Jane Doe', user: { id: expect.stringMatching(/\/object-7$/) } }],
    },
  ]);
});

test('the check says which permission is missing, which secret is wrong, and who cannot be reached (N)', async () => {
  const poor = await startTeamsFake({ clock, fetch: globalThis.fetch, roles: ['User.Read.All'] });
  try {
    const check = async (config: object) =>
      (await (await connected({ teams: poor, clock, config })).check(fakeCall())).filter(
        ({ severity }) => severity !== 'ok',
      );
    expect((await check({})).map(({ operation, summary }) => `${operation}: ${summary}`)).toEqual([
      'conversation.open: The app lacks TeamsAppInstallation.ReadWriteSelfForUser.All.',
    ]);
    const wrong = await check({ clientSecret: 'wrong' });
    expect(wrong.map(({ operation }) => operation)).toEqual([
      'person.resolve',
      'message.send',
      'message.update',
      'conversation.open',
    ]);
    expect(wrong[0]?.summary).toContain('invalid_client');
    expect((await check({ catalogAppId: undefined }))[0]?.severity).toBe('warning');
    expect((await check({ openIdMetadataUrl: `${poor.url}/nowhere` }))[0]?.operation).toBe('webhook.receive');
    poor.signer.keys = [poor.signer.otherChannel];
    expect((await check({}))[0]?.summary).toContain('may sign for Teams');
  } finally {
    await poor.close();
  }
});

test.each([
  [{ appId: 'bot' }, 'appId'],
  [{ tenantId: 'acme.onmicrosoft.com' }, 'tenantId'],
  [{ linkBy: undefined }, 'linkBy'],
  [{ serviceUrls: [] }, 'serviceUrls'],
  [{ serviceUrls: ['http://smba.trafficmanager.net'] }, 'serviceUrls'],
  [{ serviceUrls: ['https://a@smba.trafficmanager.net'] }, 'serviceUrls'],
  [{ openIdMetadataUrl: 'http://login.botframework.com/x' }, 'openIdMetadataUrl'],
  [{ dangerouslyAllowUnauthenticatedRequests: true }, 'dangerouslyAllowUnauthenticatedRequests'],
])('the configuration %j is refused', (differences, named) => {
  const id = '00000000-0000-0000-0000-000000000001';
  const base = { appId: id, tenantId: id, clientSecret: 'x', linkBy: 'email' };
  expect(teamsConfig.safeParse(base).success).toBe(true);
  const parsed = teamsConfig.safeParse({ ...base, ...differences });
  expect(JSON.stringify(parsed.error?.issues)).toContain(named);
});
