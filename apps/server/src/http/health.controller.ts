import { Controller, Get, Header, HttpCode, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../access/allow.ts';
import { isLoopback } from '../config/is-loopback.ts';
import { Product } from '../product.ts';
import { isFromHere } from './is-from-here.ts';

/** What probes and Prometheus ask. */
@Controller()
export class HealthController {
  readonly #product: Product;

  constructor(@Inject(Product) product: Product) {
    this.#product = product;
  }

  /** The process answers. */
  @Allow('anyone')
  @Get('healthz')
  @HttpCode(200)
  healthz() {
    return { status: 'ok' };
  }

  /** 200 while people can be helped, if only by some connectors; 503 while starting or stopping. A reason per connector. */
  @Allow('anyone')
  @Get('readyz')
  async readyz(@Res() reply: FastifyReply) {
    const { state, registry, sealer, witness, replica, parked, troubles, configuration } = this.#product;
    const audit = sealer.broken ?? witness.failure?.message ?? null;
    await reply.code(state === 'ready' || state === 'degraded' ? 200 : 503).send({
      status: state,
      role: replica.role,
      audit:
        audit === null
          ? { state: 'ready' }
          : { state: 'degraded', reason: audit, remedy: 'Run `access-account audit verify`.' },
      effects:
        parked.count === 0
          ? { state: 'ready' }
          : {
              state: 'degraded',
              reason: `${parked.count} were put aside, of these ${parked.ticketCount} for a ticket desk.`,
              remedy:
                parked.ticketCount > 0
                  ? 'See `access-account tickets parked`, let the desk take them, and run `access-account tickets replay`.'
                  : 'See `access-account effects parked`, and report the reason.',
            },
      operators:
        configuration.operators === undefined
          ? { state: 'nobody' }
          : troubles.undelivered === 0
            ? { state: 'ready' }
            : {
                state: 'degraded',
                reason: `${troubles.undelivered} messages to the operators do not get through.`,
                remedy: 'See `operators` in the configuration, and whether its channel is connected.',
              },
      connectors: registry.health(),
    });
  }

  /** From this machine without a token: the server looks itself. */
  @Allow('anyone')
  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  async metrics(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const local = isLoopback(this.#product.configuration.host) && isFromHere(request);
    const allowed = local || this.#product.access.isCommandLine(request);
    if (allowed) return this.#product.metrics.registry.metrics();
    void reply.code(401);
    return '';
  }
}
