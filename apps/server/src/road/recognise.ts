import { randomUUID } from 'node:crypto';
import type { Account, Call, ChannelUserReference } from '@access-account/contract';
import type { ConnectorRegistry, ReadyConnector } from '../registry/connector-registry.ts';
import type { Database, Sql } from '../storage/database.ts';
import { given } from '../storage/given.ts';
import { toJson } from '../storage/to-json.ts';
import type { ChannelLinks } from './channel-links.ts';
import { type Collision, forgetCollision, keepCollisions } from './collisions.ts';

export interface RecogniseOptions {
  readonly registry: ConnectorRegistry;
  readonly database: Database;
  readonly links: ChannelLinks;
  readonly mainIdentity: string;
}

/** Station 2. A channel user, or an account of a directory, becomes a person. Links are made once, by immutable ids, and only where exactly one account matches. */
export class Recognise {
  readonly #options: RecogniseOptions;

  constructor(options: RecogniseOptions) {
    this.#options = options;
  }

  /** The person behind a channel user; undefined for a stranger, a guest, a bot, or where more than one account matches. */
  async channelUser(channel: string, user: ChannelUserReference, call: Call): Promise<string | undefined> {
    const { links, registry } = this.#options;
    // Addresses are given to somebody else in time: whose one is says the directory, each time.
    const isAddress = registry.channelFeatures(channel)?.certainty === 'nothing';
    const known = isAddress ? undefined : await links.personOf(channel, user);
    if (known !== undefined) return known;
    const resolved = await registry.ready('channel', channel)?.operations['person.resolve'](user, call);
    if (resolved?.kind !== 'employee' || resolved.match === null) return undefined;
    const found = await this.#soleAccount(resolved.match, call);
    if (found === undefined) return undefined;
    const [person] = await this.accounts(found.system.name, [found.account], call);
    if (person === undefined) return undefined;
    const { conversation, locale } = resolved;
    if (isAddress) {
      // Found by another address of theirs: they are answered at the directory's, and that was not the one.
      if (found.account.email?.toLowerCase() !== resolved.match.value) return undefined;
      await links.put({ channel, user, person, conversation, locale });
      return person;
    }
    const link = { channel, user, person, conversation, locale };
    if (resolved.match.by !== 'email') {
      await links.add(link);
      return person;
    }
    const before = await links.userOf(channel, person);
    if (before !== undefined && before !== user.id && (await this.#isThere(channel, { id: before }, call)))
      return undefined;
    return (await links.take(link, before)) ? person : undefined;
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
    const find = this.#options.registry.ready('identity', system)?.operations['account.find'];
    const found = (await find?.({ by: 'id', value: account }, call)) ?? [];
    return (await this.accounts(system, found, call)).at(0);
  }

  /**
   * Whose accounts these are, in their order; made known where they are met for the first time. Null: the system knows no
   * such account; undefined: it cannot be asked now.
   */
  async ownersOf(references: readonly AccountReference[], call: Call): Promise<readonly (string | null | undefined)[]> {
    const people = await knownPeople(references, this.#options.database);
    const owners = new Map<string, string | null>(people);
    const strangers = references.filter((reference) => !owners.has(accountKey(reference)));
    for (let start = 0; start < strangers.length; start += abreast) {
      await Promise.all(
        strangers.slice(start, start + abreast).map(async (reference) => {
          // Whoever cannot be asked for now is asked for again; the others must not wait for that.
          const owner = await this.ownerOf(reference, call).then(
            (found) => found ?? null,
            () => undefined,
          );
          if (owner !== undefined) owners.set(accountKey(reference), owner);
        }),
      );
    }
    return references.map((reference) => owners.get(accountKey(reference)));
  }

  /**
   * Links the account that masters another one to the same person, where the provider says which it is: by its immutable id, or
   * by an address that is nobody else's. What is not certain is kept for the operators, and not linked.
   */
  async linkMaster(asked: MasterOptions, call: Call): Promise<void> {
    const { registry, database } = this.#options;
    const { system, account, to, id } = asked;
    const [own] = await database.rows<{ known: boolean }>(
      `select exists (select from account other where other.person_id = account.person_id and other.system = $3
         and ($4::text is null or other.account_id = $4)) as known
       from account where account.system = $1 and account.account_id = $2`,
      [system, account.id, to, id ?? null],
    );
    if (own === undefined || own.known) return;
    if (registry.get(to)?.kind !== 'identity') {
      // Once for all of its accounts: it is the configuration that names nobody.
      await keepCollisions([{ system, account: '', other: to, reason: 'no-such-system' }], database);
      return;
    }
    const find = registry.ready('identity', to)?.operations['account.find'];
    if (find === undefined) return;
    if (id === undefined) {
      await this.#link(system, account, await this.#elsewhere(system, account, call, to));
      return;
    }
    const [master] = await find({ by: 'id', value: id }, call);
    const found: readonly SystemAccount[] =
      master?.id === id ? [{ system: to, account: storable(master), isCertain: true }] : [];
    const collisions = found.length > 0 ? [] : [collisionOf({ system, account }, to, 'no-such-account')];
    await this.#link(system, account, { found, collisions });
  }

  /** Looks once more at what was not certain: what is certain by now is linked. Answers what still is not, and how much more there is. */
  async unsettled(call: Call): Promise<readonly Collision[]> {
    const { database, registry } = this.#options;
    const known = await database.rows<Collision>(
      `select system, account_id as account, other_system as other, reason from collision order by seen_at limit ${looked}`,
    );
    for (const { system, account: id, other, reason } of known) {
      const find = registry.ready('identity', system)?.operations['account.find'];
      const isConfigured = registry.get(other)?.kind === 'identity';
      if (reason === 'no-such-system') {
        if (isConfigured || registry.get(system) === undefined)
          await forgetCollision({ system, account: id, other }, database);
        continue;
      }
      if (registry.get(system) === undefined || !isConfigured) {
        await forgetCollision({ system, account: id, other }, database);
        continue;
      }
      // An account that its provider names is looked for when it is read again.
      if (find === undefined || reason === 'no-such-account') continue;
      const [account] = await find({ by: 'id', value: id }, call).catch(() => [undefined]);
      if (account === undefined) continue;
      await this.#link(system, account, await this.#elsewhere(system, account, call, other), other);
    }
    return database.rows<Collision>(
      'select system, account_id as account, other_system as other, reason from collision order by seen_at',
    );
  }

  /** Adds accounts of other systems to a person who is known. */
  async #link(system: string, account: Account, { found, collisions }: Elsewhere, again?: string): Promise<void> {
    await this.#options.database.transaction(async (transaction) => {
      await transaction.rows('select pg_advisory_xact_lock($1)', [linkingLock]);
      if (again !== undefined) await forgetCollision({ system, account: account.id, other: again }, transaction);
      const own = accountKey({ system, account: account.id });
      const people = await knownPeople(
        [{ system, account: account.id }, ...found.map((link) => ({ system: link.system, account: link.account.id }))],
        transaction,
      );
      const person = people.get(own);
      if (person === undefined) return;
      const taken = await systemsOf([person], transaction);
      const unlinked = [...collisions];
      const linked: object[] = [];
      for (const link of found) {
        const owner = people.get(accountKey({ system: link.system, account: link.account.id }));
        const has = taken.get(person)?.has(link.system) === true && link.isCertain !== true;
        await forgetCollision({ system, account: account.id, other: link.system }, transaction);
        if (owner === person) continue;
        if (owner !== undefined || has) unlinked.push(collisionOf({ system, account }, link.system, 'other-person'));
        else linked.push(rowOf(link, person));
      }
      await transaction.run(addAccounts, [toJson(linked)]);
      await keepCollisions(unlinked, transaction);
    });
  }

  /** Makes people known, each with their accounts in the other systems. Answers whose account is whose. */
  async #meet(system: string, accounts: readonly Account[], call: Call): Promise<Map<string, string>> {
    const elsewhere = new Map<string, Elsewhere>();
    for (let start = 0; start < accounts.length; start += abreast) {
      await Promise.all(
        accounts.slice(start, start + abreast).map(async (account) => {
          elsewhere.set(account.id, await this.#elsewhere(system, account, call));
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

  /** The same person's accounts in the other systems, or in one of them: those that alone bear an address which is theirs alone here, too. */
  async #elsewhere(system: string, account: Account, call: Call, only?: string): Promise<Elsewhere> {
    const { email } = account;
    if (email === null || account.emailVerified === false) return nothingElsewhere;
    const signal = AbortSignal.any([call.signal, AbortSignal.timeout(elsewhereWithin)]);
    // A system that does not answer now is linked when it is first met itself.
    const bearers = ({ operations }: ReadyConnector<'identity'>) =>
      operations['account.find']({ by: 'email', value: email }, { ...call, signal }).catch(() => []);
    const answers = await Promise.all(
      this.#systems()
        .filter(({ name }) => name !== system && (only === undefined || name === only))
        .map(async (other) => ({ name: other.name, accounts: await bearers(other) })),
    );
    const bearing = answers.filter(({ accounts }) => accounts.some(({ emailVerified }) => emailVerified !== false));
    if (bearing.length === 0) return nothingElsewhere;
    const here = this.#options.registry.ready('identity', system);
    const own = here === undefined ? [] : await bearers(here);
    // It could not be asked whether somebody else here has the address, too.
    if (own.length === 0) return nothingElsewhere;
    const isShared = own.some(({ id }) => id !== account.id);
    const isSole = ({ accounts }: (typeof bearing)[number]) => !isShared && accounts.length === 1;
    return {
      found: bearing
        .filter(isSole)
        .flatMap(({ name, accounts }) => accounts.map((one) => ({ system: name, account: storable(one) }))),
      collisions: bearing
        .filter((one) => !isSole(one))
        .map(({ name }) => collisionOf({ system, account }, name, 'shared-address')),
    };
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

interface SystemAccount {
  readonly system: string;
  readonly account: Account;
  /** Its own provider's word names it, by its immutable id. */
  readonly isCertain?: true;
}

export interface MasterOptions {
  readonly system: string;
  readonly account: Account;
  /** The system that masters it, as its connector says. */
  readonly to: string;
  /** The master's immutable id; undefined: the connector does not know it. */
  readonly id: string | undefined;
}

interface Elsewhere {
  readonly found: readonly SystemAccount[];
  readonly collisions: readonly Collision[];
}

const nothingElsewhere: Elsewhere = { found: [], collisions: [] };

interface AccountReference {
  readonly system: string;
  readonly account: string;
}

/** Any number of ours: the advisory lock of whoever makes people known. */
const linkingLock = 0x5ea3;
/** Milliseconds in which another system must say whether it knows somebody: people wait for this one. */
const elsewhereWithin = 1000;
/** Other systems are asked about this many people at a time. */
const abreast = 8;

/** Collisions that are looked at once more in one go. */
const looked = 50;

const addAccounts = `insert into account (system, account_id, person_id, login, display_name, email)
  select system, account_id, person_id, login, display_name, email from jsonb_to_recordset($1::jsonb)
    as new (system text, account_id text, person_id uuid, login text, display_name text, email text)`;

function rowOf({ system, account }: SystemAccount, person: string): object {
  const { id, login, displayName, email } = account;
  return { system, account_id: id, person_id: person, login, display_name: displayName, email };
}

function collisionOf(own: SystemAccount, other: string, reason: Collision['reason']): Collision {
  return { system: own.system, account: own.account.id, other, reason };
}

/** In which systems people have accounts. */
async function systemsOf(people: readonly string[], sql: Sql): Promise<Map<string, Set<string>>> {
  const systems = new Map<string, Set<string>>();
  if (people.length === 0) return systems;
  const rows = await sql.rows<{ person_id: string; systems: string[] }>(
    'select person_id, array_agg(distinct system) as systems from account where person_id = any($1::uuid[]) group by person_id',
    [people],
  );
  for (const row of rows) systems.set(row.person_id, new Set(row.systems));
  return systems;
}

async function knownPeople(accounts: readonly AccountReference[], sql: Sql): Promise<Map<string, string>> {
  const rows = await sql.rows<{ system: string; account_id: string; person_id: string }>(
    `select account.system, account.account_id, account.person_id
     from ${given('system text, account text')} as wanted
     join account on account.system = wanted.system and account.account_id = wanted.account`,
    [toJson(accounts)],
  );
  return new Map(rows.map((row) => [accountKey({ system: row.system, account: row.account_id }), row.person_id]));
}

function accountKey({ system, account }: AccountReference): string {
  return `${system}/${account}`;
}

/** PostgreSQL's text has no place for U+0000, and no name needs one. */
function storable(account: Account): Account {
  return JSON.parse(toJson(account)) as Account;
}
