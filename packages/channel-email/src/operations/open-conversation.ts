import type { OpenConversation } from '@access-account/contract';
import { describeAddress } from '../describe-address.ts';
import type { EmailClient } from '../email-client.ts';

export function openConversation(client: EmailClient): OpenConversation {
  return async ({ email, displayName, locale }) =>
    email === null ? undefined : describeAddress({ client, written: email, displayName, locale });
}
