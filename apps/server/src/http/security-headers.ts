import type { FastifyInstance } from 'fastify';

/** Seconds for which a browser that came by https comes by nothing else. */
const httpsOnly = 365 * 24 * 60 * 60;

/** What every answer of ours says to browsers, unless its own route says more. Pages bring a policy of their own. */
export function securityHeaders(server: FastifyInstance, publicUrl: string): void {
  const always = {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    ...(publicUrl.startsWith('https:') ? { 'strict-transport-security': `max-age=${httpsOnly}` } : {}),
  };
  server.addHook('onSend', async (request, reply, payload) => {
    // A connector's page may be shown in a frame of ours or of its own product, and says so itself.
    const isConnectors = request.routeOptions.url?.startsWith('/connectors/') === true;
    for (const [name, value] of Object.entries(always))
      if (!reply.hasHeader(name) && !(isConnectors && name === 'x-frame-options')) void reply.header(name, value);
    if (isConnectors) return payload;
    if (!reply.hasHeader('content-security-policy'))
      void reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'; base-uri 'none'");
    void reply
      .header('cross-origin-opener-policy', 'same-origin')
      .header('cross-origin-resource-policy', 'same-origin');
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
    return payload;
  });
}
