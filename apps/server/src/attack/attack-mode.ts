import { randomUUID } from 'node:crypto';
import { attackThreshold, stepAttack } from '@access-account/policies';
import type { ConfigurationFile } from '../config/configuration-schema.ts';
import type { Detected } from '../road/entry.ts';
import type { Database, Transaction } from '../storage/database.ts';
import { toJson } from '../storage/to-json.ts';

export type AttackSettings = ConfigurationFile['policies']['attackMode'];

/** What a commit that enters lockouts knows of all the others. */
export interface AttackFacts {
  /** Whether many people are being locked at this moment, these included. */
  readonly isOn: boolean;
  /** It begins with this commit; null: it does not. */
  readonly begins: NewAttack | null;
  /** How many people may still be told of a lockout, while it is on. */
  readonly left: number;
}

export interface NewAttack {
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  /** Locked within the time that counts. */
  readonly people: number;
  /** More than so many begin it. */
  readonly threshold: number;
}

/** Milliseconds for which a count of all people is good enough. */
const countedFor = 10 * 60_000;
/** Any number of ours: commits that enter lockouts come one after the other, so that none of them overlooks the others. */
const attackLock = 0x5ea3;

/** Counts who is locked, in the commit that enters it. */
export class AttackMode {
  readonly settings: AttackSettings;
  readonly #database: Database;
  #known = 0;
  #countedAt = Number.NEGATIVE_INFINITY;

  constructor({ settings, database }: { readonly settings: AttackSettings; readonly database: Database }) {
    this.settings = settings;
    this.#database = database;
  }

  /** How many people there were at the last count. */
  get known(): number {
    return this.#known;
  }

  /** Counts all people, unless that was done a while ago. Never inside a transaction. */
  async count(): Promise<void> {
    if (!this.settings.enabled || performance.now() - this.#countedAt < countedFor) return;
    this.#countedAt = performance.now();
    // Whom a directory lists, or who was met, as the database estimates it: whichever are more.
    const [row] = await this.#database.rows<{ known: string }>(
      `select greatest((select reltuples from pg_class where oid = 'person'::regclass),
         (select count(*) from expiry where kind = 'password'), 0)::bigint as known`,
    );
    this.#known = Number(row?.known ?? 0);
  }

  /** Undefined: nothing enters, or it is switched off. */
  async facts(detected: readonly Detected[], transaction: Transaction): Promise<AttackFacts | undefined> {
    const { settings, known } = this;
    if (detected.length === 0 || !settings.enabled) return undefined;
    const { within, notices, per } = settings;
    const found = detected.map(({ person, system, lockout: { account, lock } }) => ({
      person_id: person,
      system,
      account_id: account.id,
      episode: lock.episode,
      since: lock.since,
    }));
    const [, [row]] = await Promise.all([
      transaction.rows('select pg_advisory_xact_lock($1)', [attackLock]),
      // Asked once the others have committed.
      transaction.rows<FactsRow>(factsQuery, [toJson(found), within, per, notices]),
    ]);
    if (row === undefined) return undefined;
    const instant = row.at.toISOString();
    const left = Math.max(0, notices - Number(row.told));
    if (row.is_on) return { isOn: true, begins: null, left };
    const locked = Number(row.locked);
    const attack = stepAttack(null, { instant, locked, known, rules: settings });
    if (attack === null) return { isOn: false, begins: null, left };
    const begins = { id: randomUUID(), at: attack.since, people: locked, threshold: attackThreshold(settings, known) };
    return { isOn: true, begins, left };
  }
}

interface FactsRow {
  readonly at: Date;
  readonly is_on: boolean;
  readonly locked: string;
  readonly told: string;
}

/**
 * The time that counts ends with the newest of these locks, by the word of the directory: a poll that comes late, or a clock
 * that is behind, makes nobody overlook a storm, and what is old is none. While it is on nobody needs to count. Both ends of
 * a time are given, each by a question of its own: so the planner knows that it is short, and looks it up.
 */
const factsQuery = `with found as (
    select person_id, least(coalesce(since, clock_timestamp()), clock_timestamp()) as locked_at
    from jsonb_to_recordset($1::jsonb) as found (person_id uuid, system text, account_id text, episode text, since timestamptz)
    where not exists (select from lockout where lockout.person_id = found.person_id and lockout.system = found.system
      and lockout.account_id = found.account_id and lockout.episode = found.episode)
  ), span as (
    select max(locked_at) - make_interval(secs => $2::float8 / 1000) as after, max(locked_at) as until from found
  ), running as (select exists (select from attack where ended_at is null) as is_on)
  select clock_timestamp() as at, is_on,
    case when is_on then 0 else (select count(*) from (
      select person_id from lockout where locked_at > (select after from span) and locked_at <= (select until from span)
      union select found.person_id from found, span where found.locked_at > span.after) as people) end as locked,
    (select count(*) from (select from lockout where not held
      and detected_at > (select clock_timestamp() - make_interval(secs => $3::float8 / 1000))
      and detected_at <= (select clock_timestamp()) limit $4::int) as lately) as told
  from running`;
