import { randomUUID } from 'node:crypto';
import { type Message, RateLimitedError } from '@access-account/contract';
import { assertRejectsWith, fakeCall, fakeClock, fakeContext } from '@access-account/testkit';
import { type FakeFault, type SlackFake, startSlackFake } from '../src/fake/index.ts';
import { slackConnector } from '../src/index.ts';
import { RateLimits } from '../src/rate-limits.ts';
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
  '%s: it is said what happened, and afterwards the message is there once (M)',
  async (_name, fault, code) => {
    const { operations } = await connected();
    const { person, to } = somebody();
    const call = fakeCall();
    slack.faults.plan(/^chat\.postMessage$/, fault);
    const error = await assertRejectsWith(code as never, () => operations['message.send']({ to, message }, call));
    expect(`${error.summary}${error.remedy}`).not.toContain('<');
    clock.advance(3000);
    const again = () => operations['message.send']({ to, message }, { ...call, repeated: true });
    expect(await again()).toEqual(await again());
    expect(person.messages.map(({ text }) => text)).toEqual(['Hello.']);
  },
);

test('another server, after one that died while it sent, finds the message (F)', async () => {
  const { person, to } = somebody();
  const call = fakeCall();
  const first = await (await connected()).operations['message.send']({ to, message }, call);
  const { operations } = await connected();
  expect(await operations['message.send']({ to, message }, { ...call, repeated: true })).toEqual(first);
  expect(person.messages).toHaveLength(1);
});

test('what Slack refused is sent again without a look (F)', async () => {
  const { operations } = await connected();
  const { to } = somebody();
  const call = fakeCall();
  slack.faults.plan(/^chat\.postMessage$/, { kind: 'too-many', seconds: 1 });
  await assertRejectsWith('rate-limited', () => operations['message.send']({ to, message }, call));
  clock.advance(1000);
  const before = slack.calls.length;
  await operations['message.send']({ to, message }, { ...call, repeated: true });
  await operations['message.send']({ to, message }, { ...call, repeated: true });
  expect(slack.calls.slice(before)).toEqual(['chat.postMessage', 'conversations.history']);
});

test.each([
  ['too many calls', { kind: 'too-many', seconds: 3 }],
  ['503', { kind: 'unavailable' }],
  ['a broken connection', { kind: 'reset' }],
] as const)('as long as a lost message cannot be looked for (%s), it may have arrived (F)', async (_name, fault) => {
  const { operations } = await connected();
  const { person, to } = somebody();
  const call = fakeCall();
  const send = () => operations['message.send']({ to, message }, { ...call, repeated: true });
  slack.faults.plan(/^chat\.postMessage$/, { kind: 'lost' });
  await assertRejectsWith('ambiguous-outcome', () => operations['message.send']({ to, message }, call));
  slack.faults.plan(/^conversations\.history$/, fault, 2);
  // Whoever heard anything else would tell the person somewhere else as well.
  for (let times = 0; times < 2; times += 1) {
    await assertRejectsWith('ambiguous-outcome', send);
    clock.advance(3000);
  }
  await send();
  expect(person.messages).toHaveLength(1);
});

describe('too many calls', () => {
  const tooMany = { kind: 'too-many', seconds: 3 } as const;
  const posts = () => slack.calls.filter((method) => method === 'chat.postMessage').length;
  const waitOf = async (send: () => Promise<unknown>) =>
    ((await assertRejectsWith('rate-limited', send)) as RateLimitedError).retryAfter;

  test('it is the channel that rests: it is not asked again before its time, and every other one is (G)', async () => {
    const { operations } = await connected();
    const [one, other] = [somebody(), somebody()];
    const send = ({ to }: typeof one) => operations['message.send']({ to, message }, fakeCall());
    slack.faults.plan(/^chat\.postMessage$/, tooMany, 1, one.to.id);
    expect(await waitOf(() => send(one))).toBe(3000);
    const asked = posts();
    clock.advance(2000);
    expect(await waitOf(() => send(one))).toBe(1000);
    expect(posts()).toBe(asked);
    await send(other);
    clock.advance(1000);
    await send(one);
    expect(one.person.messages).toHaveLength(1);
    expect(other.person.messages).toHaveLength(1);
  });

  test('it is the workspace that rests once a second channel is refused, as long as Slack wants that one to, and with that method alone (G)', async () => {
    const { operations } = await connected();
    const [one, second, third] = [somebody(), somebody(), somebody()];
    const send = ({ to }: typeof one) => operations['message.send']({ to, message }, fakeCall());
    const at = await send(third);
    slack.faults.plan(/^chat\.postMessage$/, { ...tooMany, seconds: 9 }, 1, one.to.id);
    slack.faults.plan(/^chat\.postMessage$/, tooMany, 1, second.to.id);
    expect(await waitOf(() => send(one))).toBe(9000);
    expect(await waitOf(() => send(second))).toBe(3000);
    const asked = posts();
    clock.advance(2000);
    for (const somebodyElse of [second, third]) expect(await waitOf(() => send(somebodyElse))).toBe(1000);
    expect(await waitOf(() => send(one))).toBe(7000);
    expect(posts()).toBe(asked);
    await operations['message.update']?.({ to: third.to, at, message }, fakeCall());
    clock.advance(1000);
    for (const somebodyElse of [second, third]) await send(somebodyElse);
    clock.advance(6000);
    await send(one);
  });

  test('one channel after another, each with its own time, leaves the workspace alone (G)', async () => {
    const { operations } = await connected();
    const [one, second, third] = [somebody(), somebody(), somebody()];
    const send = ({ to }: typeof one) => operations['message.send']({ to, message }, fakeCall());
    for (const limited of [one, second]) {
      slack.faults.plan(/^chat\.postMessage$/, tooMany, 1, limited.to.id);
      await waitOf(() => send(limited));
      clock.advance(3000);
    }
    await send(third);
    await send(one);
  });

  test('a method that is about no channel rests as a whole (G)', async () => {
    const { operations } = await connected();
    const { person } = somebody();
    const look = () => operations['person.resolve']({ id: `${slack.workspace.teamId}/${person.user.id}` }, fakeCall());
    slack.faults.plan(/^users\.info$/, tooMany);
    expect(await waitOf(look)).toBe(3000);
    expect(await waitOf(look)).toBe(3000);
    clock.advance(3000);
    expect((await look())?.kind).toBe('employee');
  });

  test('where the clock is set back, nobody waits longer for it', async () => {
    const limited = { method: 'chat.postMessage', channel: 'D1' };
    const own = fakeClock();
    const limits = new RateLimits(own);
    limits.refused(limited, 3000);
    own.set(new Date(own.now().getTime() - 60_000));
    expect(limits.waitOf(limited)).toBe(0);
  });

  test('what the core itself refuses is nothing that Slack said (G)', async () => {
    const budget = new RateLimitedError({
      system: 'slack',
      summary: 'has been asked enough.',
      remedy: 'Wait.',
      retryAfter: 60_000,
    });
    const context = fakeContext({ name: 'slack', clock });
    let isUsedUp = true;
    const connection = await slackConnector.connect(slackConfig.parse(slack.config('http')), {
      ...context,
      fetch: async (input, init) => {
        if (isUsedUp) throw budget;
        return context.fetch(input, init);
      },
    });
    const { to, person } = somebody();
    const send = () => slackConnector.operations(connection.client)['message.send']({ to, message }, fakeCall());
    expect(await waitOf(send)).toBe(60_000);
    isUsedUp = false;
    await send();
    expect(person.messages).toHaveLength(1);
  });
});

test('a message is found again behind hundreds of others (F)', async () => {
  const { operations } = await connected();
  const { person, to } = somebody();
  const call = fakeCall();
  slack.faults.plan(/^chat\.postMessage$/, { kind: 'lost' });
  await assertRejectsWith('ambiguous-outcome', () => operations['message.send']({ to, message }, call));
  for (let count = 0; count < 250; count += 1) await operations['message.send']({ to, message }, fakeCall());
  await operations['message.send']({ to, message }, { ...call, repeated: true });
  expect(person.messages).toHaveLength(251);
}, 30_000);

test('people are looked up where they are linked, and not for every message (O)', async () => {
  const { operations } = await connected();
  const { to } = somebody();
  const before = slack.calls.length;
  await operations['message.send']({ to, message }, fakeCall());
  expect(slack.calls.slice(before)).toEqual(['chat.postMessage']);
});

test('with emailTrust none nobody is known by their address, neither way (A, O)', async () => {
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

test('the check says which scope is missing, and whose token it is (N)', async () => {
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
