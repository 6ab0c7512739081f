import { ticketingConformance } from '@access-account/testkit';
import type { FakeMutant } from '../src/fake/index.ts';
import { appConnector, connector, type ServiceNowWorld, startServiceNowWorld } from './servicenow-world.ts';

interface Case {
  readonly name: string;
  readonly run: () => Promise<void>;
}

/** The suite's cases, to be run one by one and not by jest. */
function casesOf({ world }: ServiceNowWorld, given: typeof connector = connector): readonly Case[] {
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
  ticketingConformance({ runner, connector: given, world });
  return cases;
}

/** What an instance that breaks a promise breaks, and the cases that must tell. */
const mutants: readonly (readonly [FakeMutant, RegExp])[] = [
  ['resolve-does-nothing', /^ticket\.resolve: LN-10/],
  ['hand-off-does-nothing', /^ticket\.hand-off: gives the ticket/],
  ['notes-lost', /^ticket\.note: adds a line/],
  ['number-missing', /^ticket\.open: LN-10/],
  ['correlation-dropped', /^ticket\.open: EC-32/],
  ['order-ignored', /^ticket\.find: EC-32/],
];

const appMutants: readonly (readonly [FakeMutant, RegExp])[] = [
  ['resolve-does-nothing', /^ticket\.resolve: LN-10/],
  ['hand-off-does-nothing', /^ticket\.hand-off: gives the ticket/],
  ['notes-lost', /^ticket\.note: adds a line/],
  ['number-missing', /^ticket\.open: LN-10/],
  ['app-opens-twice', /^ticket\.open: EC-(18|32)/],
  ['app-forgets', /^ticket\.note: .*(once|twice|again)/],
];

test.each([...mutants.map((one) => ['table', ...one] as const), ...appMutants.map((one) => ['app', ...one] as const)])(
  '%s, %s: the suite turns red',
  async (mode, mutant, telling) => {
    const started = await startServiceNowWorld({ mode });
    try {
      const cases = casesOf(started, mode === 'app' ? appConnector : connector).filter(({ name }) =>
        telling.test(name),
      );
      expect(cases.length).toBeGreaterThan(0);
      for (const { run } of cases) await run();
      started.fake.instance.mutants.add(mutant);
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
  },
);

test('query-ignored: a ticket that was not asked for is not taken for the one that was', async () => {
  const started = await startServiceNowWorld();
  try {
    const cases = casesOf(started).filter(({ name }) => /^ticket\.find: finds nothing/.test(name));
    started.fake.instance.mutants.add('query-ignored');
    expect(cases).toHaveLength(1);
    for (const { run } of cases) await run();
  } finally {
    await started.fake.close();
  }
});
