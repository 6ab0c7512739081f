import { type Account, type AccountStatus, type Call, ConnectorError } from '@access-account/contract';
import type { FindPeople, FoundPerson } from '@access-account/policies';
import type { ConnectorRegistry, ReadyConnector } from '../registry/connector-registry.ts';
import type { Audiences } from '../road/audiences.ts';
import type { Recognise } from '../road/recognise.ts';
import type { Database } from '../storage/database.ts';
import { accountsNamed } from './accounts-named.ts';
import type { IsHelpDesk } from './is-help-desk.ts';
import { type NamedAccount, nearPeople, plain } from './near-people.ts';

export interface FindPeopleOptions {
  readonly registry: ConnectorRegistry;
  readonly database: Database;
  readonly recognise: Pick<Recognise, 'channelUser' | 'accounts'>;
  readonly audiences: Pick<Audiences, 'includes'>;
  readonly isHelpDesk: IsHelpDesk;
}

export interface Wanted extends Pick<FindPeople, 'words' | 'user' | 'system'> {
  /** Who asks. */
  readonly asker: string;
}

/** Whoever is near enough to be looked at, and of them those who are shown. */
const closest = 8;
const shown = 5;

interface Asker {
  readonly id: string;
  readonly isHelpDesk: boolean;
}

/**
 * Looks for somebody by a mention, an address, a login, an id or a name. Only those are found whom the asker may help, as the
 * directory says right now: for everybody else it is as if nobody were there.
 */
export class PeopleFinder {
  readonly #options: FindPeopleOptions;

  constructor(options: FindPeopleOptions) {
    this.#options = options;
  }

  async find({ words, user, system, asker: id }: Wanted, call: Call): Promise<readonly FoundPerson[]> {
    const { database, isHelpDesk } = this.#options;
    const [row] = await database.rows<{ login: string; email: string | null }>(
      'select login, email from person where id = $1',
      [id],
    );
    if (row === undefined) return [];
    const asker = { id, isHelpDesk: isHelpDesk(row) };
    const near = await this.#people(words, user, asker, call);
    const people = [...new Set(near)].filter((person) => person !== id).slice(0, closest);
    const found = await Promise.all(people.map((person) => this.#found(person, asker, system, call)));
    return found.filter((one) => one !== undefined).slice(0, shown);
  }

  /** Ids of people, the nearest first. */
  async #people(words: string, user: FindPeople['user'], asker: Asker, call: Call): Promise<readonly string[]> {
    const { recognise, database } = this.#options;
    if (user !== null) {
      // Whoever cannot be looked up now is not found: the service desk is offered, and nobody waits without a word.
      const recognised = await recognise.channelUser(user.channel, { id: user.id }, call).catch((error: unknown) => {
        if (ConnectorError.isInstance(error)) return undefined;
        throw error;
      });
      return recognised?.kind === 'known' ? [recognised.person] : [];
    }
    const near = nearPeople(words, await accountsNamed(words, database));
    const wanted = plain(words);
    const exact = near.filter(({ login, email, account }) =>
      [login, email ?? '', account].some((name) => plain(name) === wanted),
    );
    if (exact.length > 0) return exact.map(({ person }) => person);
    // A name has a space in it; a login, an address and an id have none, and the directory knows them all.
    const known = /^\S{3,}$/.test(words.trim()) ? await this.#inDirectories(words.trim(), asker, call) : [];
    return [...known, ...near.map(({ person }) => person)];
  }

  /** Somebody who was never met is made known only to whoever may help them. */
  async #inDirectories(name: string, asker: Asker, call: Call): Promise<readonly string[]> {
    const by = name.includes('@') ? (['email', 'login'] as const) : (['login', 'id'] as const);
    const people = await Promise.all(
      this.#options.registry.ofKind('identity').map(async (system) => {
        for (const kind of by) {
          const accounts = await system.operations['account.find']({ by: kind, value: name }, call).catch(() => []);
          const [account] = accounts;
          if (account === undefined || accounts.length > 1) continue;
          return (await this.#relation(system, account, asker, call)) === undefined
            ? []
            : this.#options.recognise.accounts(system.name, [account], call);
        }
        return [];
      }),
    );
    return people.flat();
  }

  async #found(person: string, asker: Asker, only: string | null, call: Call): Promise<FoundPerson | undefined> {
    const { database, registry, audiences } = this.#options;
    const rows = await database.rows<NamedAccount & { readonly name: string; readonly main: string }>(
      `select account.system, account.account_id as account, account.login, account.email, account.person_id as person,
         account.display_name as "displayName", person.display_name as name, person.login as main
       from account join person on person.id = account.person_id where account.person_id = $1 order by account.system`,
      [person],
    );
    const looked = await Promise.all(
      rows.map(async (row) => {
        const system = registry.ready('identity', row.system);
        if (system === undefined) return [];
        const as = await this.#relation(system, { id: row.account }, asker, call);
        return as === undefined ? [] : [{ row, system, as }];
      }),
    );
    const helped = looked.flat();
    const [first] = helped;
    if (first === undefined) return undefined;
    return {
      person,
      displayName: first.row.name,
      login: first.row.main,
      as: first.as,
      accounts: helped
        .filter(({ row, system }) => {
          const isMeant = only === null || only === row.system;
          return (
            isMeant && 'account.unlock' in system.operations && audiences.includes('unlockAccount', row.system, row)
          );
        })
        .map(({ row, system }) => ({
          system: row.system,
          systemName: system.displayName,
          account: row.account,
          login: row.login,
        })),
    };
  }

  /** What lets the asker help with an account; undefined: nothing does, or the directory does not answer. */
  async #relation(
    system: ReadyConnector<'identity'>,
    account: Pick<Account, 'id'>,
    asker: Asker,
    call: Call,
  ): Promise<FoundPerson['as'] | undefined> {
    if (asker.isHelpDesk) return 'help-desk';
    const status: AccountStatus | undefined = await system.operations['account.read'](account, call).catch(
      () => undefined,
    );
    if (status?.manager === undefined || status.manager === null) return undefined;
    const rows = await this.#options.database.rows(
      'select 1 from account where system = $1 and account_id = $2 and person_id = $3',
      [system.name, status.manager.id, asker.id],
    );
    return rows.length > 0 ? 'manager' : undefined;
  }
}
