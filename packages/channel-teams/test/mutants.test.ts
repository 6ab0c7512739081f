import { channelConformance, fakeClock } from '@access-account/testkit';
import { brokenChannels, WorldsOfFakes } from '../../../tooling/testing/index.ts';
import type { FakeMutant } from '../src/fake/index.ts';
import { teamsConnector } from '../src/index.ts';
import { startTeams, teamsWorld } from './teams-world.ts';

interface Case {
  readonly name: string;
  readonly run: () => Promise<void>;
}

/** What a Teams that breaks a promise breaks, and the cases that must tell. */
const mutants: readonly (readonly [FakeMutant, RegExp])[] = [
  ['update-does-nothing', /^messages: an update (takes|after)/],
  ['update-keeps-buttons', /^messages: an update after a click/],
  ['posts-twice', /^messages: every text/],
  ['posts-to-everybody', /^messages: nobody else sees it/],
  ['other-order', /^messages: every text/],
  ['everybody-a-member', /^messages: whoever is not a person/],
  ['no-retry-after', /^messages: a refusal for too many/],
  ['tokens-changed', /^messages: a message that is too big/],
  ['reads-everything-as-markdown', /^messages: words of the class “(link|mention)”/],
];

test.each(mutants)('%s: the suite turns red', async (mutant, telling) => {
  const clock = fakeClock();
  const teams = await startTeams(clock);
  const cases: Case[] = [];
  const path: string[] = [];
  channelConformance({
    runner: {
      describe: (name, suite) => {
        path.push(name);
        suite();
        path.pop();
      },
      test: (name, run) => cases.push({ name: `${path.at(-1)}: ${name}`, run }),
    },
    connector: teamsConnector,
    world: teamsWorld({ teams: () => teams, clock }),
  });
  try {
    const told = cases.filter(({ name }) => telling.test(name));
    expect(told.length).toBeGreaterThan(0);
    for (const { run } of told) await run();
    teams.tenant.mutants.add(mutant);
    for (const { name, run } of told) {
      const outcome = await run().then(
        () => 'green',
        () => 'red',
      );
      expect({ name, outcome }).toEqual({ name, outcome: 'red' });
    }
  } finally {
    await teams.close();
  }
});

const clock = fakeClock();
const worlds = new WorldsOfFakes({ start: () => startTeams(clock), world: (teams) => teamsWorld({ teams, clock }) });
afterEach(() => worlds.close());

brokenChannels({ runner: { describe, test }, connector: teamsConnector, world: worlds.next });
