import { randomBytes } from 'node:crypto';
import type { WorldPerson } from '@access-account/testkit';

/** A person nobody has met before; the password satisfies Active Directory's rules. */
export function freshPerson(differences: Partial<WorldPerson> = {}): WorldPerson {
  const login = `p${randomBytes(6).toString('hex')}`;
  const person = {
    login,
    email: `${login}@Example.test`,
    displayName: `Person ${login}`,
    password: `Correct-Horse-${login}`,
  };
  return { ...person, ...differences };
}
