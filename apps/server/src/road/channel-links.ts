import type { ChannelUserReference, ConversationReference } from '@access-account/contract';
import type { Database, Transaction } from '../storage/database.ts';
import { given } from '../storage/given.ts';
import { GroupCommit } from '../storage/group-commit.ts';
import { inOneOrder } from '../storage/in-one-order.ts';
import { Lookup } from '../storage/lookup.ts';
import { toJson } from '../storage/to-json.ts';
import { hashToken } from './choice-token.ts';
import { disputedUser, reportedBy } from './wariness.ts';

export interface ChannelLink {
  readonly channel: string;
  readonly user: ChannelUserReference;
  readonly person: string;
  readonly conversation: ConversationReference;
  /** What the channel says; BCP 47. */
  readonly locale: string | null;
}

interface LinkRow {
  readonly channel: string;
  readonly user_id: string;
  readonly person_id: string;
  readonly conversation_id: string;
}

/** Users of channels, a few hundred bytes each. */
const mostRemembered = 20_000;

export interface ChannelLinksOptions {
  readonly database: Database;
  /** Milliseconds after “This wasn’t me” for which it counts. */
  readonly afterReport: number;
}

/** Who is who on which channel, and where they are talked to. Links are made once, and moved only by a commit of the road. */
export class ChannelLinks {
  readonly #database: Database;
  readonly #byUser: Lookup<Pick<ChannelLink, 'channel' | 'user'>, LinkRow | undefined>;
  readonly #byPerson: Lookup<Pick<ChannelLink, 'channel' | 'person'>, LinkRow | undefined>;
  readonly #added: Lookup<ChannelLink, undefined>;
  readonly #afterReport: number;
  readonly #addresses: GroupCommit<ChannelLink, undefined>;
  /** The person of a user, as we last saw it; whoever was seen last comes last. */
  readonly #remembered = new Map<string, string>();

  constructor({ database, afterReport }: ChannelLinksOptions) {
    this.#database = database;
    this.#afterReport = afterReport;
    this.#byUser = new Lookup((asked) => this.#ofUsers(asked));
    this.#byPerson = new Lookup((asked) => this.#ofPeople(asked));
    this.#added = new Lookup((links) => this.#add(links));
    this.#addresses = new GroupCommit({
      keyOf: ({ channel, user }) => keyOf(channel, user.id),
      rankOf: () => 0,
      commit: (links) => this.#put(links),
      most: 250,
      abreast: 1,
    });
  }

  /** The person behind a channel user. */
  async personOf(channel: string, user: ChannelUserReference): Promise<string | undefined> {
    return (await this.#byUser.of({ channel, user }))?.person_id;
  }

  /**
   * The person behind a channel user, as we last saw it: nobody is asked. Another server may have moved the link since, so that
   * whoever relies on it looks again once nobody can.
   */
  remembered(channel: string, user: ChannelUserReference): string | undefined {
    const key = keyOf(channel, user.id);
    const person = this.#remembered.get(key);
    if (person === undefined) return undefined;
    this.#remembered.delete(key);
    this.#remembered.set(key, person);
    return person;
  }

  /** It is not so any more. */
  forget(channel: string, user: ChannelUserReference): void {
    this.#remembered.delete(keyOf(channel, user.id));
  }

  /** The conversation with a person: the one they used last. */
  async conversationOf(channel: string, person: string): Promise<string | undefined> {
    return (await this.#byPerson.of({ channel, person }))?.conversation_id;
  }

  /** The user a person is on a channel: the one they were last. */
  async userOf(channel: string, person: string): Promise<string | undefined> {
    return (await this.#byPerson.of({ channel, person }))?.user_id;
  }

  /** Links a user to a person, unless somebody did before. */
  async add(link: ChannelLink): Promise<void> {
    await this.#added.of(link);
  }

  /**
   * Links a user whom an address alone names, where the person is nobody yet. Of two at once one gets it; and nobody does where
   * the person said of the last one that it was not they, until that is settled; nor does one of whom somebody else said so. Answers whether the user is the person now.
   */
  async take(link: ChannelLink): Promise<boolean> {
    const isTheirs = await this.#taken(link);
    if (isTheirs) this.#remember([linkRow(link)]);
    return isTheirs;
  }

  #taken(link: ChannelLink): Promise<boolean> {
    const { channel, user, person, conversation, locale } = link;
    return this.#database.transaction(async (transaction) => {
      await lockPlaces(transaction, [link]);
      const [place] = await transaction.rows<{ owner: string | null; holder: string | null; disputed: boolean }>(
        `select (select person_id from channel_identity where channel = $1 and user_id = $4) as owner,
           (select user_id from channel_identity where channel = $1 and person_id = $2
             order by seen_at desc limit 1) as holder,
           exists (select from link_move where channel = $1 and person_id = $2 and disputed)
             and ${reportedBy({ person: '$2', first: 3 })} or ${disputedUser({ channel: '$1', user: '$4', first: 3 })} as disputed`,
        [channel, person, this.#afterReport, user.id],
      );
      if (place === undefined) return false;
      // Another event of theirs was faster.
      if (place.owner !== null) return place.owner === person;
      if (place.disputed || place.holder !== null) return false;
      await transaction.run(
        `insert into channel_identity (channel, user_id, person_id, conversation_id, locale) values ($1, $2, $3, $4, $5)
         on conflict (channel, user_id) do nothing`,
        [channel, user.id, person, conversation.id, locale],
      );
      return true;
    });
  }

  /**
   * The person whose place somebody else took from this user within a day, if the button is one of theirs that says that it was not
   * they: that is the one thing such a user may still do.
   */
  async objector(channel: string, user: ChannelUserReference, token: string): Promise<string | undefined> {
    const [row] = await this.#database.rows<{ person: string }>(
      `select move.person_id as person from link_move move
       join choice_token token on token.person_id = move.person_id and token.hash = $3 and token.choice = 'not-me'
       where move.channel = $1 and move.before_user = $2 and move.moved_at > clock_timestamp() - interval '1 day'
       limit 1`,
      [channel, user.id, hashToken(token)],
    );
    return row?.person;
  }

  /** Links an address to whose it is now. */
  async put(link: ChannelLink): Promise<void> {
    await this.#addresses.submit(link);
  }

  async #ofUsers(asked: readonly Pick<ChannelLink, 'channel' | 'user'>[]): Promise<readonly (LinkRow | undefined)[]> {
    const rows = await this.#database.rows<LinkRow>(
      `select link.channel, link.user_id, link.person_id, link.conversation_id
       from ${given('channel text, user_id text')} as asked
       join channel_identity link on link.channel = asked.channel and link.user_id = asked.user_id`,
      [toJson(asked.map(({ channel, user }) => ({ channel, user_id: user.id })))],
    );
    this.#remember(rows);
    const found = new Map(rows.map((row) => [keyOf(row.channel, row.user_id), row]));
    return asked.map(({ channel, user }) => found.get(keyOf(channel, user.id)));
  }

  async #ofPeople(
    asked: readonly Pick<ChannelLink, 'channel' | 'person'>[],
  ): Promise<readonly (LinkRow | undefined)[]> {
    const rows = await this.#database.rows<LinkRow>(
      `select distinct on (link.channel, link.person_id) link.channel, link.user_id, link.person_id, link.conversation_id
       from ${given('channel text, person_id uuid')} as asked
       join channel_identity link on link.person_id = asked.person_id and link.channel = asked.channel
       order by link.channel, link.person_id, link.seen_at desc`,
      [toJson(asked.map(({ channel, person }) => ({ channel, person_id: person })))],
    );
    // Whoever is told something is likely to answer.
    this.#remember(rows);
    const found = new Map(rows.map((row) => [keyOf(row.channel, row.person_id), row]));
    return asked.map(({ channel, person }) => found.get(keyOf(channel, person)));
  }

  async #add(links: readonly ChannelLink[]): Promise<readonly undefined[]> {
    const rows = linkRows(links);
    await this.#database.run(`${insertLinks} do nothing`, [toJson(rows)]);
    this.#remember(rows);
    return links.map(() => undefined);
  }

  async #put(links: readonly ChannelLink[]): Promise<readonly undefined[]> {
    await this.#database.run(
      `${insertLinks} do update set person_id = excluded.person_id, conversation_id = excluded.conversation_id, seen_at = now()`,
      [toJson(linkRows(links))],
    );
    return links.map(() => undefined);
  }

  #remember(rows: readonly Pick<LinkRow, 'channel' | 'user_id' | 'person_id'>[]): void {
    for (const { channel, user_id, person_id } of rows) {
      const key = keyOf(channel, user_id);
      this.#remembered.delete(key);
      this.#remembered.set(key, person_id);
    }
    for (const key of this.#remembered.keys()) {
      if (this.#remembered.size <= mostRemembered) return;
      this.#remembered.delete(key);
    }
  }
}

/** Whoever takes somebody's place on a channel takes it alone, and takes no other one, until the commit. */
export async function lockPlaces(
  transaction: Transaction,
  places: readonly Pick<ChannelLink, 'channel' | 'user' | 'person'>[],
): Promise<void> {
  // In one order everywhere: nobody waits for each other in a circle.
  const keys = places.flatMap(({ channel, user, person }) => [keyOf(channel, person), keyOf(channel, user.id)]);
  for (const key of keys.sort())
    await transaction.rows('select pg_advisory_xact_lock(hashtextextended($1, $2))', [key, takingLock]);
}

const insertLinks = `insert into channel_identity (channel, user_id, person_id, conversation_id, locale)
  select channel, user_id, person_id, conversation_id, locale from jsonb_to_recordset($1::jsonb)
    as new (channel text, user_id text, person_id uuid, conversation_id text, locale text)
  on conflict (channel, user_id)`;

function linkRows(links: readonly ChannelLink[]) {
  return inOneOrder(links, ({ channel, user }) => keyOf(channel, user.id)).map(linkRow);
}

function linkRow({ channel, user, person, conversation, locale }: ChannelLink) {
  return { channel, user_id: user.id, person_id: person, conversation_id: conversation.id, locale };
}

/** Any number of ours: the advisory locks of whoever takes somebody's place on a channel. */
const takingLock = 0x11e5;

/** A user of a channel, as one string. */
export function userKey(channel: string, user: string): string {
  return keyOf(channel, user);
}

function keyOf(channel: string, id: string): string {
  return JSON.stringify([channel, id]);
}
