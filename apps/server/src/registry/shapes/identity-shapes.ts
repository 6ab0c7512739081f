import type { IdentityOperations, JsonValue } from '@access-account/contract';
import { z } from 'zod';
import { id, instant, listOf, locale, shapeOf, webAddress, words } from './result-shape.ts';
import type { ShapesOf } from './shapes-of.ts';

/** Of one page: a whole directory may be locked at once. */
const mostLockouts = 200_000;
/** Of one page of a directory. */
const mostAccounts = 50_000;
/** Of one account. */
const mostFactors = 1000;
/** Of one account, since the instant that was asked for. */
const mostActivity = 20_000;
/** Of one account. */
const mostAddresses = 100;
/** Characters of a cursor as JSON. */
const longestCursor = 1_000_000;

const account = z.object({
  id,
  login: words,
  displayName: words,
  email: words.nullable(),
  emailVerified: z.literal(false).exactOptional(),
  locale,
});

const lock = z.object({
  episode: id,
  cause: z.enum(['failed-logins', 'other']),
  since: instant.nullable(),
  until: instant.nullable(),
});

const capability = z.discriminatedUnion('able', [
  z.object({ able: z.literal(true) }),
  z.object({
    able: z.literal(false),
    reason: words,
    delegateTo: words.exactOptional(),
    delegateAccount: id.exactOptional(),
  }),
]);

const standing = z.enum(['enabled', 'disabled', 'suspended', 'deprovisioned', 'expired']);

const reference = z.object({ id });

const status = z.object({
  account,
  standing,
  lock: lock.nullable(),
  hidesLocks: z.literal(true).exactOptional(),
  password: z.object({ changedAt: instant.nullable(), expiresAt: instant.nullable(), mustChange: z.boolean() }),
  capabilities: z.object({
    'account.unlock': capability,
    'password.start-reset': capability.exactOptional(),
    'password.start-change': capability.exactOptional(),
    'factor.check': capability.exactOptional(),
    'factor.remove': capability.exactOptional(),
  }),
  lastSignInAt: instant.nullable().exactOptional(),
  endsAt: instant.nullable().exactOptional(),
  manager: reference.nullable().exactOptional(),
});

const change = z.object({ changed: z.boolean(), verified: z.boolean(), system: words, account: reference });

const passwordStart = z.object({
  system: words,
  account: reference,
  by: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('link'), url: webAddress, until: instant.nullable() }),
    z.object({ kind: z.literal('mail'), to: words }),
  ]),
});

const factorKind = z.enum([
  'totp',
  'push',
  'sms',
  'call',
  'email',
  'security-key',
  'passkey',
  'hardware-token',
  'other',
]);

const factor = z.object({
  id,
  kind: factorKind,
  label: words,
  enrolledAt: instant.nullable(),
  verifiedBy: z.enum(['push', 'code']).exactOptional(),
});

const origin = { at: instant, country: words.nullable(), anonymised: z.boolean() };

const activity = z.discriminatedUnion('what', [
  z.object({ what: z.literal('sign-in'), ...origin }),
  z.object({ what: z.literal('factor-enrolled'), ...origin, factor: factorKind.nullable() }),
]);

const listedAccount = account.extend({
  standing,
  passwordChangedAt: instant.nullable(),
  passwordExpiresAt: instant.nullable(),
  endsAt: instant.nullable(),
  manager: reference.nullable(),
  timeZone: words.nullable(),
});

/** Anything JSON can carry, and nothing that only looks like it. */
const cursor = z.unknown().transform((value, context): JsonValue => {
  const text = JSON.stringify(value ?? null);
  if (text !== undefined && text.length <= longestCursor) return JSON.parse(text) as JsonValue;
  context.addIssue({ code: 'custom', message: 'is not a cursor that can be kept' });
  return z.NEVER;
});

export const identityShapes: ShapesOf<IdentityOperations> = {
  'account.find': shapeOf(listOf(account, 10)),
  'account.list': shapeOf(
    z.object({
      accounts: listOf(listedAccount, mostAccounts),
      removed: listOf(reference, mostAccounts),
      cursor,
      more: z.boolean(),
      isComplete: z.boolean(),
    }),
  ),
  'account.read': shapeOf(status),
  'account.unlock': shapeOf(change),
  'activity.read': shapeOf(listOf(activity, mostActivity)),
  'factor.challenge': shapeOf(
    z.object({
      challenge: id,
      number: z
        .string()
        .regex(/^\d{1,8}$/)
        .nullable(),
      until: instant,
    }),
  ),
  'factor.check': shapeOf(z.object({ result: z.enum(['waiting', 'approved', 'rejected', 'expired']) })),
  'factor.list': shapeOf(listOf(factor, mostFactors)),
  'factor.remove': shapeOf(change),
  'lockout.poll': shapeOf(
    z.object({ lockouts: listOf(z.object({ account, lock }), mostLockouts), cursor, more: z.boolean() }),
  ),
  'password.start-change': shapeOf(passwordStart),
  'password.start-reset': shapeOf(passwordStart),
  'recovery.read': shapeOf(
    z.object({
      addresses: listOf(z.object({ address: words.toLowerCase(), unchangedSince: instant.nullable() }), mostAddresses),
      keepsNoHistory: z.literal(true).exactOptional(),
    }),
  ),
  'sessions.revoke': shapeOf(change),
};
