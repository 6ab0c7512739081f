import type { FastifyInstance } from 'fastify';
import { isLoopback } from '../config/is-loopback.ts';

/** Where probes ask, by whatever address they know. */
const probes = new Set(['/healthz', '/readyz']);

/** Refuses requests for any host but loopback and the public one: a page elsewhere must not reach us by a name that it owns (DNS rebinding). */
export function hostGuard(server: FastifyInstance, publicUrl: string): void {
  const publicHost = new URL(publicUrl).hostname;
  server.addHook('onRequest', async (request, reply) => {
    if (probes.has(request.url)) return;
    const host = hostname(request.headers.host);
    if (host !== undefined && (isLoopback(host) || host === publicHost)) return;
    await reply
      .code(421)
      .send({ error: { code: 'misdirected', message: 'This server does not answer for that host. Set publicUrl.' } });
  });
}

function hostname(host: string | undefined): string | undefined {
  if (host === undefined) return undefined;
  try {
    return new URL(`http://${host}`).hostname;
  } catch {
    return undefined;
  }
}
