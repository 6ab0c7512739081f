import type { OpenConversation } from '@access-account/contract';
import { describePerson } from '../describe-person.ts';
import { login } from '../login.ts';

export function openConversation(): OpenConversation {
  return async (input) => {
    const read = login.safeParse(input.login);
    if (!read.success) return undefined;
    return describePerson({ login: read.data, displayName: input.displayName, locale: input.locale });
  };
}
