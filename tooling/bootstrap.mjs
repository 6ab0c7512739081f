// The two commands of the README, and their sisters. Needs Node 20 and npm, nothing else: it brings pnpm and Node 24 itself.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);
const [command = 'start', ...rest] = process.argv.slice(2);
const { packageManager } = JSON.parse(readFileSync('package.json', 'utf8'));
const wantedNode = /^ {2}node: ([\d.]+)$/m.exec(readFileSync('pnpm-workspace.yaml', 'utf8'))?.[1];
const node = join('node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const environment = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' };
const quiet = rest.includes('--json') || command === 'cli';

const say = (line) => (quiet ? process.stderr : process.stdout).write(`${line}\n`);
const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/** Runs one step: a line when it begins, a sign of life every few seconds, a line with its time. Its output is shown when it fails. */
function step(name, program, parameters) {
  const begun = Date.now();
  if (!quiet) say(`… ${name}`);
  const life = setInterval(() => quiet || say(`  still: ${name} (${seconds(begun)})`), 4000);
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(program, parameters, { env: environment, shell: process.platform === 'win32' });
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => (output += error.message));
    child.on('close', (code) => {
      clearInterval(life);
      if (code === 0) {
        if (!quiet) say(`✓ ${name} (${seconds(begun)})`);
        resolve();
        return;
      }
      process.stderr.write(`${output}\n✗ ${name} failed (${seconds(begun)}). What it said stands above.\n`);
      process.exit(1);
    });
  });
}

const modified = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

async function prepare() {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    process.stderr.write(`Node ${process.versions.node} is too old. Install Node 20 or newer: https://nodejs.org\n`);
    process.exit(2);
  }
  const installed = 'node_modules/.modules.yaml';
  if (modified(installed) < Math.max(modified('pnpm-lock.yaml'), modified('pnpm-workspace.yaml'))) {
    await step(`Installing packages and Node ${wantedNode} (once)`, 'npx', [
      '-y',
      packageManager,
      'install',
      '--frozen-lockfile',
      '--prefer-offline',
    ]);
  }
  const found = existsSync(node) ? await versionOf(node) : 'none';
  if (found !== `v${wantedNode}`) {
    process.stderr.write(
      `Node ${wantedNode} was to be installed, and there is ${found}. Remove node_modules and start again.\n`,
    );
    process.exit(1);
  }
  await step('Building what changed', 'npx', [
    '-y',
    packageManager,
    'exec',
    'turbo',
    'run',
    'build',
    '--output-logs=errors-only',
  ]);
}

function versionOf(program) {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(program, ['--version']);
    child.stdout.on('data', (chunk) => (output += chunk));
    child.on('error', () => resolve('none'));
    child.on('close', () => resolve(output.trim()));
  });
}

/** Runs a program in the foreground and ends with it. It ends with us: with our signals, and with the npm that started us. */
function run(parameters, { env = {}, ipc = false } = {}) {
  const child = spawn(node, parameters, {
    env: { ...environment, ...env },
    stdio: ['inherit', 'inherit', 'inherit', ...(ipc ? ['ipc'] : [])],
  });
  let stopping = false;
  const stop = (signal) => {
    if (stopping) return;
    stopping = true;
    child.kill(signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => stop(signal === 'SIGINT' ? 'SIGINT' : 'SIGTERM'));
  // npm does not pass SIGTERM on: when it is gone, we are orphaned, and go too.
  const ancestors = ancestry();
  const watch = setInterval(() => ancestors.every(isAlive) || stop('SIGTERM'), 500);
  child.on('exit', (code, signal) => {
    clearInterval(watch);
    process.exit(code ?? (signal === null ? 1 : 128 + (signal === 'SIGINT' ? 2 : 15)));
  });
}

/** Our parent, and above a shell that npm put in between, npm. */
function ancestry() {
  const parents = [process.ppid];
  try {
    const [, grandparent] = /\) \S (\d+)/.exec(readFileSync(`/proc/${process.ppid}/stat`, 'utf8')) ?? [];
    const name = readFileSync(`/proc/${process.ppid}/comm`, 'utf8').trim();
    if (grandparent !== undefined && ['sh', 'dash', 'bash'].includes(name) && process.env.npm_lifecycle_event)
      parents.push(Number(grandparent));
  } catch {
    // No /proc: the parent alone has to do.
  }
  return parents.filter((pid) => pid > 1);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function isZombie(pid) {
  try {
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

switch (command) {
  case 'start':
    await prepare();
    say('… Starting the server');
    run(['apps/server/dist/main.js', ...rest], { ipc: true });
    break;
  case 'test':
    await prepare();
    run(['node_modules/jest/bin/jest.js', ...rest]);
    break;
  case 'test:real':
    await prepare();
    run(['tooling/test-real.ts', ...rest]);
    break;
  case 'test:deep':
    await prepare();
    run(['tooling/deep/deep.ts', ...rest]);
    break;
  case 'check':
    await prepare();
    run(['tooling/check.ts', ...rest]);
    break;
  case 'generate':
    await prepare();
    run(['tooling/generate.ts', ...rest]);
    break;
  case 'build:servicenow-app':
    await prepare();
    run(['tooling/build-servicenow-app.ts', ...rest]);
    break;
  case 'build:teams-app':
    await prepare();
    run(['tooling/build-teams-app.ts', ...rest]);
    break;
  case 'demo:okta':
  case 'demo:slack':
  case 'demo:teams':
    await prepare();
    run([`tooling/demo/${command.slice('demo:'.length)}.ts`, ...rest]);
    break;
  case 'threats':
    await prepare();
    run(['tooling/threats.ts', ...rest]);
    break;
  case 'chaos':
  case 'conformance':
  case 'bench':
    await prepare();
    run([`tooling/${command}/${command}.ts`, ...rest]);
    break;
  case 'cli':
    await prepare();
    run(['apps/server/dist/cli/main.js', ...rest]);
    break;
  default:
    process.stderr.write(`There is no command “${command}”.\n`);
    process.exit(2);
}
