import { randomUUID } from 'node:crypto';
import type { Message } from '@access-account/contract';
import { assertRejectsWith, fakeCall, fakeClock, fakeContext } from '@access-account/testkit';
import { type FakeFault, type SlackFake, startSlackFake } from '../src/fake/index.ts';
import { slackConnector } from '../src/index.ts';
import { slackConfig } from '../src/slack-config.ts';
import { startSlack } from './slack-world.ts';

const clock = fakeClock();
const message: Message = { text: 'Hello.', locale: 'en' };
let slack: SlackFake;
beforeAll(async () => {
  slack = await startSlack(clock);
});
afterEach(() => slack.faults.clear());
afterAll(() => slack.close());

async function connected({ config = {} }: { readonly config?: object } = {}) {
  const connection = await slackConnector.connect(
    slackConfig.parse({ ...slack.config('http'), ...config }),
    fakeContext({ name: 'slack', clock }),
  );
  return { ...connection, operations: slackConnector.operations(connection.client) };
}

function somebody() {
  const person = slack.person({ email: `${randomUUID()}@acme.test` });
  return { person, to: { id: person.channel } };
}

const failures: readonly (readonly [string, FakeFault, string])[] = [
  ['too many calls', { kind: 'too-many', seconds: 3 }, 'rate-limited'],
  ['too many calls, and nobody says for how long', { kind: 'too-many', seconds: null }, 'rate-limited'],
  ['503', { kind: 'unavailable' }, 'ambiguous-outcome'],
  ['a broken connection', { kind: 'reset' }, 'ambiguous-outcome'],
  ['a lost answer', { kind: 'lost' }, 'ambiguous-outcome'],
  ['a page of a proxy', { kind: 'page' }, 'ambiguous-outcome'],
  ['a fatal error', { kind: 'error', error: 'fatal_error' }, 'ambiguous-outcome'],
  ['a revoked token', { kind: 'error', error: 'token_revoked' }, 'authentication-failed'],
  ['a missing scope', { kind: 'error', error: 'missing_scope' }, 'permission-denied'],
  ['a conversation that is gone', { kind: 'error', error: 'channel_not_found' }, 'not-found'],
  ['blocks that Slack does not take', { kind: 'error', error: 'invalid_blocks' }, 'conflict'],
  ['an error that is no code', { kind: 'error', error: '<script>' }, 'conflict'],
];

test.each(failures)(
  '%s: it is said what happened, and afterwards the message is there once',
  async (_name, fault, code) => {
    const { operations } = await connected();
    const { person, to } = somebody();
    const call = fakeCall();
    slack.faults.plan(/^chat\.postMessage$/, fault);
    const error = await assertRejectsWith(code as never, () => operations['message.send']({ to, message }, call));
    expect(`${error.summary}${error.remedy}`).not.toContain('<');
    const again = () => operations['message.send']({ to, message }, { ...call, repeated: true });
    expect(await again()).toEqual(await again());
    expect(person.messages.map(({ text }) => text)).toEqual(['Hello.']);
  },
);

test('another server, after one that died while it sent, finds the message', async () => {
  const { person, to } = somebody();
  const call = fakeCall();
  const first = await (await connected()).operations['message.send']({ to, message }, call);
  const { operations } = await connected();
  expect(await operations['message.send']({ to, message }, { ...call, repeated: true })).toEqual(first);
  expect(person.messages).toHaveLength(1);
});

test('what Slack refused is sent again without a look', async () => {
  const { operations } = await connected();
  const { to } = somebody();
  const call = fakeCall();
  slack.faults.plan(/^chat\.postMessage$/, { kind: 'too-many', seconds: 1 });
  await assertRejectsWith('rate-limited', () => operations['message.send']({ to, message }, call));
  const before = slack.calls.length;
  await operations['message.send']({ to, message }, { ...call, repeated: true });
  await operations['message.send']({ to, message }, { ...call, repeated: true });
  expect(slack.calls.slice(before)).toEqual(['chat.postMessage', 'conversations.history']);
});

test.each([
  ['too many calls', { kind: 'too-many', seconds: 3 }],
  ['503', { kind: 'unavailable' }],
  ['a broken connection', { kind: 'reset' }],
] as const)('as long as a lost message cannot be looked for (%s), it may have arrived', async (_name, fault) => {
  const { operations } = await connected();
  const { person, to } = somebody();
  const call = fakeCall();
  const send = () => operations['message.send']({ to, message }, { ...call, repeated: true });
  slack.faults.plan(/^chat\.postMessage$/, { kind: 'lost' });
  await assertRejectsWith('ambiguous-outcome', () => operations['message.send']({ to, message }, call));
  slack.faults.plan(/^conversations\.history$/, fault, 2);
  // Whoever heard anything else would tell the person somewhere else as well.
  await assertRejectsWith('ambiguous-outcome', send);
  await assertRejectsWith('ambiguous-outcome', send);
  await send();
  expect(person.messages).toHaveLength(1);
});

test('a message is found again behind hundreds of others', async () => {
  const { operations } = await connected();
  const { person, to } = somebody();
  const call = fakeCall();
  slack.faults.plan(/^chat\.postMessage$/, { kind: 'lost' });
  await assertRejectsWith('ambiguous-outcome', () => operations['message.send']({ to, message }, call));
  for (let count = 0; count < 250; count += 1) await operations['message.send']({ to, message }, fakeCall());
  await operations['message.send']({ to, message }, { ...call, repeated: true });
  expect(person.messages).toHaveLength(251);
}, 30_000);

test('people are looked up where they are linked, and not for every message', async () => {
  const { operations } = await connected();
  const { to } = somebody();
  const before = slack.calls.length;
  await operations['message.send']({ to, message }, fakeCall());
  expect(slack.calls.slice(before)).toEqual(['chat.postMessage']);
});

test('with emailTrust none nobody is known by their address, neither way', async () => {
  const { operations, check } = await connected({ config: { emailTrust: 'none' } });
  const { user } = slack.person({ email: 'alex@acme.test' });
  const id = `${slack.workspace.teamId}/${user.id}`;
  const known = { login: 'alex', email: 'alex@acme.test', displayName: 'Alex', locale: null };
  expect(await operations['conversation.open'](known, fakeCall())).toBeUndefined();
  expect(await operations['person.resolve']({ id }, fakeCall())).toMatchObject({ kind: 'employee', match: null });
  expect(await check(fakeCall())).toContainEqual(
    expect.objectContaining({ severity: 'warning', operation: 'person.resolve' }),
  );
});

test('the check says which scope is missing, and whose token it is', async () => {
  const poor = await startSlackFake({ clock, fetch: globalThis.fetch, scopes: ['chat:write'] });
  try {
    const check = async (config: object) => {
      const parsed = slackConfig.parse({ ...poor.config('http'), ...config });
      const connection = await slackConnector.connect(parsed, fakeContext({ name: 'slack', clock }));
      return (await connection.check(fakeCall())).filter(({ severity }) => severity === 'error');
    };
    const findings = await check({});
    expect(findings.map(({ operation }) => operation)).toEqual(['person.resolve', 'conversation.open', 'message.send']);
    expect(findings[2]?.summary).toContain('im:history');
    expect((await check({ teamId: 'T0ANOTHER' }))[0]?.summary).toContain(poor.workspace.teamId);
    expect((await check({ botToken: 'xoxb-wrong' }))[0]?.summary).toContain('invalid_auth');
  } finally {
    await poor.close();
  }
});

test.each([
  [{}, 'signingSecrets'],
  [{ appToken: 'xapp', teamId: 'acme' }, 'teamId'],
  [{ appToken: 'xapp', apiUrl: 'http://slack.example/api' }, 'apiUrl'],
  [{ appToken: 'xapp', emailTrust: undefined }, 'emailTrust'],
  [{ appToken: 'xapp', botTokens: 'x' }, 'botTokens'],
])('the configuration %j is refused', (differences, named) => {
  const base = { teamId: 'T0123ABCD', botToken: 'xoxb', emailTrust: 'sso' };
  const parsed = slackConfig.safeParse({ ...base, ...differences });
  expect(JSON.stringify(parsed.error?.issues)).toContain(named);
});
