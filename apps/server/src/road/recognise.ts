import { randomUUID } from 'node:crypto';
import type { Account, Call, ChannelUserReference } from '@access-account/contract';
import { type AccountLinks, collisionOf, type Elsewhere, nothingElsewhere } from '../people/account-links.ts';
import {
  type AccountReference,
  accountKey,
  addAccounts,
  knownPeople,
  linkingLock,
  rowOf,
  type SystemAccount,
  storable,
  systemsOf,
} from '../people/account-rows.ts';
import { type Collision, keepCollisions } from '../people/collisions.ts';
import type { ConnectorRegistry, ReadyConnector } from '../registry/connector-registry.ts';
import type { Database } from '../storage/database.ts';
import { toJson } from '../storage/to-json.ts';
import type { ChannelLink, ChannelLinks } from './channel-links.ts';

export interface RecogniseOptions {
  readonly registry: ConnectorRegistry;
  readonly database: Database;
  readonly links: ChannelLinks;
  readonly accountLinks: Pick<AccountLinks, 'elsewhere'>;
  readonly mainIdentity: string;
}

/** Who a channel user is. */
export type Recognised =
  | Known
  /** A stranger, a guest, a bot, or where more than one account matches. */
  | { readonly kind: 'unknown' }
  /** By their address they would be a person whose place on the channel another user has. */
  | { readonly kind: 'taken'; readonly place: TakenPlace }
  /** The same, and that other user is gone from the channel. */
  | { readonly kind: 'left'; readonly place: TakenPlace };

export interface Known {
  readonly kind: 'known';
  readonly person: string;
  /** Whether they are the person by their place on the channel. */
  readonly byLink: boolean;
}

/** Somebody's place on a channel, and who would like to have it. */
export interface TakenPlace {
  readonly link: ChannelLink;
  /** The user whose place it is. */
  readonly before: string;
  /** The account that was found by the address. */
  readonly system: string;
  readonly account: Account;
}

const unknown: Recognised = { kind: 'unknown' };

export function knownByLink(person: string): Known {
  return { kind: 'known', person, byLink: true };
}

/** Station 2. A channel user, or an account of a directory, becomes a person. Links are made once, by immutable ids, and only where exactly one account matches. */
export class Recognise {
  readonly #options: RecogniseOptions;

  constructor(options: RecogniseOptions) {
    this.#options = options;
  }

  /** The person that a channel user was when we last looked: whoever relies on it looks again once nobody can move the link. */
  remembered(channel: string, user: ChannelUserReference): Known | undefined {
    const person = this.#isAddress(channel) ? undefined : this.#options.links.remembered(channel, user);
    return person === undefined ? undefined : knownByLink(person);
  }

  /** Addresses are given to somebody else in time: whose one is says the directory, each time. */
  #isAddress(channel: string): boolean {
    return this.#options.registry.channelFeatures(channel)?.certainty === 'nothing';
  }

  /** The person behind a channel user. */
  async channelUser(channel: string, user: ChannelUserReference, call: Call): Promise<Recognised> {
    const { links, registry } = this.#options;
    const isAddress = this.#isAddress(channel);
    const known = isAddress ? undefined : await links.personOf(channel, user);
    if (known !== undefined) return knownByLink(known);
    const resolved = await registry.ready('channel', channel)?.operations['person.resolve'](user, call);
    if (resolved?.kind !== 'employee' || resolved.match === null) return unknown;
    const found = await this.#soleAccount(resolved.match, call);
    if (found === undefined) return unknown;
    const [person] = await this.accounts(found.system.name, [found.account], call);
    if (person === undefined) return unknown;
    const { conversation, locale } = resolved;
    if (isAddress) {
      // Found by another address of theirs: they are answered at the directory's, and that was not the one.
      if (found.account.email?.toLowerCase() !== resolved.match.value) return unknown;
      await links.put({ channel, user, person, conversation, locale });
      return knownByLink(person);
    }
    const link = { channel, user, person, conversation, locale };
    if (resolved.match.by !== 'email') {
      await links.add(link);
      return knownByLink(person);
    }
    if (await links.take(link)) return knownByLink(person);
    const before = await links.userOf(channel, person);
    // Nobody's place, and not to be had: the person said of the last one there that it was not they.
    if (before === undefined) return unknown;
    const place = { link, before, system: found.system.name, account: found.account };
    return { kind: (await this.#isThere(channel, { id: before }, call)) ? 'taken' : 'left', place };
  }

  /**
   * Whether a user of a channel is still there. An address is a hint that links once: whoever gives themselves somebody
   * else's is not taken for them.
   */
  async #isThere(channel: string, user: ChannelUserReference, call: Call): Promise<boolean> {
    const still = await this.#options.registry.ready('channel', channel)?.operations['person.resolve'](user, call);
    if (still?.kind !== 'employee') return false;
    call.logger.warn('somebody was not recognised: two people of a channel have one address', { channel, users: 2 });
    return true;
  }

  /** Who is called so: the one person with this login, or with this address, in the first system that knows any. */
  async named(name: string, call: Call): Promise<NamedPerson | undefined> {
    for (const by of name.includes('@') ? (['email', 'login'] as const) : (['login'] as const)) {
      const found = await this.#soleAccount({ by, value: name }, call);
      if (found === undefined) continue;
      const { system, account } = found;
      const [person] = await this.accounts(system.name, [account], call);
      return person === undefined ? undefined : { person, system: system.name, account };
    }
    return undefined;
  }

  /** The people the accounts of a system belong to, in their order; made known where they are met for the first time. */
  async accounts(system: string, found: readonly Account[], call: Call): Promise<readonly string[]> {
    const { database } = this.#options;
    const accounts = found.map(storable);
    const known = await knownPeople(
      accounts.map(({ id }) => ({ system, account: id })),
      database,
    );
    const strangers = accounts.filter(({ id }) => !known.has(accountKey({ system, account: id })));
    const met = strangers.length === 0 ? known : await this.#meet(system, strangers, call);
    return accounts.map(({ id }) => {
      const key = accountKey({ system, account: id });
      const person = known.get(key) ?? met.get(key);
      if (person === undefined) throw new Error(`The account ${system}/${id} was linked and is not there.`);
      return person;
    });
  }

  /** Whose an account is; undefined where the system does not know it, or cannot be asked. */
  async ownerOf({ system, account }: AccountReference, call: Call): Promise<string | undefined> {
    const known = await knownPeople([{ system, account }], this.#options.database);
    const person = known.get(accountKey({ system, account }));
    if (person !== undefined) return person;
    const found = await this.#accountOf({ system, account }, call);
    return found === undefined ? undefined : (await this.accounts(system, [found], call)).at(0);
  }

  /** What a system has of an account; undefined where it does not know it. */
  async #accountOf({ system, account }: AccountReference, call: Call): Promise<Account | undefined> {
    const find = this.#options.registry.ready('identity', system)?.operations['account.find'];
    return (await find?.({ by: 'id', value: account }, call))?.at(0);
  }

  /** Whose accounts these are, in their order; where one of them is the trouble, the others are known all the same. */
  async #metTogether(
    system: string,
    accounts: readonly Account[],
    call: Call,
  ): Promise<readonly (string | undefined)[]> {
    try {
      return await this.accounts(system, accounts, call);
    } catch {
      const alone = (account: Account) =>
        this.accounts(system, [account], call).then(
          ([person]) => person,
          () => undefined,
        );
      const met: (string | undefined)[] = [];
      for (const account of accounts) met.push(await alone(account));
      return met;
    }
  }

  /**
   * Whose accounts these are, in their order; made known where they are met for the first time. Null: the system knows no
   * such account; undefined: it cannot be asked now.
   */
  async ownersOf(references: readonly AccountReference[], call: Call): Promise<readonly (string | null | undefined)[]> {
    const people = await knownPeople(references, this.#options.database);
    const owners = new Map<string, string | null>(people);
    const strangers = references.filter((reference) => !owners.has(accountKey(reference)));
    const found: { readonly reference: AccountReference; readonly account: Account }[] = [];
    for (let start = 0; start < strangers.length; start += abreast) {
      await Promise.all(
        strangers.slice(start, start + abreast).map(async (reference) => {
          // Whoever cannot be asked for now is asked for again; the others must not wait for that.
          const account = await this.#accountOf(reference, call).then(
            (one) => one ?? null,
            () => undefined,
          );
          if (account === null) owners.set(accountKey(reference), null);
          else if (account !== undefined) found.push({ reference, account });
        }),
      );
    }
    for (const [system, those] of Map.groupBy(found, ({ reference }) => reference.system)) {
      const accounts = those.map(({ account }) => account);
      const met = await this.#metTogether(system, accounts, call);
      for (const [index, { reference }] of those.entries()) {
        const owner = met[index];
        if (owner !== undefined) owners.set(accountKey(reference), owner);
      }
    }
    return references.map((reference) => owners.get(accountKey(reference)));
  }

  /** Makes people known, each with their accounts in the other systems. Answers whose account is whose. */
  async #meet(system: string, accounts: readonly Account[], call: Call): Promise<Map<string, string>> {
    const elsewhere = new Map<string, Elsewhere>();
    for (let start = 0; start < accounts.length; start += abreast) {
      await Promise.all(
        accounts.slice(start, start + abreast).map(async (account) => {
          elsewhere.set(account.id, await this.#options.accountLinks.elsewhere({ system, account }, call));
        }),
      );
    }
    const links = accounts.map((account) => ({ account, ...(elsewhere.get(account.id) ?? nothingElsewhere) }));
    return this.#options.database.transaction(async (transaction) => {
      // One meeting at a time: two first meetings of the same person must not make two people.
      await transaction.rows('select pg_advisory_xact_lock($1)', [linkingLock]);
      const people = await knownPeople(
        links.flatMap(({ account, found }) => [
          { system, account: account.id },
          ...found.map((link) => ({ system: link.system, account: link.account.id })),
        ]),
        transaction,
      );
      const taken = await systemsOf([...people.values()], transaction);
      const persons: object[] = [];
      const linked: object[] = [];
      const unlinked: Collision[] = [];
      for (const { account, found, collisions } of links) {
        const key = accountKey({ system, account: account.id });
        if (people.has(key)) continue;
        unlinked.push(...collisions);
        const ownerOf = (link: SystemAccount) =>
          people.get(accountKey({ system: link.system, account: link.account.id }));
        const owners = new Set(found.flatMap((link) => ownerOf(link) ?? []));
        const [owner] = owners;
        // An address makes nobody two people's, and gives nobody a second account of one system.
        const isCertain = owners.size <= 1 && !(owner !== undefined && taken.get(owner)?.has(system) === true);
        const id = (isCertain ? owner : undefined) ?? randomUUID();
        const { displayName, login, email, locale } = account;
        if (id !== owner) persons.push({ id, display_name: displayName, login, email, locale });
        const systems = taken.get(id) ?? new Set<string>();
        taken.set(id, systems.add(system));
        people.set(key, id);
        linked.push(rowOf({ system, account }, id));
        for (const link of found) {
          if (ownerOf(link) === id) continue;
          if (!isCertain || ownerOf(link) !== undefined || systems.has(link.system)) {
            unlinked.push(collisionOf({ system, account }, link.system, 'other-person'));
            continue;
          }
          people.set(accountKey({ system: link.system, account: link.account.id }), id);
          systems.add(link.system);
          linked.push(rowOf(link, id));
        }
      }
      await Promise.all([
        transaction.run(
          `insert into person (id, display_name, login, email, locale)
           select id, display_name, login, email, locale from jsonb_to_recordset($1::jsonb)
             as new (id uuid, display_name text, login text, email text, locale text)`,
          [toJson(persons)],
        ),
        transaction.run(addAccounts, [toJson(linked)]),
        ...(unlinked.length > 0 ? [keepCollisions(unlinked, transaction)] : []),
      ]);
      if (unlinked.length > 0)
        call.logger.warn('accounts were not linked: it is not certain whose they are', {
          connector: system,
          accounts: unlinked.length,
        });
      return people;
    });
  }

  /** The main system is asked first; the first that knows the person decides, and only if it knows exactly one. */
  async #soleAccount(match: { readonly by: 'id' | 'login' | 'email'; readonly value: string }, call: Call) {
    for (const system of this.#systems()) {
      const accounts = await system.operations['account.find'](match, call);
      const [account] = accounts;
      if (account === undefined) continue;
      if (accounts.length === 1 && (match.by !== 'email' || account.emailVerified !== false))
        return { system, account };
      call.logger.warn('somebody was not recognised: it is not certain whose account it is', {
        connector: system.name,
        by: match.by,
        accounts: accounts.length,
      });
      return undefined;
    }
    return undefined;
  }

  #systems(): readonly ReadyConnector<'identity'>[] {
    const { registry, mainIdentity } = this.#options;
    return registry
      .ofKind('identity')
      .toSorted((a, b) => Number(b.name === mainIdentity) - Number(a.name === mainIdentity));
  }
}

export interface NamedPerson {
  readonly person: string;
  readonly system: string;
  readonly account: Account;
}

/** Other systems are asked about this many people at a time. */
const abreast = 8;
