// Measures what was promised: the product and what it is compared with, in one run, each in a process of its own.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { missingForPostgres, startPostgres } from '../real-servers/postgres.ts';
import { runCommand } from '../real-servers/run-command.ts';
import { missingForSlapd } from '../real-servers/slapd.ts';
import { type Area, areas, sizes } from './areas.ts';
import { BenchWorld } from './bench-world.ts';
import { judge, notYet } from './goals.ts';
import { describeMachine } from './machine.ts';
import { linesOf, quietCores, type Reading } from './reading.ts';
import { type Measurement, tableOf } from './report.ts';
import { besideEarlier, newestResults, type Results, saveResults } from './results.ts';
import { resultsTables } from './results-tables.ts';
import { benchRoad } from './road.ts';

const help = `npm run bench -- [areas] [options]

Measures the product beside the limits of this machine and what teams would write instead, and holds the ratios against
the goals. Exit code 1: a “must” was missed. Areas (default: all but road):

${Object.entries(areas)
  .map(([name, { about, isLong }]) => `  ${name.padEnd(10)} ${about}${isLong ? ' (with --long)' : ''}`)
  .join('\n')}
  road       the main road on the sandbox directory, as people see it in the web chat

  --long         as many samples as a claim needs, and what takes long; without it, at most five minutes
  --exact        only what is counted decides the exit code, not what is timed: for a machine that others use
  --save         keep the results in bench/results/<date>.json; of some areas, beside what was measured of the others before
  --json         one JSON document instead of the tables
  --quick        of road: fewer samples
  --database D   of road: embedded or postgres (default: both)
  --help

The load comes from the same machine. PostgreSQL and OpenLDAP keep their durability. Audit, tickets and read-backs are
on. Every line says what strangers used of the machine meanwhile: above 0.3 cores it is marked, and no claim may rest on it.
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    long: { type: 'boolean', default: false },
    exact: { type: 'boolean', default: false },
    save: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    database: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
/** Goals that no other process on the machine can spoil. */
const counted: readonly string[] = ['G6'];
const isArea = (name: string): name is Area => Object.hasOwn(areas, name);
const form = values.long ? 'long' : 'short';
process.exitCode = values.help ? usage(0) : await run();

async function run(): Promise<number> {
  const { json, save, database } = values;
  if (positionals.some((name) => name !== 'road' && !isArea(name))) return usage(2);
  if (database !== undefined && database !== 'embedded' && database !== 'postgres') return usage(2);
  const wanted = positionals.length === 0 ? (Object.keys(areas) as Area[]) : positionals.filter(isArea);
  const road = positionals.includes('road') ? await runRoad() : undefined;
  const results = wanted.length === 0 ? undefined : await runAreas(wanted);
  const earlier = results === undefined ? undefined : await newestResults(form);
  const red =
    (results?.goals.filter(({ id, verdict }) => verdict === 'RED' && (!values.exact || counted.includes(id))).length ??
      0) + (road?.measurements.filter(({ ok }) => ok === false).length ?? 0);
  if (json) console.log(JSON.stringify({ ok: red === 0, ...results, ...(road && { road }) }, null, 2));
  else {
    if (road !== undefined) console.log(`\n${tableOf(road.measurements)}\n\n${road.skipped.join('\n')}`);
    if (results !== undefined) console.log(`\n${resultsTables(results, earlier)}\n`);
    const judged = values.exact ? 'counted' : 'measured';
    console.log(red === 0 ? `✓ No goal that was ${judged} is missed.` : `✗ ${red} goals are missed.`);
  }
  if (save && results !== undefined) {
    const isWhole = positionals.length === 0 || earlier === undefined;
    say(`Saved: ${await saveResults(isWhole ? results : besideEarlier(results, earlier))}`);
  }
  return red === 0 ? 0 : 1;
}

async function runAreas(wanted: readonly Area[]): Promise<Results> {
  const machine = describeMachine();
  say(machine);
  const readings: Reading[] = [];
  const skipped: string[] = [];
  const missing = missingForPostgres() ?? missingForSlapd();
  if (missing !== undefined) skipped.push(`everything: ${missing}`);
  for (const name of missing === undefined ? wanted : []) {
    const { isLong, isRepeated } = areas[name];
    // By name they run in the short form too: a look, not a claim.
    if (isLong && form === 'short' && positionals.length === 0) {
      say(`… ${name}: only with --long`);
      continue;
    }
    const first = await measureArea(name);
    const again = form === 'long' && isRepeated && disturbedOf(first) > 0 ? await measureArea(name) : first;
    readings.push(...(disturbedOf(again) < disturbedOf(first) ? again : first));
  }
  const { stdout } = await runCommand({ command: 'git', arguments: ['rev-parse', '--short', 'HEAD'] });
  const lines = linesOf(readings);
  const at = new Date().toISOString();
  return { form, at, revision: stdout.trim(), machine, goals: judge(lines), lines, notYet, skipped };
}

/** In a world of its own: what one area leaves behind slows no other down. */
async function measureArea(name: Area): Promise<readonly Reading[]> {
  const world = await BenchWorld.start();
  try {
    return await world.during(areas[name].run({ world, sizes: sizes[form], say }));
  } finally {
    await world.end();
  }
}

function disturbedOf(readings: readonly Reading[]): number {
  return readings.filter(({ machine }) => (machine.strangers ?? 0) > quietCores).length;
}

async function runRoad(): Promise<{
  readonly measurements: readonly Measurement[];
  readonly skipped: readonly string[];
}> {
  const { quick, database } = values;
  const measurements: Measurement[] = [];
  const skipped: string[] = [];
  if (database !== 'postgres') measurements.push(...(await benchRoad({ postgres: undefined, quick, say })));
  const missing = missingForPostgres();
  if (database !== 'embedded' && missing !== undefined) skipped.push(`SKIPPED: postgres: ${missing}`);
  if (database !== 'embedded' && missing === undefined) measurements.push(...(await roadOnPostgres()));
  return { measurements, skipped };
}

/** On disk and durable, as PostgreSQL comes. */
async function roadOnPostgres(): Promise<readonly Measurement[]> {
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
