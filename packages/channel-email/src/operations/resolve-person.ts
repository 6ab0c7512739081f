import type { ResolvePerson } from '@access-account/contract';
import { describeAddress } from '../describe-address.ts';
import type { EmailClient } from '../email-client.ts';

export function resolvePerson(client: EmailClient): ResolvePerson {
  return async ({ id }) => describeAddress({ client, written: id, displayName: id, locale: null });
}
