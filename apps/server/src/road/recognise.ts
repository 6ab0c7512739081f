import { randomUUID } from 'node:crypto';
import type { Account, Call, ChannelUserReference } from '@access-account/contract';
import type { ConnectorRegistry, ReadyConnector } from '../registry/connector-registry.ts';
import type { Database, Sql } from '../storage/database.ts';
import { given } from '../storage/given.ts';
import { toJson } from '../storage/to-json.ts';
import type { ChannelLinks } from './channel-links.ts';

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
    if (resolved.match.by === 'email' && (await this.#isTaken({ channel, user, person }, call))) return undefined;
    await links.add({ channel, user, person, conversation, locale });
    return person;
  }

  /**
   * Whether the person is another user of this channel already, who is still there. An address is a hint that links once:
   * whoever gives themselves somebody else's is not taken for them.
   */
  async #isTaken({ channel, user, person }: NewLink, call: Call): Promise<boolean> {
    const { links, registry } = this.#options;
    const before = await links.userOf(channel, person);
    if (before === undefined || before === user.id) return false;
    const still = await registry.ready('channel', channel)?.operations['person.resolve']({ id: before }, call);
    return still?.kind === 'employee';
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

  /** Makes people known, each with their accounts in the other systems. Answers whose account is whose. */
  async #meet(system: string, accounts: readonly Account[], call: Call): Promise<Map<string, string>> {
    const elsewhere = new Map<string, readonly SystemAccount[]>();
    for (let start = 0; start < accounts.length; start += abreast) {
      await Promise.all(
        accounts.slice(start, start + abreast).map(async (account) => {
          elsewhere.set(account.id, await this.#sameEmailElsewhere(system, account, call));
        }),
      );
    }
    const links = accounts.map((account) => [{ system, account }, ...(elsewhere.get(account.id) ?? [])]);
    return this.#options.database.transaction(async (transaction) => {
      // One meeting at a time: two first meetings of the same person must not make two people.
      await transaction.rows('select pg_advisory_xact_lock($1)', [linkingLock]);
      const people = await knownPeople(
        links.flat().map((link) => ({ system: link.system, account: link.account.id })),
        transaction,
      );
      const persons: object[] = [];
      const linked: object[] = [];
      for (const together of links) {
        const keys = together.map((link) => accountKey({ system: link.system, account: link.account.id }));
        const [own] = together;
        if (own === undefined || people.has(keys[0] ?? '')) continue;
        const known = keys.map((key) => people.get(key)).find((person) => person !== undefined);
        const id = known ?? randomUUID();
        const { displayName, login, email, locale } = own.account;
        if (known === undefined) persons.push({ id, display_name: displayName, login, email, locale });
        for (const [index, link] of together.entries()) {
          const key = keys[index] ?? '';
          if (people.has(key)) continue;
          people.set(key, id);
          linked.push({
            system: link.system,
            account_id: link.account.id,
            person_id: id,
            login: link.account.login,
            display_name: link.account.displayName,
            email: link.account.email,
          });
        }
      }
      await Promise.all([
        transaction.run(
          `insert into person (id, display_name, login, email, locale)
           select id, display_name, login, email, locale from jsonb_to_recordset($1::jsonb)
             as new (id uuid, display_name text, login text, email text, locale text)`,
          [toJson(persons)],
        ),
        transaction.run(
          `insert into account (system, account_id, person_id, login, display_name, email)
           select system, account_id, person_id, login, display_name, email from jsonb_to_recordset($1::jsonb)
             as new (system text, account_id text, person_id uuid, login text, display_name text, email text)`,
          [toJson(linked)],
        ),
      ]);
      return people;
    });
  }

  /** The main system is asked first; the first that knows the person decides, and only if it knows exactly one. */
  async #soleAccount(match: { readonly by: 'id' | 'login' | 'email'; readonly value: string }, call: Call) {
    for (const system of this.#systems()) {
      const accounts = await system.operations['account.find'](match, call);
      const [account] = accounts;
      if (account !== undefined) return accounts.length === 1 ? { system, account } : undefined;
    }
    return undefined;
  }

  /** The same person's accounts in the other systems: the one account there with the directory's own address for them. */
  async #sameEmailElsewhere(system: string, { email }: Account, call: Call) {
    if (email === null) return [];
    const signal = AbortSignal.any([call.signal, AbortSignal.timeout(elsewhereWithin)]);
    const found = await Promise.all(
      this.#systems()
        .filter(({ name }) => name !== system)
        .map(async ({ name, operations }) => {
          // A system that does not answer now is linked when it is first met itself.
          const accounts = await operations['account.find']({ by: 'email', value: email }, { ...call, signal }).catch(
            () => [],
          );
          const [account] = accounts;
          return account !== undefined && accounts.length === 1 ? [{ system: name, account }] : [];
        }),
    );
    return found.flat();
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

interface NewLink {
  readonly channel: string;
  readonly user: ChannelUserReference;
  readonly person: string;
}

interface SystemAccount {
  readonly system: string;
  readonly account: Account;
}

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
