import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface RunProgramOptions {
  /** Words for this very Node; the first is a program of ours. */
  readonly words: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** What it writes, line by line: to its standard error, or where it tells of its progress elsewhere, there. */
  readonly say: (line: string) => void;
  readonly progress?: 'stdout' | 'stderr';
}

export interface ProgramResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

/** Runs a program from the root of the workspace to its end; whatever it starts finds this very Node as `node`. It ends with us. */
export function runProgram({
  words,
  environment = {},
  say,
  progress = 'stderr',
}: RunProgramOptions): Promise<ProgramResult> {
  const begun = performance.now();
  const PATH = `${dirname(process.execPath)}:${process.env.PATH ?? ''}`;
  const child = spawn(process.execPath, words, { cwd: root, env: { ...process.env, PATH, ...environment } });
  const end = () => child.kill('SIGTERM');
  process.once('exit', end);
  let [stdout, stderr, line] = ['', '', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk;
  });
  child[progress].on('data', (chunk: Buffer) => {
    const lines = `${line}${chunk}`.split('\n');
    line = lines.pop() ?? '';
    for (const one of lines) say(`  ${one}`);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      process.off('exit', end);
      resolve({ code, stdout, stderr, seconds: (performance.now() - begun) / 1000 });
    });
  });
}
