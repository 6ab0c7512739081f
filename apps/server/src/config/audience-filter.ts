import type { ListedAccount } from '@access-account/contract';
import type { Audience } from './configuration-schema.ts';

/** Whether an account of a system belongs to those whom a feature is for. */
export type AudienceFilter = (system: string, account: Pick<ListedAccount, 'login' | 'email'>) => boolean;

export function audienceFilter(audience: Audience): AudienceFilter {
  if (audience === 'all') return () => true;
  const { systems } = audience;
  const only = audience.only?.map(pattern);
  const except = (audience.except ?? []).map(pattern);
  return (system, { login, email }) => {
    if (systems !== undefined && !systems.includes(system)) return false;
    const fits = (one: RegExp) => one.test(login) || (email !== null && one.test(email));
    return (only === undefined || only.some(fits)) && !except.some(fits);
  };
}

/** `*` is anything; the rest is itself, in either case of letters. */
function pattern(text: string): RegExp {
  const parts = text.split('*').map((part) => part.replaceAll(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'is');
}
