import type { Account, Call } from '@access-account/contract';
import type { ConnectorRegistry, ReadyConnector } from '../registry/connector-registry.ts';
import type { Database } from '../storage/database.ts';
import { toJson } from '../storage/to-json.ts';
import {
  accountKey,
  addAccounts,
  knownPeople,
  linkingLock,
  rowOf,
  type SystemAccount,
  storable,
  systemsOf,
} from './account-rows.ts';
import { type Collision, forgetCollision, keepCollisions } from './collisions.ts';

export interface AccountLinksOptions {
  readonly registry: ConnectorRegistry;
  readonly database: Database;
}

export interface MasterOptions {
  readonly system: string;
  readonly account: Account;
  /** The system that masters it, as its connector says. */
  readonly to: string;
  /** The master's immutable id; undefined: the connector does not know it. */
  readonly id: string | undefined;
}

export interface ElsewhereOptions {
  readonly system: string;
  readonly account: Account;
  /** The one other system that is asked; undefined: all of them. */
  readonly only?: string;
}

export interface Elsewhere {
  readonly found: readonly SystemAccount[];
  readonly collisions: readonly Collision[];
}

export const nothingElsewhere: Elsewhere = { found: [], collisions: [] };

/** Milliseconds in which another system must say whether it knows somebody: people wait for this one. */
const elsewhereWithin = 1000;
/** Collisions that are looked at once more in one go. */
const looked = 50;

/** Which accounts of several systems are one person's. What is not certain is kept for the operators, and not linked. */
export class AccountLinks {
  readonly #options: AccountLinksOptions;

  constructor(options: AccountLinksOptions) {
    this.#options = options;
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
      await this.#link(system, account, await this.elsewhere({ system, account, only: to }, call));
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
      await this.#link(system, account, await this.elsewhere({ system, account, only: other }, call), other);
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

  /** The same person's accounts in the other systems, or in one of them: those that alone bear an address which is theirs alone here, too. */
  async elsewhere({ system, account, only }: ElsewhereOptions, call: Call): Promise<Elsewhere> {
    const { email } = account;
    if (email === null || account.emailVerified === false) return nothingElsewhere;
    const signal = AbortSignal.any([call.signal, AbortSignal.timeout(elsewhereWithin)]);
    // A system that does not answer now is linked when it is first met itself.
    const bearers = ({ operations }: ReadyConnector<'identity'>) =>
      operations['account.find']({ by: 'email', value: email }, { ...call, signal }).catch(() => []);
    const answers = await Promise.all(
      this.#options.registry
        .ofKind('identity')
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
}

export function collisionOf(own: SystemAccount, other: string, reason: Collision['reason']): Collision {
  return { system: own.system, account: own.account.id, other, reason };
}
