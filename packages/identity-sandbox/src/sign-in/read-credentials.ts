import type { RawRequest } from '@access-account/contract';
import { z } from 'zod';
import type { Credentials } from '../sandbox-client.ts';
import { readBody } from '../web/read-body.ts';

export const credentials = z.object({
  login: z.string().trim().min(1).max(320),
  password: z.string().min(1).max(200),
});

/** `login` and `password` from a form or from JSON; undefined for anything else. */
export function readCredentials(request: RawRequest): Credentials | undefined {
  return credentials.safeParse(readBody(request)).data;
}
