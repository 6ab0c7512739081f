import {
  type CanActivate,
  type ExecutionContext,
  ForbiddenException,
  Inject,
  Injectable,
  UnauthorizedException,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Product } from '../product.ts';
import { type AdmittedRequest, type Allowed, allowedKey, freshKey } from './allow.ts';
import { commandLine, mayAct, type Operator, type OperatorRole } from './operator.ts';
import { signInAfresh } from './sign-in-afresh.ts';

/** Sits on the handlers themselves, and on all of them: no spelling of a path gets around it, and what says nothing is refused. */
@Injectable()
export class AccessGuard implements CanActivate {
  readonly #product: Product;

  constructor(@Inject(Product) product: Product) {
    this.#product = product;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { access, logger } = this.#product;
    const allowed = Reflect.getMetadata(allowedKey, context.getHandler()) as Allowed | undefined;
    if (allowed === 'anyone') return true;
    const request = context.switchToHttp().getRequest<AdmittedRequest>();
    const admitted = await access.admit(request);
    if (admitted === undefined) {
      const { signInAddress } = this.#product;
      if (signInAddress !== null)
        void context.switchToHttp().getResponse<FastifyReply>().header('access-account-sign-in', signInAddress);
      throw this.#notSignedIn();
    }
    // As it is written in the code: what people look for is not the log's.
    const route = request.routeOptions.url;
    if (access.isForged(request, admitted)) {
      logger.warn('a request in the name of an operator came from another page', { route });
      throw new ForbiddenException({
        error: { code: 'forged', message: 'This did not come from the console’s own page. Reload it and try again.' },
      });
    }
    const { operator } = admitted;
    if (allowed === undefined || !isAllowed(operator, allowed)) {
      logger.warn('an operator asked for more than their role allows', { subject: operator.subject, route });
      throw new ForbiddenException({ error: { code: 'not-allowed', message: refusal(operator, allowed) } });
    }
    if (Reflect.getMetadata(freshKey, context.getHandler()) === true && access.needsFreshSignIn(admitted))
      throw signInAfresh();
    await access.use(request, admitted);
    request.admitted = admitted;
    return true;
  }

  #notSignedIn(): UnauthorizedException {
    const way = this.#product.access.offersLink
      ? 'Open the link that the server printed when it started, or use the command line.'
      : 'Sign in to the console, or use the command line.';
    return new UnauthorizedException({ error: { code: 'not-signed-in', message: way } });
  }
}

function isAllowed(operator: Operator, allowed: OperatorRole | 'command-line'): boolean {
  return allowed === 'command-line' ? operator === commandLine : mayAct(operator, allowed);
}

function refusal({ role }: Operator, allowed: OperatorRole | 'command-line' | undefined): string {
  if (allowed === undefined) return 'Nobody is allowed to do this.';
  if (allowed === 'command-line') return 'This is for the command line on the server’s own machine.';
  return `This needs the role “${allowed}”, and yours is “${role}”.`;
}
