import type { Transaction } from '../storage/database.ts';
import { given } from '../storage/given.ts';
import { toJson } from '../storage/to-json.ts';
import { lockPlaces, userKey } from './channel-links.ts';
import type { Moving } from './entry.ts';
import { disputedUser } from './wariness.ts';

/** Somebody's place on a channel, as it is while they are locked. */
export interface Place {
  /** The person that the new user is already; null: nobody. */
  readonly owner: string | null;
  /** The user that the person is there; null: none. */
  readonly holder: string | null;
  /** Where they are talked to. */
  readonly conversation: string | null;
  /** Of the code that the new user was sent for this place, if it is still good. */
  readonly mac: string | null;
  /** Somebody said of the new user that it was not they, and that is not settled. */
  readonly disputed: boolean;
}

/** Whose the places are that are to be taken, by the user who is to have each: nobody else takes one until the commit. `afterReport`: milliseconds after “This wasn’t me” for which it counts. */
export async function placesOf(
  moving: readonly Moving[],
  afterReport: number,
  transaction: Transaction,
): Promise<ReadonlyMap<string, Place>> {
  if (moving.length === 0) return new Map();
  const asked = moving.map(({ person, link }) => ({
    channel: link.channel,
    user_id: link.user.id,
    person_id: person,
  }));
  await lockPlaces(
    transaction,
    moving.map(({ link }) => link),
  );
  const rows = await transaction.rows<Place & { readonly channel: string; readonly user_id: string }>(
    `select asked.channel, asked.user_id, own.person_id as owner, holder.user_id as holder, holder.conversation_id as conversation,
       code.code_mac as mac, ${disputedUser({ channel: 'asked.channel', user: 'asked.user_id', first: 2 })} as disputed
     from ${given('channel text, user_id text, person_id uuid')} as asked
     left join lateral (
       select user_id, conversation_id from channel_identity link
       where link.channel = asked.channel and link.person_id = asked.person_id
       order by link.seen_at desc limit 1) as holder on true
     left join channel_identity own on own.channel = asked.channel and own.user_id = asked.user_id
     left join link_code code on code.channel = asked.channel and code.user_id = asked.user_id
       and code.person_id = asked.person_id and code.held_by = holder.user_id and code.good_until > clock_timestamp()`,
    [toJson(asked), afterReport],
  );
  return new Map(rows.map(({ channel, user_id, ...place }) => [userKey(channel, user_id), place]));
}
