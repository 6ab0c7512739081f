import { assertRejectsWith, fakeCall, fakeClock, type ServerFault } from '@access-account/testkit';
import { messageActivity, newKey, type TeamsFake } from '../src/fake/index.ts';
import { connected } from './connected.ts';
import { startTeams } from './teams-world.ts';

/** The keys that requests are checked by: had once, had anew, and not to be had. */
const day = 24 * 60 * 60_000;
const clock = fakeClock();
let teams: TeamsFake;
beforeEach(async () => {
  teams = await startTeams(clock);
});
afterEach(() => teams.close());

const signed = (by = teams.signer.key) => {
  const { tenant, signer, serviceUrl } = teams;
  const user = [...tenant.users.values()][0] ?? tenant.addUser({ login: 'alex@acme.test' });
  const { body } = teams.signed(messageActivity({ ...teams.happened(user), text: 'hello' }));
  return {
    body,
    headers: { authorization: `Bearer ${signer.sign(signer.claims(tenant.appId, serviceUrl), { key: by })}` },
  };
};
const looks = () => teams.requests.filter((request) => request === 'GET /keys').length;

test('they are asked for once, by however many requests, and again after a day (K)', async () => {
  const { receive } = await connected({ teams, clock });
  const events = await Promise.all(Array.from({ length: 20 }, async () => (await receive(signed())).events.length));
  expect(events).toEqual(Array(20).fill(1));
  expect(looks()).toBe(1);
  clock.advance(day + 1);
  expect((await receive(signed())).events).toHaveLength(1);
  expect(looks()).toBe(2);
});

test('a new key is found, and one that is withdrawn is not taken any more (K)', async () => {
  const { receive } = await connected({ teams, clock });
  await receive(signed());
  const next = newKey('teams-2', ['msteams']);
  teams.signer.keys = [next];
  clock.advance(61_000);
  expect((await receive(signed(next))).events).toHaveLength(1);
  expect((await receive(signed())).events).toHaveLength(0);
});

test('keys that nobody knows are looked for once a minute, however many are named (K)', async () => {
  const { receive } = await connected({ teams, clock });
  await receive(signed());
  for (let count = 0; count < 50; count += 1) {
    const forged = newKeyNamed(`nobody-${count}`);
    expect((await receive(signed(forged))).events).toEqual([]);
  }
  expect(looks()).toBeLessThanOrEqual(2);
});

const strange = newKey('nobody', ['msteams']);
const newKeyNamed = (kid: string) => ({ ...strange, kid });

const troubles: readonly (readonly [string, ServerFault])[] = [
  ['503', { kind: 'unavailable' }],
  ['a page of a proxy', { kind: 'page' }],
  ['half an answer', { kind: 'truncated' }],
  ['a broken connection', { kind: 'reset' }],
  ['too many requests', { kind: 'too-many', seconds: 1 }],
];

test.each(troubles)(
  '%s where there are none yet: it is said that it cannot be told, so that Teams sends it again (K)',
  async (_name, fault) => {
    const { receive } = await connected({ teams, clock });
    teams.faults.plan(/GET \/(openid|keys)/, fault);
    await expect(receive(signed())).rejects.toMatchObject({
      code: expect.stringMatching(/unavailable|response-invalid/),
    });
    clock.advance(61_000);
    expect((await receive(signed())).events).toHaveLength(1);
  },
);

test.each(troubles)(
  '%s where there are some: they are good for five days, and what is forged stays refused (K)',
  async (_name, fault) => {
    const { receive } = await connected({ teams, clock });
    await receive(signed());
    teams.faults.plan(/GET \/(openid|keys)/, fault, 100);
    clock.advance(4 * day);
    expect((await receive(signed())).events).toHaveLength(1);
    const { events, respond } = await receive(signed(newKeyNamed('nobody')));
    expect([events, (await respond([])).status]).toEqual([[], 401]);
    clock.advance(2 * day);
    await expect(receive(signed())).rejects.toThrow();
  },
);

test('keys on another host are not taken (K)', async () => {
  const { operations } = await connected({
    teams,
    clock,
    context: { fetch: async () => Response.json({ jwks_uri: 'https://evil.example/keys' }) },
  });
  const { body, headers } = signed();
  const request = { path: 'messages', method: 'POST', body: new TextEncoder().encode(body) };
  const raw = { ...request, query: new URLSearchParams(), remoteAddress: '', signal: fakeCall().signal };
  await assertRejectsWith('response-invalid', () =>
    operations['webhook.receive']({ ...raw, headers: new Map(Object.entries(headers)) }, fakeCall()),
  );
});
