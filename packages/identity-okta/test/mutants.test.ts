import { identityConformance } from '@access-account/testkit';
import type { FakeMutant } from '../src/fake/index.ts';
import { oktaConnector } from '../src/index.ts';
import { type OktaTestWorld, startOktaWorld } from './okta-world.ts';

interface Case {
  readonly name: string;
  readonly run: () => Promise<void>;
}

/** The suite's cases, to be run one by one and not by jest. */
function casesOf({ world }: OktaTestWorld): readonly Case[] {
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
  identityConformance({ runner, connector: oktaConnector, world });
  return cases;
}

/** What a provider that breaks a promise breaks, and the operations whose cases must tell. */
const mutants: readonly (readonly [FakeMutant, RegExp])[] = [
  ['unlock-does-nothing', /^account\.unlock: LN-9/],
  ['expired-lock-reported', /^(account\.read: shows no lock once|lockout\.poll: a lock whose time is over)/],
  ['page-dropped', /^(account\.list: PE-11|lockout\.poll: a lost cursor)/],
  ['unenrol-does-nothing', /^factor\.remove: (MFA-8|one that is gone already)/],
  ['any-code-is-right', /^factor\.check: MFA-9 (a code is right once, and|the code of somebody else)/],
  ['codes-are-right-twice', /^factor\.check: MFA-9 a code (is right once|that comes twenty times)/],
  ['a-push-needs-nobody', /^factor\.check: MFA-9 (a push waits|a No stays|a push that nobody)/],
  ['factors-partial', /^factor\.list: shows what is enrolled/],
];

test.each(mutants)('%s: the suite turns red', async (mutant, telling) => {
  const started = await startOktaWorld({ pageSize: 3, limit: 100_000 });
  try {
    const cases = casesOf(started).filter(({ name }) => telling.test(name));
    expect(cases.length).toBeGreaterThan(0);
    for (const { run } of cases) await run();
    started.organisation.mutants.add(mutant);
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
