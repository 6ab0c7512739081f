import { randomUUID } from 'node:crypto';
import type { RawRequest } from '@access-account/contract';
import { fakeCall, fakeClock, fakeContext, rawRequest } from '@access-account/testkit';
import fc from 'fast-check';
import { messagePayload, pressedPayload, type SlackFake, sign } from '../src/fake/index.ts';
import { slackConnector } from '../src/index.ts';
import { slackConfig } from '../src/slack-config.ts';
import { startSlack } from './slack-world.ts';

/** Whatever is changed about a good request, nothing in it is believed. */
const clock = fakeClock();
let slack: SlackFake;
let receive: (request: RawRequest) => Promise<{ readonly events: number; readonly status: number }>;

beforeAll(async () => {
  slack = await startSlack(clock);
  const config = slackConfig.parse({
    ...slack.config('http'),
    signingSecrets: [slack.signingSecret, 'the one before'],
  });
  const connection = await slackConnector.connect(config, fakeContext({ name: 'slack', clock }));
  const operations = slackConnector.operations(connection.client);
  receive = async (request) => {
    const { events, respond } = await operations['webhook.receive'](request, fakeCall());
    const outcomes = events.map(() => ({ status: 'accepted' as const, event: randomUUID() }));
    return { events: events.length, status: (await respond(outcomes)).status };
  };
});
afterAll(() => slack.close());

const seconds = () => Math.floor(clock.now().getTime() / 1000);
const payloads = () => [
  messagePayload({ workspace: slack.workspace, user: 'U1', text: 'unlock my account' }),
  pressedPayload({ workspace: slack.workspace, user: 'U1', token: 'a-token' }),
];
type SignedBy = Partial<Omit<Parameters<typeof sign>[0], 'payload'>>;
const signed = (payload: Parameters<typeof sign>[0]['payload'], by: SignedBy = {}) =>
  sign({ payload, secret: slack.signingSecret, timestamp: String(seconds()), ...by });
const ask = (request: ReturnType<typeof sign>) => receive(rawRequest({ path: 'events', ...request }));
const isRefused = ({ events, status }: { readonly events: number; readonly status: number }) =>
  events === 0 && status >= 400 && status < 500;

test('a good request is taken, signed with the secret of today or of before, up to five minutes early or late (K)', async () => {
  for (const payload of payloads()) {
    for (const secret of [slack.signingSecret, 'the one before']) {
      for (const off of [-300, 0, 300]) {
        const answer = await ask(signed(payload, { secret, timestamp: String(seconds() + off) }));
        expect(answer).toEqual({ events: 1, status: 200 });
      }
    }
  }
});

test.each(['a\0b', '\ud800', 'x'.repeat(101), ''])(
  'an id that no database holds is refused, however well it is signed: %j (K)',
  async (id) => {
    const [said, pressed] = payloads() as [Record<string, unknown>, { readonly actions: readonly object[] }];
    const [action] = pressed.actions;
    for (const payload of [
      { ...said, event_id: id },
      { ...said, event: { ...(said.event as object), user: id } },
      { ...pressed, actions: [{ ...action, action_ts: id }] },
      { ...pressed, container: { message_ts: id } },
      { ...pressed, user: { id } },
    ]) {
      const { events, status } = await ask(signed(payload as Parameters<typeof sign>[0]['payload']));
      expect({ events, isServed: status < 500 }).toEqual({ events: 0, isServed: true });
    }
  },
);

const byte = fc.record({ at: fc.nat(), to: fc.integer({ min: 1, max: 255 }) });

test.each(['body', 'signature'] as const)('no byte of the %s can be another (K)', async (where) => {
  await fc.assert(
    fc.asyncProperty(byte, fc.nat({ max: 1 }), async ({ at, to }, which) => {
      const good = signed(payloads()[which] ?? null);
      const text = where === 'body' ? good.body : (good.headers['x-slack-signature'] ?? '');
      const bytes = Buffer.from(text);
      const index = at % bytes.length;
      bytes[index] = (bytes[index] ?? 0) ^ to;
      const changed = bytes.toString('latin1');
      const request =
        where === 'body'
          ? rawRequest({ path: 'events', headers: good.headers, body: new Uint8Array(bytes) })
          : rawRequest({ path: 'events', body: good.body, headers: { ...good.headers, 'x-slack-signature': changed } });
      return isRefused(await receive(request));
    }),
  );
});

test('no time but that of the signature, and none that is no whole number of seconds near now (K)', async () => {
  const times = fc.oneof(
    fc.integer({ min: 301, max: 10 ** 10 }).map((off) => String(seconds() + off)),
    fc.integer({ min: 301, max: 10 ** 9 }).map((off) => String(seconds() - off)),
    fc.constantFrom(
      'Infinity',
      '-Infinity',
      'NaN',
      '1e9',
      '0x5',
      '',
      ' ',
      '٣',
      `${seconds()}000`,
      `+${seconds()}`,
      `${seconds()}\n`,
    ),
    fc.double().map(String),
    fc.string(),
  );
  await fc.assert(
    fc.asyncProperty(times, fc.boolean(), async (timestamp, isSigned) => {
      fc.pre(timestamp !== String(seconds()));
      const [payload] = payloads();
      const good = signed(payload ?? null);
      const request = isSigned
        ? signed(payload ?? null, { timestamp })
        : { ...good, headers: { ...good.headers, 'x-slack-request-timestamp': timestamp } };
      const near = /^\d{1,12}$/.test(timestamp) && Math.abs(Number(timestamp) - seconds()) <= 300;
      return (near && isSigned) || isRefused(await ask(request));
    }),
  );
});

test('neither more nor less than the signature, and none where it is not said (K)', async () => {
  const good = signed(payloads()[0] ?? null);
  const signature = good.headers['x-slack-signature'] ?? '';
  const { 'x-slack-signature': _, ...unsigned } = good.headers;
  const { 'x-slack-request-timestamp': __, ...untimed } = good.headers;
  for (const other of [`x${signature}`, ` ${signature}`, `${signature}0`, `${signature} `, signature.slice(0, -2), ''])
    expect(isRefused(await ask({ ...good, headers: { ...unsigned, 'x-slack-signature': other } }))).toBe(true);
  for (const headers of [unsigned, untimed, {}]) expect(isRefused(await ask({ ...good, headers }))).toBe(true);
  expect(await ask(good)).toEqual({ events: 1, status: 200 });
});

test('no other secret (K)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string(), async (secret) => {
      fc.pre(secret !== 'the one before' && secret !== slack.signingSecret);
      return isRefused(await ask(signed(payloads()[0] ?? null, { secret })));
    }),
  );
});

test('no other workspace (K)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.stringMatching(/^T[A-Z0-9]{8,10}$/), fc.string(), fc.jsonValue()), async (team) => {
      const [message, press] = payloads();
      const answers = [
        await ask(signed({ ...message, team_id: team })),
        await ask(signed({ ...press, team: { id: team } })),
      ];
      return answers.every(isRefused);
    }),
  );
});

test('whatever Slack itself would sign, it is one good event, nothing, or a refusal, and never more (K)', async () => {
  const [message = {}, press = {}] = payloads();
  const changed = fc
    .tuple(
      fc.constantFrom(message, press),
      fc.constantFrom(...Object.keys(message), ...Object.keys(press)),
      fc.jsonValue(),
    )
    .map(([payload, key, value]) => ({ ...payload, [key]: value }));
  const inner = fc
    .tuple(fc.constantFrom(...Object.keys(message.event as object)), fc.jsonValue())
    .map(([key, value]) => ({ ...message, event: { ...(message.event as object), [key]: value } }));
  const anything = fc.oneof(fc.json(), fc.string(), fc.constant('null'));
  await fc.assert(
    fc.asyncProperty(fc.oneof(changed, inner, anything), async (payload) => {
      const { events, status } = await ask(signed(payload as never));
      expect(events).toBeLessThanOrEqual(1);
      expect(events === 1 ? status === 200 : status === 200 || (status >= 400 && status < 500)).toBe(true);
    }),
    { numRuns: 300, examples: [[{ ...message, type: [{ toString: false }] }]] },
  );
});
