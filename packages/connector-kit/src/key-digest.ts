import { createHash } from 'node:crypto';

/** What stands for a key at a provider, whatever the key holds: 32 hexadecimal digits, which mean nothing to a query. */
export function keyDigest(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 32);
}
