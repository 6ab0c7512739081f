import { resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { AuditVerdict } from '../audit/verify-audit.ts';
import { loadConfiguration } from '../config/load-configuration.ts';
import { exportEntries } from '../http/timeline.ts';
import type { CommandOptions } from './options.ts';
import { runningServer, withProduct } from './reach.ts';

/** Holds the audit against its key and witnesses; 1 when anything is wrong with it. */
export async function auditVerify({
  config,
  json,
  witness,
}: CommandOptions & { readonly witness: readonly string[] }): Promise<number> {
  // A page is garbage as soon as it was looked at. Left to itself V8 lets hundreds of MB of it lie; like this a million rows take a few.
  setFlagsFromString('--optimize-for-size');
  const configuration = loadConfiguration({ file: config, environment: process.env });
  const server = await runningServer(configuration);
  const verdict =
    server === undefined
      ? await withProduct(configuration, (product) => product.verifyAudit(witness.map((file) => resolve(file))))
      : ((await (await server.get('/api/v1/audit/verdict')).json()) as AuditVerdict);
  if (json) console.log(JSON.stringify(verdict));
  else print(verdict);
  return verdict.findings.length === 0 ? 0 : 1;
}

/** Prints every entry as JSON lines. */
export async function auditExport({ config }: CommandOptions): Promise<number> {
  const configuration = loadConfiguration({ file: config, environment: process.env });
  const server = await runningServer(configuration);
  if (server === undefined) {
    await withProduct(configuration, async ({ database }) => {
      for await (const line of exportEntries(database)) process.stdout.write(line);
    });
    return 0;
  }
  const { body } = await server.get('/api/v1/audit/export');
  if (body !== null) for await (const chunk of body) process.stdout.write(chunk);
  return 0;
}

function print({ rows, sealed, witnessed, findings }: AuditVerdict): void {
  console.log(`${rows} entries, ${sealed} sealed, ${witnessed} witnessed.`);
  for (const { id, problem } of findings) console.log(`✗ ${id ?? ''} ${problem}`);
  console.log(
    findings.length === 0
      ? '✓ The audit is whole.'
      : `✗ ${findings.length} findings: the audit was tampered with, or its storage is damaged.`,
  );
}
