// Kills the real server in the middle of people's stories, and counts what was lost, doubled or claimed falsely.
import { parseArgs } from 'node:util';
import { missingForPostgres } from '../real-servers/postgres.ts';
import { Cluster } from './cluster.ts';
import { faults } from './faults.ts';
import { chaptersOf, type FaultLine, lineOf, tableOf } from './report.ts';
import { runFault } from './run-fault.ts';
import type { DatabaseKind } from './world.ts';

const help = `npm run chaos -- [options]

Plays the main road from wrong passwords to the resolved ticket, strikes in the middle of it, and counts in the
directory, at the desk and in the chat what was lost, doubled or claimed falsely. Exit code 1: something was.

  --rounds N     strikes per fault and database (default 4)
  --seed N       the moments of the strikes (default: a new one, printed)
  --only NAME    one fault: ${faults.map(({ name }) => name).join(', ')}
  --database D   embedded or postgres (default: both)
  --json         one JSON document instead of the table
  --help

${faults.map(({ name, summary }) => `${name.padEnd(16)} ${summary}`).join('\n')}
`;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '4' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    only: { type: 'string' },
    database: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
process.exitCode = values.help ? usage(0) : await run();

async function run(): Promise<number> {
  const rounds = Number(values.rounds);
  const seed = Number(values.seed);
  const chosen = faults.filter(({ name }) => values.only === undefined || name === values.only);
  const databases = (['embedded', 'postgres'] as const).filter(
    (database) => values.database === undefined || database === values.database,
  );
  if (!Number.isInteger(rounds) || rounds < 1 || !Number.isInteger(seed)) return usage(2);
  const runs = databases.flatMap((database) =>
    chosen.filter((fault) => fault.databases.includes(database)).map((fault) => ({ fault, database })),
  );
  if (runs.length === 0) return usage(2);
  say(`seed ${seed}: the same moments again with --seed ${seed}`);

  const missing = databases.includes('postgres') ? missingForPostgres() : undefined;
  const skipped = databases.includes('postgres') && missing !== undefined ? [`PostgreSQL (${missing})`] : [];
  // Side by side: on PostgreSQL most of the time goes by waiting for the leases of the dead.
  const played = databases
    .filter((database) => database === 'embedded' || missing === undefined)
    .map((database) =>
      runOn(
        database,
        runs.filter((run) => run.database === database),
        { rounds, seed },
      ),
    );
  const lines = (await Promise.all(played)).flat();
  const ok = lines.every((line) => line.ok) && lines.length > 0;
  if (values.json) process.stdout.write(`${JSON.stringify({ seed, ok, lines, skipped }, null, 2)}\n`);
  else {
    console.log(`\n${tableOf(lines)}\n`);
    for (const line of lines) console.log(`${line.fault} · ${line.database} struck: ${chaptersOf(line)}`);
    for (const line of lines)
      for (const finding of line.findings) console.log(`✗ ${line.fault} · ${line.database}: ${finding}`);
    for (const one of skipped) console.log(`SKIPPED: ${one}`);
    console.log(ok ? '\n✓ Nothing was lost, doubled or claimed falsely.' : `\n✗ Red. Again with: --seed ${seed}`);
  }
  return ok ? 0 : 1;
}

async function runOn(
  database: DatabaseKind,
  runs: readonly { readonly fault: (typeof faults)[number] }[],
  { rounds, seed }: { readonly rounds: number; readonly seed: number },
): Promise<readonly FaultLine[]> {
  const cluster = database === 'postgres' ? await Cluster.start() : undefined;
  try {
    const lines: FaultLine[] = [];
    for (const { fault } of runs) {
      say(`… ${fault.name} · ${database}: ${fault.summary}`);
      const line = lineOf(await runFault({ fault, database, cluster, rounds, seed }));
      say(`${line.ok ? '✓' : '✗'} ${fault.name} · ${database} (${line.seconds} s)`);
      lines.push(line);
    }
    return lines;
  } finally {
    await cluster?.stop();
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
