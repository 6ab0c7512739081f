import type { ChannelPerson, ConversationReference } from '@access-account/contract';
import { toUser } from './places.ts';
import type { SlackConfig } from './slack-config.ts';
import type { SlackUser } from './slack-shapes.ts';

export interface DescribeUserOptions {
  readonly user: SlackUser;
  readonly conversation: ConversationReference;
  readonly config: Pick<SlackConfig, 'teamId' | 'emailTrust'>;
}

/** Who a user of Slack is to us. */
export function describeUser({ user, conversation, config }: DescribeUserOptions): ChannelPerson {
  const { teamId, emailTrust } = config;
  const kind = kindOf(user, teamId);
  const email = user.profile?.email;
  return {
    user: toUser(teamId, user.id),
    conversation,
    kind,
    match: kind === 'employee' && emailTrust === 'sso' && email ? { by: 'email', value: email } : null,
    displayName: user.real_name || user.profile?.real_name || user.name || user.id,
    locale: user.locale ?? null,
  };
}

/** Full members of this workspace are employees. Everybody else is a guest: of few channels, of another organisation, or gone. */
export function kindOf(user: SlackUser, teamId: string): ChannelPerson['kind'] {
  if (user.is_bot === true || user.id === 'USLACKBOT') return 'bot';
  const isOurs = user.team_id === teamId || user.enterprise_user?.teams?.includes(teamId) === true;
  const isMember = !user.deleted && !user.is_restricted && !user.is_ultra_restricted && !user.is_invited_user;
  return isOurs && isMember && !user.is_stranger ? 'employee' : 'guest';
}
