import type { IdentityOperations, JsonValue } from '@access-account/contract';
import { z } from 'zod';
import { id, instant, locale, shapeOf, words } from './result-shape.ts';
import type { ShapesOf } from './shapes-of.ts';

/** Of one page: a whole directory may be locked at once. */
const mostLockouts = 200_000;
/** Characters of a cursor as JSON. */
const longestCursor = 1_000_000;

const account = z.object({ id, login: words, displayName: words, email: words.nullable(), locale });

const lock = z.object({
  episode: id,
  cause: z.enum(['failed-logins', 'other']),
  since: instant.nullable(),
  until: instant.nullable(),
});

const capability = z.discriminatedUnion('able', [
  z.object({ able: z.literal(true) }),
  z.object({ able: z.literal(false), reason: words, delegateTo: words.exactOptional() }),
]);

const status = z.object({
  account,
  standing: z.enum(['enabled', 'disabled', 'suspended', 'deprovisioned', 'expired']),
  lock: lock.nullable(),
  password: z.object({ changedAt: instant.nullable(), expiresAt: instant.nullable(), mustChange: z.boolean() }),
  capabilities: z.object({ 'account.unlock': capability }),
});

const change = z.object({ changed: z.boolean(), verified: z.boolean(), system: words, account: z.object({ id }) });

/** Anything JSON can carry, and nothing that only looks like it. */
const cursor = z.unknown().transform((value, context): JsonValue => {
  const text = JSON.stringify(value ?? null);
  if (text !== undefined && text.length <= longestCursor) return JSON.parse(text) as JsonValue;
  context.addIssue({ code: 'custom', message: 'is not a cursor that can be kept' });
  return z.NEVER;
});

export const identityShapes: ShapesOf<IdentityOperations> = {
  'account.find': shapeOf(z.array(account).max(10)),
  'account.read': shapeOf(status),
  'account.unlock': shapeOf(change),
  'lockout.poll': shapeOf(
    z.object({ lockouts: z.array(z.object({ account, lock })).max(mostLockouts), cursor, more: z.boolean() }),
  ),
};
