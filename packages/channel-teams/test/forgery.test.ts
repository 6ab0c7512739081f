import { randomUUID } from 'node:crypto';
import type { RawRequest } from '@access-account/contract';
import { fakeCall, fakeClock, memoryStore, rawRequest } from '@access-account/testkit';
import fc from 'fast-check';
import { messageActivity, pressedActivity, type TeamsFake } from '../src/fake/index.ts';
import type { Json } from '../src/fake/json.ts';
import { serviceUrlIn } from '../src/guard/service-url.ts';
import { accepted, connected } from './connected.ts';
import { startTeams } from './teams-world.ts';

/** Whatever is changed about a good request, nothing in it is believed. */
const clock = fakeClock();
const store = memoryStore();
let teams: TeamsFake;
let user: ReturnType<TeamsFake['tenant']['addUser']>;
let receive: (request: RawRequest) => Promise<{ readonly events: number; readonly status: number }>;

beforeAll(async () => {
  teams = await startTeams(clock);
  user = teams.tenant.addUser({ login: 'alex@acme.test' });
  const { operations } = await connected({ teams, clock, context: { store } });
  receive = async (request) => {
    const { events, respond } = await operations['webhook.receive'](request, fakeCall());
    // A refusal, so that no card is waited for.
    const message = { text: 'No.', locale: 'en' };
    const outcomes = events.map(({ kind }) =>
      kind === 'text' ? accepted : ({ status: 'refused', reason: 'invalid', message } as const),
    );
    return { events: events.length, status: (await respond(outcomes)).status };
  };
});
afterAll(() => teams.close());

const activities = (): readonly Json[] => [
  messageActivity({ ...teams.happened(user), text: 'unlock my account' }),
  pressedActivity({ ...teams.happened(user), token: 'a-token' }),
];
const claims = () => teams.signer.claims(teams.tenant.appId, teams.serviceUrl);
const ask = (authorization: string, body: string | Uint8Array) =>
  receive(rawRequest({ path: 'messages', headers: { authorization }, body }));
const isRefused = ({ events, status }: { readonly events: number; readonly status: number }) =>
  events === 0 && status >= 400 && status < 500;
const kept = async () => (await store.list('', { limit: 1000 })).length;

test('a good request is taken, up to five minutes before and after the life of its token (K)', async () => {
  for (const activity of activities()) {
    for (const differences of [{}, { exp: teams.signer.now - 299 }, { nbf: teams.signer.now + 299 }]) {
      const token = teams.signer.sign({ ...claims(), ...differences });
      expect(await ask(`Bearer ${token}`, JSON.stringify(activity))).toEqual({ events: 1, status: 200 });
    }
  }
});

test('no byte of the token can be another (K)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 127 }), fc.nat({ max: 1 }), async (at, to, which) => {
      const token = Buffer.from(teams.signer.sign(claims()));
      const index = at % token.length;
      token[index] = (token[index] ?? 0) ^ to;
      return isRefused(await ask(`Bearer ${token.toString('latin1')}`, JSON.stringify(activities()[which])));
    }),
  );
});

const anything = fc.oneof(fc.jsonValue(), fc.string(), fc.constantFrom('', ' ', '*', null, true, 0, [], {}));

test.each(['iss', 'aud', 'serviceurl', 'exp', 'nbf'])('no other claim %s (K)', async (claim) => {
  await fc.assert(
    fc.asyncProperty(anything, async (value) => {
      const good = claims();
      fc.pre(JSON.stringify(value) !== JSON.stringify(good[claim]));
      // Whole numbers may be a time that is good.
      const { now } = teams.signer;
      const isTime =
        typeof value === 'number' && (claim === 'exp' ? value > now - 300 : claim === 'nbf' && value <= now + 300);
      fc.pre(!isTime);
      const token = teams.signer.sign({ ...good, [claim]: value });
      return isRefused(await ask(`Bearer ${token}`, JSON.stringify(activities()[0])));
    }),
  );
});

/** Where in an activity it says whose it is, and how to change that. */
const places: Readonly<Record<string, (activity: Json, value: unknown) => Json>> = {
  tenant: (activity, value) => ({ ...activity, conversation: { ...(activity.conversation as Json), tenantId: value } }),
  'tenant of the channel': (activity, value) => ({ ...activity, channelData: { tenant: { id: value } } }),
  channel: (activity, value) => ({ ...activity, channelId: value }),
  recipient: (activity, value) => ({ ...activity, recipient: { id: value } }),
  serviceUrl: (activity, value) => ({ ...activity, serviceUrl: value }),
  'kind of conversation': (activity, value) => ({
    ...activity,
    conversation: { ...(activity.conversation as Json), conversationType: value },
  }),
  'object id': (activity, value) => ({ ...activity, from: { ...(activity.from as Json), aadObjectId: value } }),
  sender: (activity, value) => ({ ...activity, from: { ...(activity.from as Json), id: value } }),
};

test.each(Object.entries(places))('no other %s (K)', async (_name, change) => {
  const before = await kept();
  await fc.assert(
    fc.asyncProperty(anything, fc.nat({ max: 1 }), async (value, which) => {
      fc.pre(typeof value !== 'string' || !value.startsWith('29:'));
      const changed = change(activities()[which] ?? {}, value);
      return isRefused(await ask(`Bearer ${teams.signer.sign(claims())}`, JSON.stringify(changed)));
    }),
  );
  expect(await kept()).toBe(before);
});

test('whatever Teams itself would sign, it is one good event, nothing, or a refusal, and never more (K)', async () => {
  const [message = {}, press = {}] = activities();
  const changed = fc
    .tuple(
      fc.constantFrom(message, press),
      fc.constantFrom(...Object.keys(message), ...Object.keys(press)),
      fc.jsonValue(),
    )
    .map(([activity, key, value]) => ({ ...activity, [key]: value }));
  const inner = fc.tuple(fc.constantFrom('type', 'verb', 'data', 'title'), fc.jsonValue()).map(([key, value]) => ({
    ...press,
    value: { action: { ...((press.value as Json).action as Json), [key]: value } },
  }));
  const bodies = fc.oneof(
    changed.map((one) => JSON.stringify(one)),
    inner.map((one) => JSON.stringify(one)),
    fc.json(),
    fc.string(),
  );
  await fc.assert(
    fc.asyncProperty(bodies, async (body) => {
      const { events, status } = await ask(`Bearer ${teams.signer.sign(claims())}`, body);
      expect(events).toBeLessThanOrEqual(1);
      expect(events === 1 ? status === 200 : status === 200 || (status >= 400 && status < 500)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

const allowed = ['https://smba.trafficmanager.net/teams', 'https://smba.infra.gov.teams.microsoft.us'];

test.each([
  'https://smba.trafficmanager.net/emea/',
  'https://smba.trafficmanager.net/amer/0b1c2d3e-1111-2222-3333-444455556666/',
  'https://smba.trafficmanager.net',
  'https://smba.infra.gov.teams.microsoft.us/teams/',
])('messages go to %s (K)', (address) => {
  expect(serviceUrlIn(allowed, address)).toBe(address.replace(/\/$/, ''));
});

test('messages go to no host that is not named (K)', () => {
  const hosts = fc.oneof(
    fc.webUrl(),
    fc.string(),
    fc.tuple(fc.string(), fc.constantFrom(...allowed), fc.string()).map((parts) => parts.join('')),
    fc
      .tuple(
        fc.constantFrom('https://a@', 'https://a:b@', 'http://', 'https:\\\\', 'https:/'),
        fc.constant('smba.trafficmanager.net/'),
      )
      .map((parts) => parts.join('')),
    fc.domain().map((domain) => `https://smba.trafficmanager.net.${domain}/`),
    fc.domain().map((domain) => `https://${domain}\\@smba.trafficmanager.net/`),
  );
  fc.assert(
    fc.property(hosts, (address) => {
      const base = serviceUrlIn(allowed, address);
      if (base === undefined) return true;
      const { origin, username, search } = new URL(`${base}/v3/conversations`);
      return allowed.some((one) => new URL(one).origin === origin) && username === '' && search === '';
    }),
  );
});

test('what was stored before serviceUrls changed gets no token of ours (K)', async () => {
  const { operations } = await connected({
    teams,
    clock,
    context: { store },
    config: { serviceUrls: ['http://127.0.0.1:1/teams'] },
  });
  const before = teams.requests.length;
  const to = { id: user.conversation };
  const sending = operations['message.send']({ to, message: { text: 'x', locale: 'en' } }, fakeCall());
  await expect(sending).rejects.toMatchObject({ code: 'permission-denied' });
  expect(teams.requests.length).toBe(before);
});

test('a replay has the id of the first, in its conversation alone (K)', async () => {
  const { receive: take } = await connected({ teams, clock });
  const other = teams.tenant.addUser({ login: 'bea@acme.test' });
  const id = randomUUID();
  const idsOf = async (activity: Json) => (await take(teams.signed(activity))).events.map((event) => event.id);
  const said = messageActivity({ ...teams.happened(user), id, text: 'hello' });
  const [first] = await idsOf(said);
  expect(await idsOf(said)).toEqual([first]);
  expect(await idsOf(messageActivity({ ...teams.happened(other), id, text: 'hello' }))).not.toEqual([first]);
});
