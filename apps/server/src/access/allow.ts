import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Admitted } from './access.ts';
import type { OperatorRole } from './operator.ts';

/** `anyone` need not be signed in; `command-line`: whoever can read this machine's token file, and nobody in a browser. */
export type Allowed = OperatorRole | 'anyone' | 'command-line';

export const allowedKey = 'access-account:allowed';

/** Who may use a handler. One that does not say so is for nobody. */
export const Allow = (allowed: Allowed) => SetMetadata(allowedKey, allowed);

export const freshKey = 'access-account:fresh';

/** What opens power: whoever is at the console signs in afresh first. */
export const Fresh = () => SetMetadata(freshKey, true);

/** A request that the guard let through. */
export interface AdmittedRequest extends FastifyRequest {
  admitted?: Admitted;
}

/** Who the guard let in. */
export const Who = createParamDecorator((_: unknown, context: ExecutionContext): Admitted => {
  const { admitted } = context.switchToHttp().getRequest<AdmittedRequest>();
  if (admitted === undefined) throw new Error('Nobody was let in: a handler for anyone asks who it is.');
  return admitted;
});
