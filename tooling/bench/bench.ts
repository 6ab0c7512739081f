// Measures what was promised, with the real server in a process of its own.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { missingForPostgres, startPostgres } from '../real-servers/postgres.ts';
import { describeMachine } from './machine.ts';
import { enough, type Measurement, tableOf } from './report.ts';
import { benchRoad } from './road.ts';

const help = `npm run bench -- road [options]

Measures the main road on the sandbox directory: wrong password to notice, click to confirmation, acknowledgement,
clicks per second, start, memory, idle processor. Exit code 1: a target was missed.

  --quick        fewer samples and a shorter idle time: a look, not a claim
  --database D   embedded or postgres (default: both)
  --json         one JSON document instead of the table
  --help

The clients run beside the server on the same machine. PostgreSQL keeps its durability (fsync and synchronous_commit
on). Audit, tickets and read-backs are on. “strangers” is what other processes used meanwhile: above 0.3 cores, repeat.
`;

/** What strangers may use of the machine beside a fair claim. */
const quietCores = 0.3;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    database: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
process.exitCode = values.help ? usage(0) : positionals.join(' ') === 'road' ? await run() : usage(2);

async function run(): Promise<number> {
  const { quick, json, database: only } = values;
  const databases = (['embedded', 'postgres'] as const).filter((database) => only === undefined || only === database);
  if (databases.length === 0) return usage(2);
  const machine = describeMachine();
  say(machine);
  const missing = missingForPostgres();
  const measurements: Measurement[] = [];
  const skipped: string[] = [];
  for (const database of databases) {
    if (database === 'embedded') measurements.push(...(await benchRoad({ postgres: undefined, quick, say })));
    else if (missing !== undefined) skipped.push(`postgres: ${missing}`);
    else measurements.push(...(await onPostgres()));
  }
  const red = measurements.filter(({ ok }) => ok === false);
  if (json) {
    console.log(JSON.stringify({ machine, quick, ok: red.length === 0, measurements, skipped }, null, 2));
  } else {
    console.log(`\n${tableOf(measurements)}\n`);
    console.log(
      'A lock waits for the next poll: 0 to 1 s with this interval, half of it on average. Take it off to see our own share.',
    );
    if (quick) console.log(`--quick: percentiles need ${enough} samples; these are a look, not a claim.`);
    const disturbed = measurements.filter(({ machine: { strangers } }) => (strangers ?? 0) > quietCores).length;
    if (disturbed > 0) {
      console.log(
        `${disturbed} lines were measured beside others that used more than ${quietCores} cores: repeat them.`,
      );
    }
    for (const one of skipped) console.log(`SKIPPED: ${one}`);
    console.log(red.length === 0 ? '✓ Every target is met.' : `✗ ${red.length} targets are missed.`);
  }
  return red.length === 0 ? 0 : 1;
}

/** On disk and durable, as PostgreSQL comes. */
async function onPostgres(): Promise<readonly Measurement[]> {
  const directory = await mkdtemp(join(tmpdir(), 'access-account-bench-'));
  const postgres = await startPostgres({ directory, durable: true });
  try {
    return await benchRoad({ postgres, quick: values.quick, say });
  } finally {
    await postgres.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

/** Progress goes to standard error where standard output is for machines. */
function say(line: string): void {
  (values.json ? process.stderr : process.stdout).write(`${line}\n`);
}

function usage(code: number): number {
  (code === 0 ? process.stdout : process.stderr).write(help);
  return code;
}
