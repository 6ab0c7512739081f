// Holds connectors to what the contract promises: the conformance suites of the testkit, on stand-ins and on real servers, as one table.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { formatTable } from '../testing/index.ts';
import { cellsOf } from './cells-of.ts';
import { type Check, checksOf, type JestReport, marked } from './checks-of.ts';
import { promisesOf } from './promises-of.ts';

const kinds = ['identity', 'channel', 'ticketing'] as const;
type Kind = (typeof kinds)[number];

const help = `npm run conformance -- <${kinds.join(' | ')}> [options]

Runs every check of the contract on every connector of this kind: on the stand-ins of vendors, and on real servers where
they are installed. Prints connectors × promises. Exit code 1: a check is red, or none ran.

  --only TEXT    connectors whose package holds this text: okta
  --no-real      only what needs no server
  --json         one JSON document instead of the table
  --help

identity, in directories of your own:

  --config FILE --read-only   the checks that change nothing, on every identity connector of this configuration;
                              --only TEXT chooses by its name there. What may be changed, \`access-account doctor\` tells.
  --login LOGIN               who is looked at; whoever is listed first unless given
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', default: '' },
    'no-real': { type: 'boolean', default: false },
    config: { type: 'string' },
    'read-only': { type: 'boolean', default: false },
    login: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const root = fileURLToPath(new URL('../..', import.meta.url));
process.exitCode = values.help ? usage(0) : await main();

async function main(): Promise<number> {
  const [kind, ...others] = positionals;
  if (!isKind(kind) || others.length > 0) return usage(2);
  if (values.config !== undefined || values['read-only']) return readOnly(kind);
  const projects = readdirSync(`${root}/packages`).filter(
    (name) => name.startsWith(`${kind}-`) && name.includes(values.only),
  );
  if (projects.length === 0) {
    console.error(`No ${kind} connector’s package holds “${values.only}”.`);
    return 2;
  }
  const runs = values['no-real'] ? [false] : [false, true];
  const results: JestReport['testResults'][number][] = [];
  const skipped = new Set<string>();
  for (const real of runs) {
    console.error(`… ${projects.length} packages, ${real ? 'on real servers' : 'on stand-ins'}`);
    const { told, skips } = await jest(kind, projects, real);
    results.push(...told.testResults);
    for (const line of skips) skipped.add(line);
  }
  return report({ kind, checks: checksOf({ testResults: results }, kind), skipped });
}

/** The checks that change nothing, in directories that are in use. */
async function readOnly(kind: Kind): Promise<number> {
  const { config: file, login, only } = values;
  if (file === undefined || !values['read-only'] || kind !== 'identity') return usage(2);
  const { readOnlyChecks } = await import('./read-only.ts');
  try {
    return await report({ kind, checks: await readOnlyChecks({ file, kind, only, login }), skipped: new Set() });
  } catch (error) {
    console.error((error as Error).message);
    return 2;
  }
}

interface ReportOptions {
  readonly kind: Kind;
  readonly checks: readonly Check[];
  readonly skipped: ReadonlySet<string>;
}

async function report({ kind, checks, skipped }: ReportOptions): Promise<number> {
  const red = checks.filter(({ status }) => status === 'failed');
  const isGreen = red.length === 0 && checks.some(({ status }) => status === 'passed');
  if (values.json) console.log(JSON.stringify({ ok: isGreen, checks, skipped: [...skipped] }));
  else {
    const [heading = [], ...rows] = cellsOf({ checks, promises: await promisesOf(kind) });
    console.log(`\n${formatTable(heading, rows)}\n`);
    for (const line of skipped) console.log(`SKIPPED: ${line}`);
    for (const { connector, promise, name, message } of red)
      console.log(`✗ ${connector}: ${promise}: ${name}\n${message}`);
    console.log(
      isGreen
        ? `✓ ${checks.length} checks on ${new Set(checks.map((one) => one.connector)).size} connectors.`
        : `✗ ${red.length} of ${checks.length} checks are red.`,
    );
  }
  return isGreen ? 0 : 1;
}

/** Runs the suites where they stand: in the tests of each package. */
async function jest(kind: Kind, projects: readonly string[], real: boolean) {
  const child = spawn(
    process.execPath,
    [
      'node_modules/jest/bin/jest.js',
      ...[
        '--json',
        '--passWithNoTests',
        '--testNamePattern',
        `: ${kind} conformance|${marked}`,
        '--selectProjects',
        ...projects,
      ],
    ],
    {
      cwd: root,
      env: { ...process.env, ...(real ? { ACCESS_ACCOUNT_TEST: 'real' } : {}) },
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  let output = '';
  for await (const chunk of child.stdout.setEncoding('utf8')) output += chunk;
  const lines = output.split('\n');
  const skips = lines.filter((line) => line.startsWith('SKIPPED: ')).map((line) => line.slice('SKIPPED: '.length));
  const json = lines.find((line) => line.startsWith('{'));
  if (json === undefined) throw new Error(`jest gave no report:\n${output.slice(-2000)}`);
  return { told: JSON.parse(json) as JestReport, skips };
}

function isKind(word: string | undefined): word is Kind {
  return kinds.some((kind) => kind === word);
}

function usage(code: number): number {
  (code === 0 ? console.log : console.error)(help);
  return code;
}
