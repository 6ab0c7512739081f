import { randomUUID } from 'node:crypto';
import type { Account, Call, ChannelUserReference } from '@access-account/contract';
import type { ConnectorRegistry, ReadyConnector } from '../registry/connector-registry.ts';
import type { Database, Sql } from '../storage/database.ts';
import { toJson } from '../storage/to-json.ts';
import type { Person } from './help-case.ts';

export interface RecogniseOptions {
  readonly registry: ConnectorRegistry;
  readonly database: Database;
  readonly mainIdentity: string;
  readonly defaultLocale: string;
}

interface PersonRow {
  readonly id: string;
  readonly display_name: string;
  readonly login: string;
  readonly email: string | null;
  readonly locale: string | null;
}

/** Station 2. A channel user, or an account of a directory, becomes a person. Links are made once, by immutable ids, and only where exactly one account matches. */
export class Recognise {
  readonly #options: RecogniseOptions;

  constructor(options: RecogniseOptions) {
    this.#options = options;
  }

  /** The person behind a channel user; undefined for a stranger, a guest, a bot, or where more than one account matches. */
  async channelUser(channel: string, user: ChannelUserReference, call: Call): Promise<Person | undefined> {
    const { database, registry } = this.#options;
    const [linked] = await database.rows<PersonRow>(
      `update channel_identity set seen_at = now() from person
       where channel = $1 and user_id = $2 and person.id = channel_identity.person_id
       returning person.id, person.display_name, person.login, person.email, person.locale`,
      [channel, user.id],
    );
    if (linked !== undefined) return this.#person(linked);

    const resolved = await registry.ready('channel', channel)?.operations['person.resolve'](user, call);
    if (resolved?.kind !== 'employee' || resolved.match === null) return undefined;
    const found = await this.#soleAccount(resolved.match, call);
    if (found === undefined) return undefined;
    const person = await this.account(found.system.name, found.account, call);
    await database.run(
      `insert into channel_identity (channel, user_id, person_id, conversation_id) values ($1, $2, $3, $4)
       on conflict (channel, user_id) do nothing`,
      [channel, user.id, person.id, resolved.conversation.id],
    );
    return person;
  }

  /** A person who is known already. */
  async known(id: string, sql: Sql): Promise<Person> {
    const [row] = await sql.rows<PersonRow>('select id, display_name, login, email, locale from person where id = $1', [
      id,
    ]);
    if (row === undefined) throw new Error(`There is no person ${id}.`);
    return this.#person(row);
  }

  /** The person an account belongs to, made known where it is met for the first time. */
  async account(system: string, found: Account, call: Call): Promise<Person> {
    const account = storable(found);
    const known = await this.#byAccount(this.#options.database, system, account.id);
    if (known !== undefined) return known;
    const others = await this.#sameEmailElsewhere(system, account, call);
    await this.#options.database.transaction(async (sql) => {
      // One address, one linking at a time: two first meetings of the same person must not make two people.
      await sql.rows('select pg_advisory_xact_lock(hashtextextended($1, 7))', [
        account.email ?? `${system}/${account.id}`,
      ]);
      if ((await this.#byAccount(sql, system, account.id)) !== undefined) return;
      const linked = await Promise.all(others.map((other) => this.#byAccount(sql, other.system, other.account.id)));
      const id = linked.find((person) => person !== undefined)?.id ?? randomUUID();
      await sql.run(
        `insert into person (id, display_name, login, email, locale) values ($1, $2, $3, $4, $5) on conflict (id) do nothing`,
        [id, account.displayName, account.login, account.email, account.locale],
      );
      for (const one of [{ system, account }, ...others]) await this.#link(sql, id, one);
    });
    const person = await this.#byAccount(this.#options.database, system, account.id);
    if (person === undefined) throw new Error(`The account ${system}/${account.id} was linked and is not there.`);
    return person;
  }

  async #link(sql: Sql, person: string, { system, account }: { readonly system: string; readonly account: Account }) {
    await sql.run(
      `insert into account (system, account_id, person_id, login, display_name, email) values ($1, $2, $3, $4, $5, $6)
       on conflict (system, account_id) do nothing`,
      [system, account.id, person, account.login, account.displayName, account.email],
    );
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
    const found = await Promise.all(
      this.#systems()
        .filter(({ name }) => name !== system)
        .map(async ({ name, operations }) => {
          // A system that does not answer now is linked when it is first met itself.
          const accounts = await operations['account.find']({ by: 'email', value: email }, call).catch(() => []);
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

  async #byAccount(sql: Sql, system: string, account: string): Promise<Person | undefined> {
    const [row] = await sql.rows<PersonRow>(
      `select person.id, person.display_name, person.login, person.email, person.locale
       from account join person on person.id = account.person_id where account.system = $1 and account.account_id = $2`,
      [system, account],
    );
    return row === undefined ? undefined : this.#person(row);
  }

  #person({ id, display_name, login, email, locale }: PersonRow): Person {
    return { id, displayName: display_name, login, email, locale: locale ?? this.#options.defaultLocale };
  }
}

/** PostgreSQL's text has no place for U+0000, and no name needs one. */
function storable(account: Account): Account {
  return JSON.parse(toJson(account)) as Account;
}
