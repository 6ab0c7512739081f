// `npm run test:real`: the server's tests on a real PostgreSQL, then every test that needs a real server or a browser.
// What cannot run here is said with the package to install, and counted. Further words go to jest.
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { missingForPostgres, startPostgres } from './real-servers/postgres.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const words = process.argv.slice(2);
const skipped: string[] = [];
let running: ChildProcess | undefined;
let interrupted = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    interrupted = true;
    running?.kill(signal);
  });
}

/** Runs jest to its end; answers whether everything was green. */
function jest(environment: Readonly<Record<string, string>>, parameters: readonly string[]): Promise<boolean> {
  if (interrupted) return Promise.resolve(false);
  const child = spawn(process.execPath, ['node_modules/jest/bin/jest.js', ...parameters], {
    cwd: root,
    env: { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}), ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running = child;
  let line = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    process.stdout.write(text);
    const lines = (line + text).split('\n');
    line = lines.pop() ?? '';
    skipped.push(...lines.filter((one) => one.startsWith('SKIPPED: ')));
  });
  return new Promise((resolve) => child.on('close', (code) => resolve(code === 0)));
}

/** The same tests that `npm test` runs on the embedded database. */
async function serverOnPostgres(): Promise<boolean> {
  const missing = missingForPostgres();
  if (missing !== undefined) {
    const line = `SKIPPED: The server’s tests on PostgreSQL (${missing})`;
    process.stdout.write(`${line}\n`);
    skipped.push(line);
    return true;
  }
  const postgres = await startPostgres();
  process.stdout.write(`The server’s tests on PostgreSQL (${postgres.url})\n`);
  try {
    const database = { ACCESS_ACCOUNT_TEST_DATABASE: postgres.url };
    return await jest(database, ['--selectProjects', 'server', '--passWithNoTests', ...words]);
  } finally {
    await postgres.stop();
  }
}

const onPostgres = await serverOnPostgres();
const real = await jest({ ACCESS_ACCOUNT_TEST: 'real' }, words);
process.stdout.write(`${skipped.length} skipped\n${skipped.map((line) => `${line}\n`).join('')}`);
process.exit(onPostgres && real ? 0 : 1);
