// Long runs that look for what nobody thought of: each says its seed, and red is an exit code.
import { parseArgs } from 'node:util';
import { missingForPostgres } from '../real-servers/postgres.ts';
import { formatTable } from '../testing/index.ts';
import { chaos } from './chaos.ts';
import { fuzz } from './fuzz.ts';
import { mutation } from './mutation.ts';
import type { Outcome, Part, PartOptions } from './part.ts';
import { properties } from './properties.ts';
import { soak } from './soak.ts';

const parts: readonly Part[] = [fuzz, soak, mutation, chaos, properties];

const help = `npm run test:deep -- [parts] [options]

Runs the parts one after the other; all of them unless some are named. Exit code 1: something was found.

${parts.map(({ name, summary }) => `  ${name.padEnd(14)} ${summary}`).join('\n')}

  --seed N       the same again (default: a new one, printed)
  --minutes N    for fuzz and soak, each (default: 10 and 30)
  --short        everything in its shortest form: what CI runs
  --database D   embedded (default), postgres or both: what fuzz and soak run on
  --json         one JSON document instead of the table
  --list         the parts there are
  --help
`;

interface PartReport {
  readonly part: string;
  readonly seed: number;
  readonly outcomes: readonly Outcome[];
}

process.setMaxListeners(200);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));
process.exitCode = await main();

async function main(): Promise<number> {
  const asked = read();
  if (asked === undefined) return usage(2);
  const { values, chosen, options } = asked;
  if (values.help) return usage(0);
  if (values.list) {
    for (const { name, summary } of parts) console.log(`${name.padEnd(14)} ${summary}`);
    return 0;
  }
  const begun = performance.now();
  options.say(`seed ${options.seed}: the same again with --seed ${options.seed}`);
  const reports: PartReport[] = [];
  const skipped: string[] = [];
  for (const part of chosen) {
    const missing = part.missing?.();
    if (missing !== undefined) skipped.push(`${part.name} (${missing})`);
    else reports.push({ part: part.name, seed: options.seed, outcomes: await runPart(part, options) });
  }
  const ok =
    reports.length > 0 && reports.every(({ outcomes }) => outcomes.every(({ findings }) => findings.length === 0));
  const seconds = Math.round((performance.now() - begun) / 1000);
  if (values.json) {
    const document = { seed: options.seed, short: options.short, ok, seconds, parts: reports, skipped };
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  } else tell({ reports, skipped, seconds, ok, seed: options.seed });
  return ok ? 0 : 1;
}

/** A part that cannot even be run is as red as one that finds something. */
async function runPart(part: Part, options: PartOptions): Promise<readonly Outcome[]> {
  options.say(`… ${part.name}: ${part.summary}`);
  const begun = performance.now();
  try {
    return await part.run(options);
  } catch (error) {
    const seconds = (performance.now() - begun) / 1000;
    return [{ ran: 'nothing', findings: [`it could not be run: ${(error as Error).stack}`], seconds }];
  }
}

interface Told {
  readonly reports: readonly PartReport[];
  readonly skipped: readonly string[];
  readonly seconds: number;
  readonly ok: boolean;
  readonly seed: number;
}

function tell({ reports, skipped, seconds, ok, seed }: Told): void {
  const lines = reports.flatMap(({ part, outcomes }) => outcomes.map((outcome) => ({ part, ...outcome })));
  for (const { part, details = [] } of lines) for (const line of details) console.log(`${part}: ${line}`);
  const rows = lines.map(({ part, ran, findings, seconds: took }) => [
    `${part} · ${ran}`,
    String(seed),
    String(findings.length),
    `${Math.round(took)} s`,
    findings.length === 0 ? 'ok' : 'RED',
  ]);
  console.log(`\n${formatTable(['part · what ran', 'seed', 'findings', 'took', ''], rows)}\n`);
  for (const { part, ran, findings } of lines)
    for (const finding of findings) console.log(`✗ ${part} · ${ran}: ${finding}\n`);
  for (const one of skipped) console.log(`SKIPPED: ${one}`);
  console.log(ok ? `✓ Nothing was found in ${seconds} s.` : `✗ Red. Again with: --seed ${seed}`);
}

function read() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
        minutes: { type: 'string' },
        database: { type: 'string', default: 'embedded' },
        short: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        list: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    const seed = Number(values.seed);
    const minutes = values.minutes === undefined ? undefined : Number(values.minutes);
    const databases = (['embedded', 'postgres'] as const).filter((one) => [one, 'both'].includes(values.database));
    const known = positionals.every((name) => parts.some((part) => part.name === name));
    if (!known || !Number.isInteger(seed) || databases.length === 0) return undefined;
    if (minutes !== undefined && !(minutes > 0)) return undefined;
    const missing = databases.includes('postgres') ? missingForPostgres() : undefined;
    if (missing !== undefined) {
      process.stderr.write(`PostgreSQL is not here: ${missing}\n`);
      return undefined;
    }
    const say = (line: string) => {
      (values.json ? process.stderr : process.stdout).write(`${line}\n`);
    };
    const chosen = parts.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
    return { values, chosen, options: { seed, minutes, short: values.short, databases, say } satisfies PartOptions };
  } catch {
    return undefined;
  }
}

function usage(code: number): number {
  (code === 0 ? process.stdout : process.stderr).write(help);
  return code;
}
