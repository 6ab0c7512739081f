import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { type Access, consoleCookie } from '../access.ts';

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

/** Serves the console, and turns the one-time link that `start` printed into a cookie. */
export async function consoleRoutes(server: FastifyInstance, access: Access): Promise<void> {
  server.get('/', (_request, reply) => reply.redirect('/console/'));
  server.get('/console/enter', async (request, reply) => {
    const { token } = request.query as { token?: unknown };
    const session = typeof token === 'string' ? access.enter(token) : undefined;
    if (session === undefined) {
      return reply
        .code(401)
        .type('text/plain; charset=utf-8')
        .send('This link was used already or has expired. Start the server again for a new one.');
    }
    return reply
      .header('set-cookie', `${consoleCookie}=${session}; Path=/; HttpOnly; SameSite=Strict`)
      .header('referrer-policy', 'no-referrer')
      .redirect('/console/');
  });
  if (!existsSync(pages)) return;
  const headers = {
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  };
  // A page of the console has an address of its own; all of them are one document.
  const page = readFileSync(join(pages, 'index.html'));
  server.get('/console/tickets', (_request, reply) =>
    reply.headers(headers).type('text/html; charset=utf-8').send(page),
  );
  await server.register(fastifyStatic, {
    root: pages,
    prefix: '/console/',
    decorateReply: false,
    setHeaders: (response) => void response.headers(headers),
  });
}
