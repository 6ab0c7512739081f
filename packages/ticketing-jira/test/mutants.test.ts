import { ticketingConformance } from '@access-account/testkit';
import type { FakeMutant } from '../src/fake/index.ts';
import { type Flavour, flavours, type JiraWorld, startJiraWorld } from './jira-world.ts';

interface Case {
  readonly name: string;
  readonly run: () => Promise<void>;
}

/** The suite's cases, to be run one by one and not by jest. */
function casesOf({ world, flavour }: JiraWorld): readonly Case[] {
  const cases: Case[] = [];
  const path: string[] = [];
  const runner = {
    describe: (name: string, suite: () => void) => {
      path.push(name);
      suite();
      path.pop();
    },
    test: (name: string, run: () => Promise<void>) => {
      cases.push({ name: `${path.at(-1)}: ${name}`, run });
    },
  };
  ticketingConformance({ runner, connector: flavours[flavour].connector, world });
  return cases;
}

/** What a site that breaks a promise breaks, and the cases that must tell. */
const mutants: readonly (readonly [FakeMutant, Flavour, RegExp])[] = [
  ['resolve-does-nothing', 'issues', /^ticket\.resolve: LN-10/],
  ['resolve-does-nothing', 'requests', /^ticket\.resolve: LN-10/],
  ['hand-off-does-nothing', 'issues', /^ticket\.hand-off: gives the ticket/],
  ['labels-dropped', 'issues', /^ticket\.open: EC-32/],
  ['order-ignored', 'issues', /^ticket\.find: EC-32/],
  ['comments-lost', 'issues', /^ticket\.note: adds a line|^ticket\.resolve: LN-10/],
  ['comments-public', 'requests', /^ticket\.note: adds a line|^ticket\.resolve: LN-10/],
  ['descriptions-lost', 'issues', /^ticket\.open: LN-10/],
];

test.each(mutants)('%s of %s: the suite turns red', async (mutant, flavour, telling) => {
  const started = await startJiraWorld({ flavour });
  try {
    const cases = casesOf(started).filter(({ name }) => telling.test(name));
    expect(cases.length).toBeGreaterThan(0);
    for (const { run } of cases) await run();
    started.fake.site.mutants.add(mutant);
    for (const { name, run } of cases) {
      const outcome = await run().then(
        () => 'green',
        () => 'red',
      );
      expect({ name, outcome }).toEqual({ name, outcome: 'red' });
    }
  } finally {
    await started.fake.close();
  }
});

test('query-ignored: a ticket that was not asked for is not taken for the one that was', async () => {
  const started = await startJiraWorld();
  try {
    const cases = casesOf(started).filter(({ name }) => /^ticket\.find: finds nothing/.test(name));
    started.fake.site.mutants.add('query-ignored');
    expect(cases).toHaveLength(1);
    for (const { run } of cases) await run();
  } finally {
    await started.fake.close();
  }
});
