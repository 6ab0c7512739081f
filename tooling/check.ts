// `npm run check`: types, lint, boundaries, dead code. A line each, exit 1 on red; --json for machines.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { checkAmbient } from './boundaries/ambient.ts';
import { checkBoundaries } from './boundaries/cruise.ts';

interface Finding {
  readonly check: string;
  readonly ok: boolean;
  readonly seconds: number;
  readonly detail: string;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const json = process.argv.includes('--json');

if (process.argv.includes('--help')) {
  console.log('npm run check [-- --json]\nTypes, lint, boundaries, dead code: a line each, exit 1 on red.');
  process.exit(0);
}

function program(name: string, ...parameters: string[]): Promise<{ ok: boolean; detail: string }> {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(
      process.execPath,
      [fileURLToPath(new URL(`../node_modules/${name}`, import.meta.url)), ...parameters],
      { cwd: root },
    );
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk));
    child.on('close', (code) => resolve({ ok: code === 0, detail: output.trim() }));
  });
}

async function boundaries(): Promise<{ ok: boolean; detail: string }> {
  const { modules, violations } = await checkBoundaries(root);
  const lines = violations.map(({ rule, from, to }) => `${rule}: ${from} → ${to}`);
  // A check that read nothing has found nothing.
  return { ok: modules > 100 && violations.length === 0, detail: [`${modules} modules read`, ...lines].join('\n') };
}

async function ambient(): Promise<{ ok: boolean; detail: string }> {
  const { files, violations } = checkAmbient(root);
  const lines = violations.map(({ rule, file, line, text }) => `${rule}: ${file}:${line} ${text}`);
  return { ok: files > 20 && violations.length === 0, detail: [`${files} files read`, ...lines].join('\n') };
}

const checks: Readonly<Record<string, () => Promise<{ ok: boolean; detail: string }>>> = {
  types: () => program('typescript/bin/tsc', '-p', 'tsconfig.json'),
  lint: () => program('@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'),
  boundaries,
  ambient,
  generated: () => program('../tooling/generate.ts', '--check'),
  'dead code': () => program('knip/bin/knip.js'),
};

const findings: Finding[] = [];
for (const [check, run] of Object.entries(checks)) {
  const begun = Date.now();
  const { ok, detail } = await run();
  const finding = { check, ok, seconds: (Date.now() - begun) / 1000, detail };
  findings.push(finding);
  if (!json)
    console.log(`${ok ? '✓' : '✗'} ${check.padEnd(12)} ${finding.seconds.toFixed(1)} s${ok ? '' : `\n${detail}`}`);
}
if (json) console.log(JSON.stringify(findings));
process.exit(findings.every(({ ok }) => ok) ? 0 : 1);
