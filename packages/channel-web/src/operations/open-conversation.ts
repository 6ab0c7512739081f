import type { OpenConversation } from '@access-account/contract';
import { describePerson } from '../describe-person.ts';
import { login } from '../login.ts';
import type { WebClient } from '../web-client.ts';

/** Where people sign in, nobody is reached before they did: what is said to nobody would be lost. */
export function openConversation({ config }: WebClient): OpenConversation {
  return async (input) => {
    if (config.signIn !== undefined) return undefined;
    const read = login.safeParse(input.login);
    if (!read.success) return undefined;
    return describePerson({ login: read.data, displayName: input.displayName, locale: input.locale });
  };
}
