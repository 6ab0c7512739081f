import type { ChannelPerson } from '@access-account/contract';

export interface DescribePersonOptions {
  readonly login: string;
  readonly displayName: string;
  readonly locale: string | null;
}

/** The chat knows people by their login alone; it is the user's id, the conversation's id and what the chat vouches for. */
export function describePerson({ login, displayName, locale }: DescribePersonOptions): ChannelPerson {
  return {
    user: { id: login },
    conversation: { id: login },
    kind: 'employee',
    match: { by: 'login', value: login },
    displayName,
    locale,
  };
}
