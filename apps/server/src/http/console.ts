import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** Where the console's build lies. */
const pages = fileURLToPath(new URL('../../../console/dist', import.meta.url));

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  // Mantine writes its variables into style elements.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ');

/** Serves the console's page. It holds nothing: whatever it shows it asks of `/api`. */
export async function consoleRoutes(server: FastifyInstance): Promise<void> {
  server.get('/', (_request, reply) => reply.redirect('/console/'));
  if (!existsSync(pages)) return;
  const headers = { 'content-security-policy': policy };
  // A page of the console has an address of its own; all of them are one document.
  const page = readFileSync(join(pages, 'index.html'));
  for (const address of ['/console/tickets', '/console/operations'])
    server.get(address, (_request, reply) => reply.headers(headers).type('text/html; charset=utf-8').send(page));
  await server.register(fastifyStatic, {
    root: pages,
    prefix: '/console/',
    decorateReply: false,
    setHeaders: (response) => void response.headers(headers),
  });
}
