import type { ResolvePerson } from '@access-account/contract';
import { describePerson } from '../describe-person.ts';
import { login } from '../login.ts';

export function resolvePerson(): ResolvePerson {
  return async ({ id }) => {
    const read = login.safeParse(id);
    if (!read.success || read.data !== id) return undefined;
    return describePerson({ login: id, displayName: id, locale: null });
  };
}
