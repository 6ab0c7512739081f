import { keyDigest } from '@access-account/connector-kit';
import type { Desk } from '@access-account/contract';

/**
 * What we leave at a ticket to know it again. Request Tracker keeps no keys of others, but every ticket can refer to
 * addresses, is found by them at once, and shows them; an address of a scheme of ours leads nowhere.
 */
const scheme = 'access-account:';

/** The address a ticket refers to: whatever the key holds, it is 32 hexadecimal digits, which mean nothing to a query. */
export function keyMark(key: string): string {
  return `${scheme}${keyDigest(key)}`;
}

/** The address a ticket refers to once it was handed over. */
export function deskMark(desk: Desk): string {
  return `${scheme}for-${desk}`;
}

/** The subject of a comment, by which the same effect finds it again. */
export function effectMark(idempotencyKey: string): string {
  return `Access Account ${keyDigest(idempotencyKey).slice(0, 16)}`;
}
