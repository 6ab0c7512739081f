import { inDetail, inWords, type Operator } from '../access/operator.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Database, Sql } from '../storage/database.ts';
import { linkingLock } from './account-rows.ts';

/** Both are named by an account of theirs: `SYSTEM/ID`, or `SYSTEM/LOGIN`. */
export interface MergeRequest {
  /** Who stays, with their name, language and settings. */
  readonly keep: string;
  /** Whose accounts, channels and history go over to who stays. */
  readonly other: string;
}

export interface MergedPerson {
  readonly id: string;
  readonly displayName: string;
  readonly login: string;
  readonly accounts: readonly { readonly system: string; readonly account: string; readonly login: string }[];
  readonly channels: readonly string[];
  readonly cases: number;
  readonly hasSettings: boolean;
}

export interface Merge {
  readonly merged: boolean;
  /** null: nobody who is known has this account. */
  readonly keep: MergedPerson | null;
  readonly other: MergedPerson | null;
  /** Why they cannot be merged, a sentence each; empty: they can, or were. */
  readonly refusals: readonly string[];
}

export interface PeopleMergeOptions {
  readonly database: Database;
  readonly audit: AuditLog;
}

/** Every table that says by `person_id` whose a row is; a person's settings are not moved, but chosen. */
export const ofPeople = [
  'account',
  'channel_identity',
  'lockout',
  'help_case',
  'case_event',
  'effect',
  'choice_token',
  'proof',
  'proof_link',
  'notice',
  'ticket',
  'desk_ticket',
  'recovery',
  'link_code',
  'link_move',
] as const;

/** Makes one person of two who turned out to be one. It is an operator's word alone: nothing here finds out whether it is true. */
export class PeopleMerge {
  readonly #options: PeopleMergeOptions;

  constructor(options: PeopleMergeOptions) {
    this.#options = options;
  }

  /** What a merge would do. Changes nothing. */
  async look(request: MergeRequest): Promise<Merge> {
    return look(request, this.#options.database);
  }

  /** Merges them, all of it in one commit; or changes nothing, and says why. */
  async merge(request: MergeRequest, by: Operator): Promise<Merge> {
    const { database, audit } = this.#options;
    return database.transaction(async (transaction) => {
      // Nobody is made known meanwhile, and nobody's case goes on: whoever holds one of the two has committed, and is looked at.
      await transaction.rows('select pg_advisory_xact_lock($1)', [linkingLock]);
      const before = await look(request, transaction);
      if (before.keep === null || before.other === null) return before;
      const ids = [before.keep.id, before.other.id];
      await transaction.rows('select id from person where id = any($1::uuid[]) order by id for update', [ids]);
      const found = await look(request, transaction);
      const { keep, other, refusals } = found;
      if (keep === null || other === null || refusals.length > 0) return found;
      for (const table of ofPeople)
        await transaction.run(`update ${table} set person_id = $1 where person_id = $2`, [keep.id, other.id]);
      await transaction.run(
        `insert into person_setting (person_id, notices, language, channel, changed_at)
         select $1::uuid, notices, language, channel, changed_at from person_setting where person_id = $2
         on conflict (person_id) do nothing`,
        [keep.id, other.id],
      );
      await transaction.run('delete from person_setting where person_id = $1', [other.id]);
      await transaction.run(
        `delete from collision using account
         where account.person_id = $1 and collision.system = account.system and collision.account_id = account.account_id
           and collision.other_system in (select system from account own where own.person_id = $1)`,
        [keep.id],
      );
      // Whatever still has this id in hand fails, begins anew and finds the one who stayed.
      await transaction.run('delete from person where id = $1', [other.id]);
      const accounts = other.accounts.map(({ system, account }) => `${system}/${account}`);
      await audit.append(transaction, [
        {
          kind: 'security',
          name: 'people-merged',
          summary: `${other.displayName} (${other.login}) is the same person as ${keep.displayName} (${keep.login}), by the word of ${inWords(by)}: ${accounts.join(', ')} went over.`,
          person: keep.id,
          case: null,
          detail: { was: other.id, accounts, channels: [...other.channels], cases: other.cases, ...inDetail(by) },
        },
      ]);
      return { ...found, merged: true };
    });
  }
}

async function look(request: MergeRequest, sql: Sql): Promise<Merge> {
  const [keep, other] = [await personOf(request.keep, sql), await personOf(request.other, sql)];
  return { merged: false, keep, other, refusals: await refusalsOf({ request, keep, other }, sql) };
}

interface Looked extends Pick<Merge, 'keep' | 'other'> {
  readonly request: MergeRequest;
}

async function refusalsOf({ request, keep, other }: Looked, sql: Sql): Promise<readonly string[]> {
  const unknown = [...(keep === null ? [request.keep] : []), ...(other === null ? [request.other] : [])].map(
    (name) => `Nobody who is known has the account ${name}, or it is not clear which one is meant.`,
  );
  if (keep === null || other === null) return unknown;
  if (keep.id === other.id) return ['They are one person already.'];
  const systems = new Set(keep.accounts.map(({ system }) => system));
  const shared = [...new Set(other.accounts.map(({ system }) => system))].filter((system) => systems.has(system));
  const busy = await underWay([keep.id, other.id], sql);
  return [
    ...shared.map((system) => `Both have an account of ${system}: there they are two.`),
    ...(busy ? ['Help for one of them is under way: merge them when it is over.'] : []),
  ];
}

/** Whether something is being done for one of them, or for somebody else who names one of them. */
async function underWay(people: readonly string[], sql: Sql): Promise<boolean> {
  const [row] = await sql.rows<{ busy: boolean }>(
    `select exists (select from help_case where closed_at is null
         and (person_id = any($1::uuid[]) or state::text like any($2::text[])))
       or exists (select from effect where status = 'intent'
         and (person_id = any($1::uuid[]) or body::text like any($2::text[]))) as busy`,
    [people, people.map((id) => `%${id}%`)],
  );
  return row?.busy === true;
}

/** By the id of an account, which is nobody else's, or else by a login that only one person has in that system. */
async function personOf(name: string, sql: Sql): Promise<MergedPerson | null> {
  const slash = name.indexOf('/');
  const [system, account] = [name.slice(0, slash), name.slice(slash + 1)];
  const found = await sql.rows<{ person: string; exact: boolean }>(
    `select distinct person_id as person, account_id = $2 as exact from account
     where system = $1 and (account_id = $2 or lower(login) = lower($2))`,
    [system, account],
  );
  const exact = found.filter((one) => one.exact);
  const [sole, ...others] = exact.length > 0 ? exact : found;
  if (sole === undefined || others.length > 0) return null;
  const [row] = await sql.rows<MergedPerson>(
    `select id, display_name as "displayName", login,
       (select coalesce(jsonb_agg(jsonb_build_object('system', own.system, 'account', own.account_id, 'login', own.login)
          order by own.system, own.account_id), '[]') from account own where own.person_id = person.id) as accounts,
       (select coalesce(jsonb_agg(distinct link.channel), '[]')
          from channel_identity link where link.person_id = person.id) as channels,
       (select count(*)::int from help_case where help_case.person_id = person.id) as cases,
       exists (select from person_setting own where own.person_id = person.id) as "hasSettings"
     from person where id = $1`,
    [sole.person],
  );
  return row ?? null;
}
