import type { ChannelUserReference, ConnectContext, Message, RawRequest } from '@access-account/contract';

/** Somebody who uses the channel, in the two ways the suite looks at them. */
export interface WorldUser {
  /** What `conversation.open` is given. */
  readonly login: string;
  readonly email?: string;
  /** The channel's own id, as its events carry it. */
  readonly user: ChannelUserReference;
}

/** One message as the person sees it, read from the far end: the channel's server, page or mailbox, after everything it does with what it was sent. */
export interface ShownMessage {
  readonly id: string;
  /** The message's words, without its facts, links and buttons. */
  readonly text: string;
  /** Facts, in order. */
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  /** Buttons that can be pressed, in order, a form's among them. */
  readonly choices: readonly { readonly label: string; readonly token: string }[];
  /** Everything that leads somewhere, in order; in the text, too. */
  readonly links: readonly { readonly label: string; readonly url: string }[];
  /** Everybody who is called by it, in the channel's own words. */
  readonly mentions: readonly string[];
}

/** What goes wrong with the provider's next answer to something that is sent: refused with `Retry-After: 7`, refused as out of order, or done and the answer lost. */
export type ChannelFault = 'rate-limited' | 'unavailable' | 'answer-lost';

export interface WorldPost {
  /** The channel's own id of the event: two posts with one id are a redelivery. */
  readonly id: string;
  readonly content: { readonly text: string } | { readonly choice: string };
  /** It is a redelivery: the channel marks it as one, where it does that. */
  readonly repeated?: boolean;
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
  /** The request the channel makes when this person writes or presses a button. For connectors that offer `webhook.receive`. */
  post(user: WorldUser, post: WorldPost): Promise<RawRequest>;
  /** Requests that look like the channel's but are not to be trusted or understood: no or forged proof of origin, broken bodies. */
  badRequests(user: WorldUser): Promise<readonly { readonly name: string; readonly request: RawRequest }[]>;
  /** What this person sees, oldest first: only what the product said. */
  shown(user: WorldUser): Promise<readonly ShownMessage[]>;
  /** Users of the channel who are nobody's employees: guests, bots, people of other tenants. Absent: it has none. */
  outsiders?(): Promise<readonly { readonly name: string; readonly user: ChannelUserReference }[]>;
  /** Lets the provider go wrong once. Absent: there is no provider between the connector and the person. */
  fail?(fault: ChannelFault): Promise<void>;
  /** Lets so many milliseconds pass, by the clock of the context: for connectors that do not ask again before a provider's time is over. */
  pass?(milliseconds: number): Promise<void>;
  /** Sends the same by the way the connector listens on; resolves whether it was acknowledged. For connectors that offer `event.listen`. */
  push?(user: WorldUser, post: WorldPost): Promise<boolean>;
  /** Cuts off whoever listens. */
  breakOff?(): Promise<void>;
}

/** What `channelConformance` sends back when it refuses an event. */
export const refusalMessage: Message = { text: 'That button is not valid any more.', locale: 'en' };
