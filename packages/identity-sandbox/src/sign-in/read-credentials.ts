import type { RawRequest } from '@access-account/contract';
import { z } from 'zod';
import type { SignInOptions } from '../sandbox-client.ts';
import { readBody } from '../web/read-body.ts';
import { places } from './places.ts';

export const credentials = z.object({
  login: z.string().trim().min(1).max(320),
  password: z.string().min(1).max(200),
});

const signIn = credentials.extend({ from: z.enum(places).exactOptional() });

/** `login` and `password`, and where the person says they are, from a form or from JSON; undefined for anything else. */
export function readCredentials(request: RawRequest): SignInOptions | undefined {
  return signIn.safeParse(readBody(request)).data;
}
