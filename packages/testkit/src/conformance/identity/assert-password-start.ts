import assert from 'node:assert/strict';
import type { PasswordStart } from '@access-account/contract';

/** Asserts that a way to a new password is a link that is safe to follow, or a mail; and that no password is in it. */
export function assertPasswordStart({ system, account, by, ...rest }: PasswordStart, id: string): void {
  assert.deepEqual(account, { id });
  assert.ok(system);
  assert.deepEqual(rest, {}, 'it says nothing else');
  if (by.kind === 'mail') {
    assert.deepEqual(Object.keys(by).sort(), ['kind', 'to']);
    return;
  }
  assert.deepEqual(Object.keys(by).sort(), ['kind', 'until', 'url']);
  const { protocol, hostname } = new URL(by.url);
  const isLoopback = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
  assert.ok(protocol === 'https:' || (protocol === 'http:' && isLoopback), `${protocol}//${hostname} is not safe`);
  assert.ok(by.until === null || !Number.isNaN(Date.parse(by.until)));
}
