import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Logger } from '@access-account/contract';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { MissingPage } from './pages/missing-page.ts';

const codes: Readonly<Record<number, string>> = {
  401: 'not-signed-in',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  408: 'timed-out',
  413: 'too-large',
  415: 'unsupported-media-type',
  431: 'too-large',
};

/** Whatever refuses a request, ours or the framework's: the answer is `{error: {code, message}}`, or a page for a browser that asked for one, and tells nothing of a failure of our own. */
@Catch()
export class ErrorShape implements ExceptionFilter {
  readonly #logger: Logger;
  readonly #missing: MissingPage;

  constructor(logger: Logger, missing: MissingPage) {
    this.#logger = logger;
    this.#missing = missing;
  }

  catch(failure: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const status = statusOf(failure);
    if (status >= 500) this.#logger.error('a request failed', { reason: String((failure as Error | null)?.message) });
    if (reply.sent || reply.raw.headersSent) reply.raw.destroy();
    else {
      const page = status === 404 ? this.#missing(http.getRequest<FastifyRequest>()) : undefined;
      for (const [name, value] of Object.entries(page?.headers ?? {})) void reply.header(name, value);
      void reply.code(status).send(page?.body ?? ownShape(failure) ?? shaped(status));
    }
  }
}

/** Answers what the framework refuses before there is a route, such as an address that cannot be decoded. */
export function answerFrameworkError(failure: Error, _request: FastifyRequest, reply: FastifyReply): void {
  const status = statusOf(failure);
  void reply.code(status).send(shaped(status));
}

/** Answers on a connection what is no HTTP, and hangs up. */
export function answerClientError(failure: NodeJS.ErrnoException, socket: Socket): void {
  if (failure.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = failure.code === 'HPE_HEADER_OVERFLOW' ? 431 : failure.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  const body = JSON.stringify(shaped(status));
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\ncontent-type: application/json; charset=utf-8\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

function statusOf(failure: unknown): number {
  if (failure instanceof HttpException) return failure.getStatus();
  // The framework's own errors and those of what is mounted into it.
  const { statusCode } = (failure ?? {}) as { readonly statusCode?: unknown };
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? statusCode : 500;
}

/** What our own handlers throw has the shape already. */
function ownShape(failure: unknown): object | undefined {
  const response = failure instanceof HttpException ? failure.getResponse() : undefined;
  return typeof response === 'object' && 'error' in response && typeof response.error === 'object'
    ? response
    : undefined;
}

function shaped(status: number) {
  const code = status >= 500 ? 'failed' : (codes[status] ?? 'invalid-request');
  const message =
    status >= 500
      ? 'This failed. Please try again.'
      : `The request cannot be answered: ${STATUS_CODES[status] ?? 'it is refused'}.`;
  return { error: { code, message } };
}
