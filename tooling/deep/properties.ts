import { glob, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Part } from './part.ts';
import { runProgram } from './run-program.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** By how much more often than in `npm test` a property is tried, and milliseconds after which it has been tried enough. */
const usual = { times: 100, milliseconds: 60_000 };
const shortest = { times: 5, milliseconds: 1000 };

/** What the short form tries, of all: what decides, and what lets nobody in who forged something. */
const inShort = /^packages\/(policies\/|.*\/forgery\.test\.ts$)/;
const inAny = /^(packages|apps)\//;

/** How often a property of forgeries is tried at least, unless in the short form: thousands of each kind are promised. */
const fewestForgeries = 1000;

/** Takes as many people as it is run more often. */
const year = 'apps/server/test/expiry-year.test.ts';

/** How often a property was tried. */
interface Tally {
  readonly file: string;
  readonly test: string;
  readonly runs: number;
}

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
    const files = [...(await testsWithProperties(short ? inShort : inAny)), year];
    say(`  ${files.length} files, every property ${times} times as often`);
    const folder = await mkdtemp(join(tmpdir(), 'access-account-properties-'));
    const tally = join(folder, 'tally');
    // Not from what it prints: tests that are skipped say so there.
    const report = join(folder, 'report.json');
    const { seconds } = await runProgram({
      words: [
        ...['--import', './tooling/deep/with-more-runs.mjs', 'node_modules/jest/bin/jest.js'],
        ...['--testTimeout', String(10 * 60_000), '--json', '--outputFile', report, '--runTestsByPath', ...files],
      ],
      environment: {
        DEEP_SEED: String(seed),
        DEEP_TIMES: String(times),
        DEEP_MILLISECONDS: String(milliseconds),
        DEEP_TALLY: tally,
      },
      say: () => undefined,
    });
    const { numPassedTests, testResults } = JSON.parse(await readFile(report, 'utf8')) as JestReport;
    const findings = testResults.flatMap(({ name, message, assertionResults }) => {
      const failed = assertionResults.filter(({ status }) => status === 'failed');
      const told = failed.map(({ fullName, failureMessages }) => `${name}: ${fullName}\n${failureMessages.join('\n')}`);
      // A file that cannot even be read has no tests that fail.
      return told.length === 0 && assertionResults.length === 0 ? [`${name}: ${message}`] : told;
    });
    const tried = await readTally(tally);
    await rm(folder, { recursive: true, force: true });
    if (!short) findings.push(...tooFewForgeries(tried));
    const all = tried.reduce((sum, { runs }) => sum + runs, 0);
    const fewest = tried.toSorted((one, other) => one.runs - other.runs).slice(0, 10);
    return [
      {
        ran: `${files.length} files, ${numPassedTests} tests passed; ${tried.length} properties, ${all} runs of them`,
        findings,
        seconds,
        details: ['', 'runs, the fewest first:', ...fewest.map(({ file, test, runs }) => `${runs}  ${file}: ${test}`)],
      },
    ];
  },
};

/** A property that a file tries more than once, for several classes, counts each time. */
async function readTally(file: string): Promise<readonly Tally[]> {
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as Tally).map((one) => ({ ...one, file: relative(root, one.file) }));
}

function tooFewForgeries(tried: readonly Tally[]): readonly string[] {
  const forgeries = tried.filter(({ file }) => file.endsWith('forgery.test.ts'));
  if (forgeries.length === 0) return ['no property of forgeries was tried'];
  return forgeries
    .filter(({ runs }) => runs < fewestForgeries)
    .map(({ file, test, runs }) => `${file}: ${test}: tried ${runs} times, and not ${fewestForgeries}`);
}

/** The tests that have properties, of what is asked for. */
async function testsWithProperties(asked: RegExp): Promise<readonly string[]> {
  const tests: string[] = [];
  for await (const file of glob('{packages,apps}/*/test/**/*.test.ts', { cwd: root }))
    if (asked.test(file) && !file.endsWith('.real.test.ts')) tests.push(file);
  const texts = await Promise.all(tests.map((file) => readFile(join(root, file), 'utf8')));
  return tests.filter((_, index) => texts[index]?.includes("'fast-check'"));
}
