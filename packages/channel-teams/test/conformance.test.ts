import { channelConformance, fakeClock } from '@access-account/testkit';
import type { TeamsFake } from '../src/fake/index.ts';
import { teamsConnector } from '../src/index.ts';
import { startTeams, teamsWorld } from './teams-world.ts';

const clock = fakeClock();
let teams: TeamsFake;
beforeAll(async () => {
  teams = await startTeams(clock);
});
afterAll(() => teams.close());

channelConformance({
  runner: { describe, test },
  connector: teamsConnector,
  world: teamsWorld({ teams: () => teams, clock }),
});
