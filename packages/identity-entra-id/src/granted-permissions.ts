import { z } from 'zod';
import { jsonOf } from './json-of.ts';

const claims = z.object({ roles: z.array(z.string()).default([]) });

/**
 * The application permissions in an access token; null where it cannot be read. It is Graph's to read and not ours, so that
 * nothing but advice for the operator is taken from it.
 */
export function grantedPermissions(token: string): ReadonlySet<string> | null {
  const [, payload = ''] = token.split('.');
  const parsed = claims.safeParse(jsonOf(Buffer.from(payload, 'base64url').toString()));
  return parsed.success ? new Set(parsed.data.roles) : null;
}
