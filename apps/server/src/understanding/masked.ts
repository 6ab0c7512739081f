import type { Reading } from '@access-account/understanding';

const longest = 2000;

/** What may be shown to a model: no secret, no address, no mention, and no name of the person it is about. */
export function masked({ redacted, target }: Pick<Reading, 'redacted' | 'target'>): string {
  const nameless = target.kind === 'self' ? redacted : redacted.replaceAll(target.words, '[person]');
  return nameless
    .replaceAll(/<@[^<>\s]*>|<at>[^<\n]*<\/at>/gu, '[person]')
    .replaceAll(/(?<![^\s@<>])[^\s@<>]+@[^\s@<>]+/gu, '[address]')
    .replaceAll(/(^|\s)@[\p{L}\p{N}._-]+/gu, '$1[person]')
    .slice(0, longest);
}
