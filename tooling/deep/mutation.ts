import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, matchesGlob } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Area, areas } from '../mutation/areas.ts';
import { runCommand } from '../real-servers/run-command.ts';
import { formatTable } from '../testing/index.ts';
import type { Outcome, Part } from './part.ts';
import { runProgram } from './run-program.ts';

const home = fileURLToPath(new URL('../mutation', import.meta.url));
const stryker = join(home, 'node_modules/@stryker-mutator/core/bin/stryker.js');

type AreaName = keyof typeof areas;

/** What the short form breaks: enough to see that what is broken is noticed. */
const shortSources: Readonly<Partial<Record<AreaName, readonly string[]>>> = {
  policies: ['packages/policies/src/notice-allowance.ts'],
  tokens: ['apps/server/src/road/choice-token.ts', 'apps/server/src/road/gate.ts'],
};

interface Mutant {
  readonly status: 'Killed' | 'Survived' | 'NoCoverage' | 'Timeout' | 'CompileError' | 'RuntimeError' | 'Ignored';
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly location: { readonly start: { readonly line: number; readonly column: number } };
}

interface StrykerReport {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>>;
}

export const mutation: Part = {
  name: 'mutation',
  summary: 'breaks policies, gate, tokens, signatures and audit in every small way, and counts what no test notices',
  run: async ({ short, say }) => {
    await install(say);
    const folder = await mkdtemp(join(tmpdir(), 'access-account-mutation-'));
    try {
      const outcomes: Outcome[] = [];
      for (const area of Object.keys(areas) as AreaName[]) {
        const sources = short ? shortSources[area] : areas[area].sources;
        if (sources !== undefined) outcomes.push(await mutate({ area, sources, folder, say }));
      }
      return outcomes;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** Stryker has an installation of its own: nobody else has to wait for it. */
async function install(say: (line: string) => void): Promise<void> {
  if (existsSync(stryker)) return;
  say('  installing Stryker (once)');
  const words = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', home];
  const { code, stderr } = await runCommand({ command: 'npm', arguments: words });
  if (code !== 0) throw new Error(`npm ci ended with ${code}: ${stderr}`);
}

interface MutateOptions {
  readonly area: AreaName;
  readonly sources: readonly string[];
  readonly folder: string;
  readonly say: (line: string) => void;
}

async function mutate({ area, sources, folder, say }: MutateOptions): Promise<Outcome> {
  say(`  ${area}: ${sources.join(', ')}`);
  const file = join(folder, `${area}.json`);
  const { code, stdout, seconds } = await runProgram({
    words: [stryker, 'run', join(home, 'stryker.config.mjs')],
    environment: { MUTATION_AREA: area, MUTATION_SOURCES: JSON.stringify(sources), MUTATION_REPORT: file },
    say: (line) => line.includes('%') && say(line),
    progress: 'stdout',
  });
  if (code !== 0) throw new Error(`Stryker ended with ${code}:\n${stdout.slice(-3000)}`);
  const { files } = JSON.parse(await readFile(file, 'utf8')) as StrykerReport;
  const scores = Object.entries(files).map(([name, { mutants }]) => ({ name, ...scoreOf(mutants) }));
  const findings = scores.flatMap(({ name, score }) =>
    score >= barOf(area, name)
      ? []
      : [`${name}: of what was broken, ${score.toFixed(1)} % was noticed, and ${barOf(area, name)} % has to be`],
  );
  for (const source of sources) {
    if (!source.startsWith('!') && !Object.keys(files).some((name) => matchesGlob(name, source)))
      findings.push(`${source} is not there to be broken`);
  }
  const table = formatTable(
    ['file', 'mutants', 'noticed', 'score', 'at least'],
    scores.map(({ name, mutants, noticed, score }) => [
      name,
      String(mutants),
      String(noticed),
      `${score.toFixed(1)} %`,
      `${barOf(area, name)} %`,
    ]),
  );
  const survivors = Object.entries(files).flatMap(([name, { source, mutants }]) =>
    mutants.filter(survives).map((mutant) => describe({ name, lines: source.split('\n'), mutant })),
  );
  const broken = scores.reduce((sum, { mutants }) => sum + mutants, 0);
  return { ran: `${area}, ${broken} mutants`, findings, seconds, details: ['', ...table.split('\n'), ...survivors] };
}

/** Per cent. */
function barOf(area: AreaName, file: string): number {
  const { atLeast, but = {} }: Area = areas[area];
  return but[file] ?? atLeast;
}

/** Nobody noticed: no test failed, or none came by. */
const survives = ({ status }: Mutant) => status === 'Survived' || status === 'NoCoverage';

function scoreOf(all: readonly Mutant[]) {
  const mutants = all.filter((mutant) => survives(mutant) || ['Killed', 'Timeout'].includes(mutant.status)).length;
  const noticed = mutants - all.filter(survives).length;
  return { mutants, noticed, score: mutants === 0 ? 100 : (100 * noticed) / mutants };
}

interface DescribeOptions {
  readonly name: string;
  readonly lines: readonly string[];
  readonly mutant: Mutant;
}

function describe({ name, lines, mutant: { location, mutatorName, replacement = '' } }: DescribeOptions): string {
  const { line, column } = location.start;
  const became = replacement.replaceAll(/\s+/g, ' ').slice(0, 80);
  return `survived ${name}:${line}:${column} ${mutatorName}: ${lines[line - 1]?.trim().slice(0, 100)} → ${became}`;
}
