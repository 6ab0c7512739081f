import { channelConformance, type FakeExchange, fakeClock } from '@access-account/testkit';
import { startTeamsFake, type TeamsFake } from '../src/fake/index.ts';
import { teamsConnector } from '../src/index.ts';
import { teamsOpenApi } from './teams-openapi.ts';
import { teamsWorld } from './teams-world.ts';

const clock = fakeClock();
let teams: TeamsFake;
let openApi: Awaited<ReturnType<typeof teamsOpenApi>>;
beforeAll(async () => {
  openApi = await teamsOpenApi();
  teams = await startTeamsFake({ clock, fetch: globalThis.fetch, observe: openApi.observe });
});
afterAll(() => teams.close());

channelConformance({
  runner: { describe, test },
  connector: teamsConnector,
  world: teamsWorld({ teams: () => teams, clock }),
});

test('everything that was asked and answered above is as Microsoft describes it', () => {
  expect(openApi.violations).toEqual([]);
  expect([...openApi.looked].toSorted()).toEqual([
    'chat',
    'create',
    'install',
    'installed',
    'member',
    'members',
    'send',
    'update',
    'users',
  ]);
});

const good: FakeExchange = {
  method: 'GET',
  path: '/teams/v3/conversations/a:1/members',
  query: new URLSearchParams(),
  headers: { accept: 'application/json' },
  body: '',
  status: 200,
  answer: [{ id: '29:1' }],
};

/** The judge itself: one that finds nothing wrong with anything proves nothing. */
const wrong: readonly (readonly [string, Partial<FakeExchange>])[] = [
  ['an endpoint that does not exist', { path: '/teams/v3/conversations/a:1/people' }],
  ['a method that does not exist', { method: 'DELETE' }],
  [
    'a message that is none',
    { method: 'POST', path: '/teams/v3/conversations/a:1/activities', body: '{"type":"typing"}' },
  ],
  ['somebody without a filter', { path: '/v1.0/users' }],
  ['an answer of another kind', { answer: { value: [] } }],
  ['a refusal without a code', { status: 404, answer: { message: 'x' } }],
];

test('the judge finds nothing wrong with what is right', async () => {
  const judge = await teamsOpenApi();
  judge.observe(good);
  expect(judge.violations).toEqual([]);
});

test.each(wrong)('the judge finds %s', async (_name, differences) => {
  const judge = await teamsOpenApi();
  judge.observe({ ...good, ...differences });
  expect(judge.violations).not.toEqual([]);
});
