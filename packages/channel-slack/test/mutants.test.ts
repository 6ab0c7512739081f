import { channelConformance, fakeClock } from '@access-account/testkit';
import { brokenChannels, WorldsOfFakes } from '../../../tooling/testing/index.ts';
import type { FakeMutant } from '../src/fake/index.ts';
import { slackConnector } from '../src/index.ts';
import { slackByOneWay } from './slack-by-one-way.ts';
import { slackWorld, startSlack } from './slack-world.ts';

interface Case {
  readonly name: string;
  readonly run: () => Promise<void>;
}

/** What a Slack that breaks a promise breaks, and the cases that must tell. */
const mutants: readonly (readonly [FakeMutant, RegExp])[] = [
  ['history-without-metadata', /^messages: a message that failed \(answer-lost\)/],
  ['update-does-nothing', /^messages: an update (takes|after)/],
  ['update-keeps-blocks', /^messages: an update after a click/],
  ['posts-twice', /^messages: (a repeated message|every text)/],
  ['posts-to-everybody', /^messages: nobody else sees it/],
  ['other-order', /^messages: every text/],
  ['everybody-a-member', /^messages: whoever is not a person/],
  ['no-retry-after', /^messages: a refusal for too many/],
  ['tokens-changed', /^messages: a message that is too big/],
  ['reads-everything-as-markup', /^messages: words of the class “(mention|link)”/],
];

test.each(mutants)('%s: the suite turns red', async (mutant, telling) => {
  const clock = fakeClock();
  const slack = await startSlack(clock);
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
    connector: slackConnector,
    world: slackWorld({ way: 'http', slack: () => slack, clock }),
  });
  try {
    const told = cases.filter(({ name }) => telling.test(name));
    expect(told.length).toBeGreaterThan(0);
    for (const { run } of told) await run();
    slack.workspace.mutants.add(mutant);
    for (const { name, run } of told) {
      const outcome = await run().then(
        () => 'green',
        () => 'red',
      );
      expect({ name, outcome }).toEqual({ name, outcome: 'red' });
    }
  } finally {
    await slack.close();
  }
});

describe.each(['http', 'socket'] as const)('events by %s', (way) => {
  const clock = fakeClock();
  const worlds = new WorldsOfFakes({
    start: () => startSlack(clock),
    world: (slack) => slackWorld({ way, slack, clock }),
  });
  afterEach(() => worlds.close());
  // By one way alone the definition names an operation too few: that is what `slackByOneWay` does.
  const runner = {
    describe,
    test: (name: string, run: () => Promise<void>) => (/names no idempotency/.test(name) ? undefined : test(name, run)),
  };
  brokenChannels({ runner, connector: slackByOneWay(way), world: worlds.next });
});
