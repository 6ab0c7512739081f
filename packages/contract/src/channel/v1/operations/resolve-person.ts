import type { Call } from '../../../shared/v1/call.ts';
import type { ChannelPerson, ChannelUserReference } from '../conversation.ts';

/** `person.resolve`: who stands behind a user of this channel; undefined for a user the channel does not know. */
export type ResolvePerson = (input: ChannelUserReference, call: Call) => Promise<ChannelPerson | undefined>;
