import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ReferenceOptions } from './references/reference-options.ts';
import type { Run, RunOptions } from './references/serve-runs.ts';

export type ReferenceName =
  | 'limit-hmac'
  | 'limit-durable-step'
  | 'limit-durable-bot'
  | 'limit-pglite-insert'
  | 'limit-ldap-poll'
  | 'limit-ldap-read'
  | 'limit-smtp-5'
  | 'peer-homemade-bot'
  | 'peer-expiry-script';

/** A program to compare with, in a process of its own. */
export interface Reference {
  readonly pid: number;
  /** Where it takes clicks; empty where it has no HTTP. */
  readonly url: string;
  /** Rejects with what it said last when it ends without being asked to. */
  readonly ended: Promise<never>;
  /** Of those without HTTP: does its one thing again and again. */
  run(options: RunOptions): Promise<Run>;
  stop(): Promise<void>;
}

export async function startReference(name: ReferenceName, options: ReferenceOptions): Promise<Reference> {
  const program = fileURLToPath(new URL(`references/${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, [program, JSON.stringify(options)], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => (errors += chunk));
  let isAsked = false;
  const ended = new Promise<never>((_resolve, reject) =>
    // Not `exit`: by then it may not have been heard out.
    child.once('close', (code, signal) => {
      if (!isAsked) reject(new Error(`${name} ended with ${code ?? signal}: ${errors}`));
    }),
  );
  ended.catch(() => undefined);
  const { url } = await answer<{ url: string }>(child, ended);
  return {
    pid: child.pid ?? 0,
    url,
    ended,
    run: (options) => {
      const run = answer<Run>(child, ended);
      child.send(options);
      return run;
    },
    stop: async () => {
      isAsked = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

async function answer<Answer>(child: ChildProcess, ended: Promise<never>): Promise<Answer> {
  const [message] = await Promise.race([once(child, 'message'), ended]);
  return message as Answer;
}
