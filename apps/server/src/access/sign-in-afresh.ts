import { ForbiddenException } from '@nestjs/common';

/** Somebody may do it, once they have signed in again. */
export function signInAfresh(): ForbiddenException {
  const message = 'Sign in again first: this asks for a sign-in of the last five minutes.';
  return new ForbiddenException({ error: { code: 'sign-in-afresh', message } });
}
