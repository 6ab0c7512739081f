import { parseArgs } from 'node:util';
import { isLoopback } from './config/is-loopback.ts';
import { loadConfiguration } from './config/load-configuration.ts';
import { shadowedFeatures } from './config/shadowed-features.ts';
import type { Product } from './product.ts';
import { type Role, roleOf } from './replica.ts';
import { serve } from './serve.ts';

/** Milliseconds a shutdown may take. */
const patience = 10_000;

/** Starts the server and runs until SIGTERM, SIGINT, or the end of whoever started it. */
export async function start(file: string, role: Role = 'all'): Promise<void> {
  const begun = process.hrtime.bigint();
  const serving = serve(loadConfiguration({ file, environment: process.env }), role);
  endOnDemand(serving);
  const server = await serving;
  server.product.metrics.observeProcess();
  await server.ready;
  if (server.product.state === 'stopping') return;
  const took = Number(process.hrtime.bigint() - begun) / 1e6;
  await announce(server, took);
}

/** From the first moment on: whoever starts it may change their mind, or be gone, before it listens. */
function endOnDemand(serving: ReturnType<typeof serve>): void {
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), patience).unref();
    try {
      await (await serving).close();
      process.exit(0);
    } catch (error) {
      process.stderr.write(`It could not end as it should: ${(error as Error).message}\n`);
      process.exit(1);
    }
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());
  // Started by a parent that holds a channel to us: its end is ours.
  if (process.channel !== undefined) process.on('disconnect', () => void stop());
}

async function announce({ url, product }: Awaited<ReturnType<typeof serve>>, took: number): Promise<void> {
  const link = await linkOf(url, product);
  process.stdout.write(
    `\nAccess Account is ${product.state} on ${url} (${Math.round(took)} ms)\n${wayIn(product, link)}\n`,
  );
  for (const { feature, everybody } of shadowedFeatures(product.configuration.policies))
    process.stdout.write(`  ${feature} only watches, for ${everybody ? 'everybody' : 'some people'}: shadow mode.\n`);
  for (const { name, state, reasons } of product.registry.health()) {
    if (state === 'degraded')
      for (const { summary, remedy } of reasons) process.stdout.write(`  ${name}: ${summary} ${remedy}\n`);
  }
  if (process.connected) process.send?.({ ready: true, url, link });
}

/** Only where nobody can sign in, and only to a browser on this machine. */
async function linkOf(url: string, { access, configuration, replica }: Product): Promise<string | undefined> {
  if (!access.offersLink || !isLoopback(configuration.host) || replica.role === 'worker') return undefined;
  return `${url}/console/enter?token=${await access.link()}`;
}

function wayIn({ signInAddress, replica }: Product, link: string | undefined): string {
  if (replica.role === 'worker') return 'A worker has no console.';
  if (link !== undefined) return `Open once: ${link}`;
  return signInAddress === null
    ? 'Nobody can sign in to the console: configure console.signIn, or run `access-account console link` on this machine.'
    : `Console: ${new URL('.', signInAddress).href}`;
}

if (import.meta.main) {
  try {
    const { values } = parseArgs({ options: { config: { type: 'string' }, role: { type: 'string' } } });
    await start(values.config ?? process.env.ACCESS_ACCOUNT_CONFIG ?? 'access-account.yaml', roleOf(values.role));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exit(2);
  }
}
