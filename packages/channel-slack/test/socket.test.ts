import type { InboundEvent } from '@access-account/contract';
import { assertRejectsWith, fakeCall, fakeContext } from '@access-account/testkit';
import { pressedPayload, type SlackFake } from '../src/fake/index.ts';
import { slackConnector } from '../src/index.ts';
import { slackConfig } from '../src/slack-config.ts';
import { socketFetch } from '../src/socket-fetch.ts';
import { startSlack } from './slack-world.ts';

/** Bolt's own Socket Mode client against the stand-in. */
let slack: SlackFake;
beforeEach(async () => {
  slack = await startSlack();
});
afterEach(() => slack.close());

async function listening(
  deliver: (events: readonly InboundEvent[]) => Promise<void> = async () => {},
  config: object = {},
) {
  const leaving = new AbortController();
  const connection = await slackConnector.connect(
    slackConfig.parse({ ...slack.config('socket'), ...config }),
    fakeContext({ name: 'slack' }),
  );
  const operations = slackConnector.operations(connection.client);
  const listen = () =>
    operations['event.listen'](
      {
        signal: leaving.signal,
        deliver: async (events) => {
          await deliver(events);
          return events.map(({ id }) => ({ status: 'accepted', event: id }));
        },
      },
      fakeCall(),
    );
  return { listen, leave: () => leaving.abort(), connection };
}

test('nothing is acknowledged before it is stored (J)', async () => {
  const { promise: stored, resolve: store } = Promise.withResolvers<void>();
  const order: string[] = [];
  const { listen, leave } = await listening(async () => {
    order.push('delivered');
    await stored;
    order.push('stored');
  });
  const { ended } = await listen();
  const said = slack.person({ email: 'alex@acme.test' }).say('hello');
  void said.then(() => order.push('acknowledged'));
  await new Promise((resolve) => setTimeout(resolve, 100));
  store();
  expect((await said).acknowledged).toBe(true);
  expect(order).toEqual(['delivered', 'stored', 'acknowledged']);
  leave();
  await ended;
});

test('GEN-7 EC-18 the same click in a hundred envelopes is a hundred times the same event, and each is acknowledged (J)', async () => {
  const heard: InboundEvent[] = [];
  const { listen, leave } = await listening(async (events) => void heard.push(...events));
  const { ended } = await listen();
  const { workspace } = slack;
  const { id: user } = slack.person({ email: 'alex@acme.test' }).user;
  const [click, another] = ['token-yes', 'token-no'].map((token) => pressedPayload({ workspace, user, token }));
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, index) => slack.deliver(click ?? {}, index === 0 ? {} : { retry: index })),
  );
  expect(answers.every(({ acknowledged }) => acknowledged)).toBe(true);
  expect(heard).toHaveLength(100);
  expect(new Set(heard.map((event) => event.id)).size).toBe(1);
  expect(heard[0]).toMatchObject({ kind: 'choice', token: 'token-yes' });
  await slack.deliver(another ?? {});
  expect(heard.at(-1)?.id).not.toBe(heard[0]?.id);
  leave();
  await ended;
});

test.each(['politely', 'at-once'] as const)('a break (%s) ends the listening, and nothing else (L)', async (how) => {
  const { listen, leave } = await listening();
  const { ended } = await listen();
  slack.breakOff(how);
  await ended;
  const again = await listen();
  expect((await slack.person({ email: 'alex@acme.test' }).say('hello')).acknowledged).toBe(true);
  leave();
  await again.ended;
});

test.each([
  ['a wrong token', { appToken: 'xapp-wrong' }, 'authentication-failed'],
  ['no token', { appToken: undefined, signingSecrets: ['a secret'] }, 'operation-unsupported'],
] as const)('%s: it is said what to do', async (_name, config, code) => {
  const { listen } = await listening(undefined, config);
  await assertRejectsWith(code, listen);
});

test.each([
  ['too many calls', { kind: 'too-many', seconds: 30 }, 'rate-limited'],
  ['out of order', { kind: 'unavailable' }, 'unavailable'],
  ['a broken connection', { kind: 'reset' }, 'unavailable'],
  ['a page of a proxy', { kind: 'page' }, 'response-invalid'],
] as const)('%s: listening fails once, and the process lives', async (_name, fault, code) => {
  const { listen, leave } = await listening();
  slack.faults.plan(/^apps\.connections\.open$/, fault);
  await assertRejectsWith(code, listen);
  const { ended } = await listen();
  leave();
  await ended;
});

test.each([
  'wss://evil.example/link',
  'ws://wss-primary.slack.com/link',
  'wss://slack.com.evil.example/',
  'wss://user:pass@wss-primary.slack.com/',
  'wss://evilslack.com/',
  'https://slack.com/',
  'wss://127.0.0.1/',
  'nonsense',
])('no socket is opened to %s', async (url) => {
  const fetch = socketFetch({
    fetch: async () => Response.json({ ok: true, url }),
    apiUrl: 'https://slack.com/api',
    signal: new AbortController().signal,
  });
  await assertRejectsWith('response-invalid', () => fetch('https://slack.com/api/apps.connections.open'));
});

test('a socket of Slack is taken as it is (O)', async () => {
  const url = 'wss://wss-primary.slack.com/link/?ticket=1';
  const fetch = socketFetch({
    fetch: async () => Response.json({ ok: true, url }),
    apiUrl: 'https://slack.com/api',
    signal: new AbortController().signal,
  });
  expect(await (await fetch('https://slack.com/api/apps.connections.open')).json()).toEqual({ ok: true, url });
});
