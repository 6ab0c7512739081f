import { type CanActivate, type ExecutionContext, Inject, Injectable, UnauthorizedException } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Product } from '../product.ts';

/** Sits on the handlers themselves: no spelling of a path gets around it. */
@Injectable()
export class AccessGuard implements CanActivate {
  readonly #product: Product;

  constructor(@Inject(Product) product: Product) {
    this.#product = product;
  }

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (this.#product.access.allows(request)) return true;
    throw new UnauthorizedException({
      error: {
        code: 'not-signed-in',
        message: 'Open the link that the server printed when it started, or use the command line.',
      },
    });
  }
}
