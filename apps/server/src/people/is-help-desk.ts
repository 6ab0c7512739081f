import { audienceFilter } from '../config/audience-filter.ts';

/** Whether somebody is of the help desk, by the login and the address that the directory has for them. */
export type IsHelpDesk = (person: { readonly login: string; readonly email: string | null }) => boolean;

/** @param patterns Logins or addresses, `*` for anything; none: nobody is. */
export function helpDesk(patterns: readonly string[]): IsHelpDesk {
  if (patterns.length === 0) return () => false;
  const filter = audienceFilter({ only: [...patterns] });
  return (person) => filter('', person);
}
