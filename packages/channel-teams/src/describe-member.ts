import type { ChannelPerson } from '@access-account/contract';
import type { TeamsConfig } from './teams-config.ts';
import type { GraphUser, Member } from './teams-shapes.ts';

type Linking = Pick<TeamsConfig, 'linkBy' | 'tenantId'>;

/** Members of this tenant are employees. Whoever is a guest in it, anonymous or of another one is not. */
export function kindOfMember(
  { tenantId, userRole, userPrincipalName }: Member,
  config: Linking,
): ChannelPerson['kind'] {
  const isOurs = tenantId?.toLowerCase() === config.tenantId;
  const isMember = userRole === undefined || userRole === null || userRole.toLowerCase() === 'user';
  // Guests keep the name of where they come from in their own: somebody_home.example#EXT#@acme.example.
  return isOurs && isMember && !/#EXT#/i.test(userPrincipalName ?? '') ? 'employee' : 'guest';
}

/** What Entra ID says of somebody who has not written yet. */
export function kindOfUser({ userType, accountEnabled }: GraphUser): ChannelPerson['kind'] {
  return userType === 'Member' && accountEnabled === true ? 'employee' : 'guest';
}

export interface MatchOptions {
  readonly kind: ChannelPerson['kind'];
  /** The object id. */
  readonly user: string;
  readonly login: string | null | undefined;
  readonly email: string | null | undefined;
  readonly linkBy: TeamsConfig['linkBy'];
}

/** By what somebody is found in the directory, once. */
export function matchOf({ kind, user, login, email, linkBy }: MatchOptions): ChannelPerson['match'] {
  const value = { id: user, login, email }[linkBy];
  return kind === 'employee' && value ? { by: linkBy, value } : null;
}
