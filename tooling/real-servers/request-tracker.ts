import { existsSync, mkdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { missingPrograms } from './missing-programs.ts';
import { startProcess } from './real-process.ts';
import { mustRun } from './run-command.ts';

const server = '/usr/share/request-tracker5/libexec/rt-server';

/** A running Request Tracker with one queue, “General”, and one user. */
export interface RequestTracker {
  /** Without a slash at its end. */
  readonly url: string;
  /** The administrator, by HTTP Basic. */
  readonly administrator: { readonly username: string; readonly password: string };
  /** Asks REST 2 as the administrator; answers its JSON. */
  ask(method: string, target: string, body?: unknown): Promise<unknown>;
  /** Kills the server without a word, and starts it again on the same database and port. */
  killAndRestart(): Promise<void>;
  /** Ends the server and removes its folder. */
  stop(): Promise<void>;
}

/** What has to be installed before Request Tracker can run here; undefined when nothing is missing. */
export function missingForRequestTracker(): string | undefined {
  const isThere = existsSync(server) && missingPrograms(['rt-setup-database-5']).length === 0;
  return isThere ? undefined : 'apt-get install --no-install-recommends request-tracker5 rt5-db-sqlite rt5-standalone';
}

/** Starts a fresh Request Tracker on a free port of the loopback, with a database file of its own; needs no root. */
export async function startRequestTracker(): Promise<RequestTracker> {
  const folder = await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'access-account-rt-'));
  const cleanUp = () => rm(folder, { recursive: true, force: true });
  try {
    return await startIn(folder, cleanUp);
  } catch (error) {
    await cleanUp();
    throw error;
  }
}

async function startIn(folder: string, cleanUp: () => Promise<void>): Promise<RequestTracker> {
  const port = await freePort();
  const configuration = join(folder, 'RT_SiteConfig.pm');
  for (const name of ['data', 'log', 'session', 'more']) mkdirSync(join(folder, name));
  await writeFile(configuration, siteConfiguration(folder, port));
  const environment = { RT_SITE_CONFIG: configuration, RT_SITE_CONFIG_DIR: join(folder, 'more') };
  await mustRun({
    command: '/usr/sbin/rt-setup-database-5',
    arguments: ['--action', 'init', '--dba', '', '--dba-password', '', '--skip-create'],
    environment,
  });
  const url = `http://127.0.0.1:${port}`;
  const administrator = { username: 'root', password: 'password' };
  const authorization = `Basic ${Buffer.from(Object.values(administrator).join(':')).toString('base64')}`;
  const ask = async (method: string, target: string, body?: unknown) => {
    const answer = await fetch(`${url}/REST/2.0${target}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${target}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const start = () =>
    startProcess({
      command: 'env',
      // One process, without workers: whoever kills it kills all of it.
      arguments: [
        ...Object.entries(environment).map(([name, value]) => `${name}=${value}`),
        ...[server, '--server', 'Standalone', '--host', '127.0.0.1', '--port', String(port)],
      ],
      isReady: () =>
        ask('GET', '/rt').then(
          () => true,
          () => false,
        ),
      readyWithin: 60_000,
    });
  let running = await start();
  return {
    url,
    administrator,
    ask,
    killAndRestart: async () => {
      process.kill(running.pid, 'SIGKILL');
      await running.stop();
      running = await start();
    },
    stop: async () => {
      await running.stop();
      await cleanUp();
    },
  };
}

function siteConfiguration(folder: string, port: number): string {
  const settings = {
    ...{ rtname: 'example.test', Organization: 'example.test', WebDomain: '127.0.0.1', WebPort: port, WebPath: '' },
    ...{ DatabaseType: 'SQLite', DatabaseName: join(folder, 'data', 'rt.db'), DatabaseHost: '', DatabaseUser: '' },
    ...{ DatabasePassword: '', LogToSyslog: '', LogToSTDERR: '', LogToFile: 'warning', LogDir: join(folder, 'log') },
    ...{ MailCommand: 'testfile', MasonDataDir: join(folder, 'data'), MasonSessionDir: join(folder, 'session') },
  };
  const lines = Object.entries(settings).map(([name, value]) => `Set($${name}, '${value}');`);
  return [...lines, '1;', ''].join('\n');
}
