import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BenchWorld } from './bench-world.ts';
import { watchMachine } from './machine.ts';
import type { Reading } from './reading.ts';
import { seedAudit } from './seed-audit.ts';

export interface AuditOptions {
  readonly world: BenchWorld;
  readonly rows: number;
  readonly say: (line: string) => void;
}

const commandLine = fileURLToPath(new URL('../../apps/server/dist/cli/main.js', import.meta.url));

/** `access-account audit verify` of a long audit, in a process of its own: its time, and how much memory it takes beyond that of a short one. */
export async function audit({ world, rows, say }: AuditOptions): Promise<readonly Reading[]> {
  const directory = await world.directory();
  const product = await world.product({ kind: 'postgres', directory });
  await product.start();
  await product.stop();
  const { database = '' } = product;
  const environment = { DATABASE_URL: database, DIRECTORY_PASSWORD: directory.slapd.service.password };
  const verify = () => verification(join(product.folder, 'access-account.yaml'), environment);
  const short = await verify();
  say(`… the audit grows to ${rows} rows`);
  await seedAudit({ database, dataDirectory: join(product.folder, 'data'), rows });
  say('… the audit is verified');
  const during = watchMachine();
  const long = await verify();
  const common = { subject: 'postgres', n: long.rows, machine: during() } as const;
  return [
    { ...common, figure: 'audit verified', unit: '/s', value: long.rows / long.seconds },
    { ...common, figure: 'memory that the verification took', unit: 'MB', value: long.megabytes - short.megabytes },
  ];
}

interface Verification {
  readonly rows: number;
  readonly seconds: number;
  /** The most it held at any moment. */
  readonly megabytes: number;
}

async function verification(file: string, environment: Readonly<Record<string, string>>): Promise<Verification> {
  const begun = performance.now();
  const child = spawn(process.execPath, [commandLine, '--config', file, '--json', 'audit', 'verify'], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk));
  let megabytes = 0;
  const looking = setInterval(() => {
    megabytes = Math.max(megabytes, peakMegabytes(child.pid ?? 0));
  }, 20);
  const [code] = await once(child, 'close');
  clearInterval(looking);
  if (code !== 0) throw new Error(`audit verify ended with ${code}: ${output.slice(0, 1000)}`);
  const { rows } = JSON.parse(output) as { readonly rows: number };
  return { rows, seconds: (performance.now() - begun) / 1000, megabytes };
}

/** The kernel's own high-water mark; 0 once the process is gone, or where there is no /proc. */
function peakMegabytes(pid: number): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
