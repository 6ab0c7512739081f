import { identityConformance } from '@access-account/testkit';
import type { FakeMutant } from '../src/fake/index.ts';
import { entraConnector } from '../src/index.ts';
import { type EntraTestWorld, startEntraWorld } from './entra-world.ts';

interface Case {
  readonly name: string;
  readonly run: () => Promise<void>;
}

/** The suite's cases, to be run one by one and not by jest. */
function casesOf({ world }: EntraTestWorld): readonly Case[] {
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
  identityConformance({ runner, connector: entraConnector, world });
  return cases;
}

/** What a provider that breaks a promise breaks, and the operations whose cases must tell. */
const mutants: readonly (readonly [FakeMutant, RegExp])[] = [
  ['disabled-shown-enabled', /^account\.read: shows a disabled account/],
  ['methods-partial', /^factor\.list: shows what is enrolled/],
  ['page-dropped', /^account\.list: PE-11/],
  ['removal-does-nothing', /^factor\.remove: MFA-8/],
  ['removed-not-told', /^account\.list: EC-38/],
  ['revoke-does-nothing', /^sessions\.revoke: MFA-8/],
];

test.each(mutants)('%s: the suite turns red', async (mutant, telling) => {
  const started = await startEntraWorld({ pageSize: 3, limit: 1_000_000 });
  try {
    const cases = casesOf(started).filter(({ name }) => telling.test(name));
    expect(cases.length).toBeGreaterThan(0);
    for (const { run } of cases) await run();
    started.tenant.mutants.add(mutant);
    for (const { name, run } of cases) {
      const outcome = await run().then(
        () => 'green',
        () => 'red',
      );
      expect({ name, outcome }).toEqual({ name, outcome: 'red' });
    }
  } finally {
    await started.close();
  }
});
