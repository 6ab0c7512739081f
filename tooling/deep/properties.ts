import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Part } from './part.ts';
import { runProgram } from './run-program.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** By how much more often than in `npm test` a property is tried, and milliseconds after which it has been tried enough. */
const usual = { times: 100, milliseconds: 60_000 };
const shortest = { times: 5, milliseconds: 1000 };

/** Takes as many people as it is run more often. */
const year = 'apps/server/test/expiry-year.test.ts';

interface JestReport {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

export const properties: Part = {
  name: 'properties',
  summary: 'the properties of npm test, with many more runs each, and a year of a thousand people',
  run: async ({ seed, short, say }) => {
    const { times, milliseconds } = short ? shortest : usual;
    const files = [...(await testsWithProperties(short ? /^packages\/policies\// : /^(packages|apps)\//)), year];
    say(`  ${files.length} files, every property ${times} times as often`);
    const { stdout, seconds } = await runProgram({
      words: [
        ...['--import', './tooling/deep/with-more-runs.mjs', 'node_modules/jest/bin/jest.js'],
        ...['--testTimeout', String(10 * 60_000), '--json', '--runTestsByPath', ...files],
      ],
      environment: { DEEP_SEED: String(seed), DEEP_TIMES: String(times), DEEP_MILLISECONDS: String(milliseconds) },
      say: () => undefined,
    });
    const { numPassedTests, testResults } = JSON.parse(stdout) as JestReport;
    const findings = testResults.flatMap(({ name, message, assertionResults }) => {
      const failed = assertionResults.filter(({ status }) => status === 'failed');
      const told = failed.map(({ fullName, failureMessages }) => `${name}: ${fullName}\n${failureMessages.join('\n')}`);
      // A file that cannot even be read has no tests that fail.
      return told.length === 0 && assertionResults.length === 0 ? [`${name}: ${message}`] : told;
    });
    return [
      { ran: `${files.length} files, ${numPassedTests} tests passed, ${times} times the runs`, findings, seconds },
    ];
  },
};

/** The tests that have properties, of what is asked for. */
async function testsWithProperties(asked: RegExp): Promise<readonly string[]> {
  const tests: string[] = [];
  for await (const file of glob('{packages,apps}/*/test/**/*.test.ts', { cwd: root }))
    if (asked.test(file) && !file.endsWith('.real.test.ts')) tests.push(file);
  const texts = await Promise.all(tests.map((file) => readFile(join(root, file), 'utf8')));
  return tests.filter((_, index) => texts[index]?.includes("'fast-check'"));
}
