import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

export interface StartProcessOptions {
  readonly command: string;
  readonly arguments: readonly string[];
  /** Answers whether the server answers; asked again and again. */
  readonly isReady: () => Promise<boolean>;
  /** Milliseconds, 30 000 unless given. */
  readonly readyWithin?: number;
  /** What asks it to end, SIGTERM unless given. */
  readonly stopSignal?: NodeJS.Signals;
}

export interface RealProcess {
  readonly pid: number;
  /** Ends the process and waits until it is gone. */
  stop(): Promise<void>;
}

/** Starts a server in the foreground and waits until it answers. It is ended with this process at the latest. */
export async function startProcess(options: StartProcessOptions): Promise<RealProcess> {
  const { command, arguments: words, isReady, readyWithin = 30_000, stopSignal = 'SIGTERM' } = options;
  const child = spawn(command, words, { stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-4000);
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async () => {
    process.off('exit', kill);
    await end(child, stopSignal);
  };
  const deadline = Date.now() + readyWithin;
  while (!(await isReady())) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`${command} did not start: ${errors}`);
    }
    await delay(50);
  }
  const { pid } = child;
  if (pid === undefined) throw new Error(`${command} did not start`);
  return { pid, stop };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  const impatience = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await gone;
  clearTimeout(impatience);
}
