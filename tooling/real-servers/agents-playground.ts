import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from './free-port.ts';
import { type RealProcess, startProcess } from './real-process.ts';

/** Microsoft's licence lets it be used, not passed on: whoever wants it here fetches it, and says where it lies. */
const folder = process.env.ACCESS_ACCOUNT_AGENTS_PLAYGROUND ?? '';
const program = join(resolve(folder), 'node_modules/@microsoft/m365agentsplayground/cli.js');

/** What has to be there before the Microsoft 365 Agents Playground can run here; undefined when nothing is missing. */
export function missingForAgentsPlayground(): string | undefined {
  if (folder !== '' && existsSync(program)) return undefined;
  return 'npm install --prefix DIR @microsoft/m365agentsplayground@0.2.28, and ACCESS_ACCOUNT_AGENTS_PLAYGROUND=DIR';
}

export interface AgentsPlayground extends Pick<RealProcess, 'stop'> {
  readonly url: string;
}

/** It would listen on every interface. */
const onLoopback = `
import { Server } from 'node:net';
const { listen } = Server.prototype;
Server.prototype.listen = function (port, ...others) {
  const isPort = ['number', 'string'].includes(typeof port) && typeof others[0] !== 'string';
  return isPort ? listen.call(this, Number(port), '127.0.0.1', ...others) : listen.call(this, port, ...others);
};
`;

/** Microsoft's own Teams client for developers, in front of a bot at this address. It calls nobody else. */
export async function startAgentsPlayground(botEndpoint: string): Promise<AgentsPlayground> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  // It writes its log where it is started.
  const directory = mkdtempSync(join(tmpdir(), 'agents-playground-'));
  const { stop } = await startProcess({
    command: '/usr/bin/env',
    arguments: [
      `--chdir=${directory}`,
      `BOT_ENDPOINT=${botEndpoint}`,
      'TEAMSAPPTESTER_BROWSER=none',
      process.execPath,
      '--import',
      `data:text/javascript,${encodeURIComponent(onLoopback)}`,
      program,
      ...['start', '-p', String(port), '-c', 'msteams', '--disable-telemetry'],
    ],
    isReady: () =>
      fetch(url).then(
        ({ ok }) => ok,
        () => false,
      ),
  });
  return {
    url,
    stop: async () => {
      await stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
