import type { ResolvePerson } from '@access-account/contract';
import { describePerson } from '../describe-person.ts';
import { login } from '../login.ts';
import { accountOf, isAccount } from '../sign-in.ts';

/** A persona by its login, whoever signed in by the id of their account. */
export function resolvePerson(): ResolvePerson {
  return async ({ id }) => {
    if (isAccount(id)) {
      const value = accountOf(id);
      const [user, conversation] = [{ id }, { id }];
      return { user, conversation, kind: 'employee', match: { by: 'id', value }, displayName: value, locale: null };
    }
    const read = login.safeParse(id);
    if (!read.success || read.data !== id) return undefined;
    return describePerson({ login: id, displayName: id, locale: null });
  };
}
