import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missingPrograms } from './missing-programs.ts';
import { mustRun } from './run-command.ts';

/** What has to be installed before Wapiti can run here; undefined when nothing is missing. */
export function missingForWapiti(): string | undefined {
  return missingPrograms(['wapiti']).length === 0 ? undefined : 'apt-get install --no-install-recommends wapiti';
}

export interface ScanOptions {
  /** Where it starts; it follows links below the first. */
  readonly addresses: readonly string[];
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Finding {
  readonly kind: string;
  /** 1 low, 2 medium, 3 high, 4 critical: Wapiti calls cross-site scripting medium. */
  readonly level: number;
  readonly about: string;
}

/** All of its attacks that need nobody else's server, and none that only wait. */
const modules = [
  ...['backup', 'cookieflags', 'crlf', 'csp', 'csrf', 'exec', 'file', 'htaccess', 'http_headers', 'methods'],
  ...['permanentxss', 'redirect', 'shellshock', 'sql', 'xss'],
].join(',');
/** Seconds for looking round, and for each of the attacks. */
const [scanTime, attackTime] = [20, 8];

/** Attacks a site with Debian's Wapiti. Answers what it found. */
export async function scan({ addresses, headers = {} }: ScanOptions): Promise<readonly Finding[]> {
  const folder = await mkdtemp(join(tmpdir(), 'access-account-wapiti-'));
  const report = join(folder, 'report.json');
  const [first = '', ...others] = addresses;
  try {
    await mustRun({
      command: 'wapiti',
      arguments: [
        ...['-u', first, ...others.flatMap((address) => ['-s', address])],
        ...Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]),
        ...['-m', modules, '--max-scan-time', String(scanTime), '--max-attack-time', String(attackTime), '-t', '5'],
        ...['--store-session', join(folder, 'session'), '--store-config', join(folder, 'config')],
        ...['--no-bugreport', '-v', '0', '-f', 'json', '-o', report],
      ],
    });
    const { vulnerabilities, anomalies } = JSON.parse(await readFile(report, 'utf8')) as Report;
    return [vulnerabilities, anomalies].flatMap((found) =>
      Object.entries(found).flatMap(([kind, findings]) =>
        findings.map(({ level, info, path }) => ({ kind, level, about: `${path}: ${info}` })),
      ),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Found = Readonly<
  Record<string, readonly { readonly level: number; readonly info: string; readonly path: string }[]>
>;

interface Report {
  readonly vulnerabilities: Found;
  readonly anomalies: Found;
}
