import { spawn } from 'node:child_process';

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunCommandOptions {
  readonly command: string;
  readonly arguments?: readonly string[];
  /** Written to standard input. */
  readonly input?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs a command to its end, whatever its exit code. */
export async function runCommand(options: RunCommandOptions): Promise<CommandResult> {
  const { command, arguments: words = [], input = '', environment = {} } = options;
  const child = spawn(command, words, { env: { ...process.env, ...environment } });
  const { promise, resolve, reject } = Promise.withResolvers<CommandResult>();
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.on('error', reject);
  child.on('close', (code) => resolve({ code, stdout, stderr }));
  child.stdin.on('error', () => undefined).end(input);
  return promise;
}

/** Runs a command that has to succeed. */
export async function mustRun(options: RunCommandOptions): Promise<string> {
  const { code, stdout, stderr } = await runCommand(options);
  if (code === 0) return stdout;
  throw new Error(`${options.command} ${options.arguments?.[0] ?? ''} ended with ${code}: ${stderr || stdout}`);
}
