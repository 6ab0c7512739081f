// Runs every test that observes a control of the threat model, and prints the model with what came of it. Exit 1: one is not held.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { missingForPostgres, startPostgres } from './real-servers/postgres.ts';
import { formatTable } from './testing/index.ts';
import { page, readThreats } from './threats/read-threats.ts';

if (process.argv.includes('--help')) {
  console.log(
    `npm run threats -- [--only S1,E3] [--json]\n\nRuns the tests that ${page} names and prints which threats are held off.`,
  );
  process.exit(0);
}

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

const root = fileURLToPath(new URL('..', import.meta.url));
const only = process.argv[process.argv.indexOf('--only') + 1]?.split(',') ?? [];
const threats = readThreats(root).filter(({ id }) => !process.argv.includes('--only') || only.includes(id));
if (threats.length === 0) {
  console.error('There is no such threat.');
  process.exit(2);
}
const files = [...new Set(threats.flatMap(({ observations }) => observations.map(({ file }) => file)))];
// What several servers do is only seen on a database that they share.
const missing = missingForPostgres();
if (missing !== undefined) console.error(`SKIPPED: what needs PostgreSQL (${missing})`);
const postgres = missing === undefined ? await startPostgres() : undefined;
const report = run(files, postgres?.url);
await postgres?.stop();

const rows = threats.map(({ id, threat, observations }) => {
  const found = observations.map(({ file, name }) => {
    const results = report.testResults.filter((one) => one.name.endsWith(`/${file}`));
    const tests = results.flatMap(({ assertionResults }) => assertionResults);
    const named = tests.filter(({ fullName, status }) => status !== 'pending' && fullName.includes(name ?? ''));
    return { passed: named.filter(({ status }) => status === 'passed').length, of: named.length };
  });
  const isHeld = found.every(({ passed, of }) => of > 0 && passed === of);
  return { id, threat, tests: found.reduce((sum, { of }) => sum + of, 0), isHeld };
});
const open = rows.filter(({ isHeld }) => !isHeld);
if (process.argv.includes('--json')) console.log(JSON.stringify({ ok: open.length === 0, threats: rows }));
else {
  console.log(
    formatTable(
      ['', 'threat', 'tests', ''],
      rows.map(({ id, threat, tests, isHeld }) => [id, threat, String(tests), isHeld ? 'held off' : '✗ NOT SHOWN']),
    ),
  );
  console.log(
    open.length === 0
      ? `\n✓ ${rows.length} threats, all held off.`
      : `\n✗ ${open.length} of ${rows.length} are not shown: ${open.map(({ id }) => id).join(', ')}`,
  );
}
process.exitCode = open.length === 0 ? 0 : 1;

function run(paths: readonly string[], database: string | undefined): Report {
  const folder = mkdtempSync(join(tmpdir(), 'access-account-threats-'));
  const output = join(folder, 'report.json');
  try {
    console.error(`… ${paths.length} files of tests`);
    spawnSync(
      process.execPath,
      [
        'node_modules/jest/bin/jest.js',
        ...['--silent', '--json', '--outputFile', output, '--runTestsByPath', ...paths],
      ],
      {
        cwd: root,
        stdio: 'ignore',
        env: { ...process.env, ...(database === undefined ? {} : { ACCESS_ACCOUNT_TEST_DATABASE: database }) },
      },
    );
    return JSON.parse(readFileSync(output, 'utf8')) as Report;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
