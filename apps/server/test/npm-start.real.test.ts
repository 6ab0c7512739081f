import { spawn } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryDirectory } from '../../../tooling/testing/index.ts';
import { until } from './support/until.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

const directories: string[] = [];

/** `npm start` as somebody types it in a terminal: npm, a shell, the bootstrap and the server in one process group. */
async function npmStart() {
  const directory = temporaryDirectory();
  directories.push(directory);
  const file = join(directory, 'access-account.yaml');
  writeFileSync(file, readFileSync(join(root, 'access-account.yaml')));
  cpSync(join(root, 'instructions'), join(directory, 'instructions'), { recursive: true });
  const child = spawn('npm', ['start', '--', '--config', file], {
    cwd: root,
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk));
  const pid = child.pid ?? 0;
  const isGone = () => {
    try {
      process.kill(-pid, 0);
      return false;
    } catch {
      return true;
    }
  };
  try {
    const ready = () => /^Access Account is ready on (\S+)/m.exec(output)?.[1];
    const url = await until(ready, 'a server that is ready', 40_000);
    return { pid, url, isGone, output: () => output };
  } catch (error) {
    if (!isGone()) process.kill(-pid, 'SIGKILL');
    throw new Error(`npm start did not get ready:\n${output}`, { cause: error });
  }
}

describe('npm start', () => {
  afterAll(() => {
    for (const directory of directories) rmSync(directory, { recursive: true, force: true });
  });

  test('says what it does, with times, and where to go', async () => {
    const started = await npmStart();
    try {
      expect(started.output()).toMatch(/^✓ Building what changed \(\d+\.\d s\)$/m);
      expect(started.output()).toMatch(/^Open once: http:\S+\/console\/enter\?token=\S+$/m);
      expect((await fetch(`${started.url}/healthz`)).status).toBe(200);
    } finally {
      process.kill(-started.pid, 'SIGTERM');
    }
    await until(started.isGone, 'the end of every process');
  }, 60_000);

  test.each([
    ['SIGTERM to npm alone, which does not pass it on', 'SIGTERM', (pid: number) => pid],
    ['Ctrl-C, which the terminal sends to all of them', 'SIGINT', (pid: number) => -pid],
    ['a closed terminal', 'SIGHUP', (pid: number) => -pid],
  ] as const)(
    'ends with %s',
    async (_, signal, target) => {
      const { pid, url, isGone } = await npmStart();
      process.kill(target(pid), signal);
      await until(isGone, 'the end of every process');
      await expect(fetch(`${url}/healthz`)).rejects.toThrow('fetch failed');
    },
    60_000,
  );
});
