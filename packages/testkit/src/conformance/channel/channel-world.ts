import type { ChannelUserReference, ConnectContext, Message, RawRequest } from '@access-account/contract';

/** Somebody who uses the channel, in the two ways the suite looks at them. */
export interface WorldUser {
  /** What `conversation.open` is given. */
  readonly login: string;
  /** The channel's own id, as its events carry it. */
  readonly user: ChannelUserReference;
}

/** One message as the person sees it, read from the far end: the channel's server, page or mailbox. */
export interface ShownMessage {
  readonly id: string;
  readonly text: string;
}

export interface WorldPost {
  /** The channel's own id of the event: two posts with one id are a redelivery. */
  readonly id: string;
  readonly content: { readonly text: string } | { readonly choice: string };
}

/**
 * The channel a connector is judged against: a real one or a fake.
 * The object exists when the tests are declared, the channel only when they run: start it in `beforeAll`.
 */
export interface ChannelWorld {
  /** The connector's configuration as an operator would write it, not yet validated. */
  config(): Promise<unknown>;
  /** Handed to `connect` as it is. */
  context(): Promise<ConnectContext>;
  /** A new person whom no other test touches, able to use the channel. Called after `connect`. */
  newUser(): Promise<WorldUser>;
  /** The request the channel makes when this person writes or presses a button. */
  post(user: WorldUser, post: WorldPost): Promise<RawRequest>;
  /** Requests that look like the channel's but are not to be trusted or understood: no or forged proof of origin, broken bodies. */
  badRequests(user: WorldUser): Promise<readonly { readonly name: string; readonly request: RawRequest }[]>;
  /** What this person sees, oldest first: only what the product said. */
  shown(user: WorldUser): Promise<readonly ShownMessage[]>;
}

/** What `channelConformance` sends back when it refuses an event. */
export const refusalMessage: Message = { text: 'That button is not valid any more.', locale: 'en' };
