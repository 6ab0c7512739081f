import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Trouble } from '@access-account/messages';
import type { TroublesChanged } from '@access-account/policies';
import type { CurrentAttack } from '../attack/attack-watch.ts';
import type { AuditEntry } from '../audit/audit-entry.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { ConfigurationFile } from '../config/configuration-schema.ts';
import type { Parked } from '../parked.ts';
import type { Replica } from '../replica.ts';
import type { Address } from '../road/help-case.ts';
import type { Database, Transaction } from '../storage/database.ts';
import { toJson } from '../storage/to-json.ts';
import { holdWatch } from '../watch/lease.ts';
import { type KeyedTrouble, type LocalTroublesOptions, localTroubles } from './local-troubles.ts';
import { meetOperators } from './meet-operators.ts';
import { operators } from './operators.ts';

export interface TroublesOptions extends LocalTroublesOptions {
  readonly database: Database;
  readonly audit: AuditLog;
  readonly parked: Parked;
  /** Whether many people are being locked at this moment; null: they are not. */
  readonly attack: () => CurrentAttack | null;
  readonly replica: Pick<Replica, 'id' | 'works'>;
  /** Who is told; undefined: nobody is, and it stays on `/readyz`, in the audit and in the console. */
  readonly to: ConfigurationFile['operators'];
  /** Tells the operators: once, however often it comes by this id. */
  readonly tell: (id: string, event: TroublesChanged, address: Address | null) => Promise<void>;
  /** Unless said, as below. */
  readonly settlesWithin?: number;
  readonly overAfter?: number;
}

/** Milliseconds that something must last before it is a trouble: a connector that is started, or blinks, is none. */
const usuallySettlesWithin = 10_000;
/** Milliseconds that a trouble must be gone before it is over: what comes and goes is one trouble. */
const usuallyOverAfter = 60_000;
/** Messages in any hour, so that nothing floods the operators; what does not fit waits and comes together. */
const most = 12;
/** Milliseconds the lease lasts from one round to the next. */
const life = 15_000;

/**
 * What needs a human. Every server says what it sees; one of them tells the operators when something begins and when it is
 * over, each once, several in one message. All of it is rows: a restart, or another server that takes over, tells nothing twice.
 */
export class Troubles {
  readonly #options: TroublesOptions;
  /** What stands in the database as seen by this server, and under which id. */
  #said: { readonly replica: string; readonly troubles: readonly KeyedTrouble[] } | undefined;
  /** Since when this server looks, by `performance.now()`: what nobody said since then may only not be said yet. */
  #looksSince: number | undefined;
  #undelivered = 0;

  constructor(options: TroublesOptions) {
    this.#options = options;
  }

  /** Messages to the operators that did not get through within a minute, at the last look. */
  get undelivered(): number {
    return this.#undelivered;
  }

  async round(): Promise<void> {
    const { database, replica } = this.#options;
    await this.#say();
    const [glance] = await database.rows<{ busy: boolean; undelivered: string }>(glanceQuery, [operators]);
    this.#undelivered = Number(glance?.undelivered ?? 0);
    const isOurs =
      replica.works &&
      glance?.busy === true &&
      (await holdWatch({ name: 'operators', replica: replica.id, life }, database)) !== undefined;
    if (!isOurs) {
      this.#looksSince = undefined;
      return;
    }
    this.#looksSince ??= performance.now();
    const seen = await this.#seen();
    await database.transaction((transaction) => this.#record(seen, transaction));
    if (this.#options.to !== undefined) await this.#tell();
  }

  /** Says what this server sees, where that is something else than before. */
  async #say(): Promise<void> {
    const { database, replica } = this.#options;
    const troubles = localTroubles(this.#options);
    const { id } = replica;
    if (this.#said?.replica === id && isDeepStrictEqual(this.#said.troubles, troubles)) return;
    if (this.#said !== undefined || troubles.length > 0) {
      await database.transaction(async (transaction) => {
        await transaction.run('delete from trouble_sight where replica = $1 and not (key = any($2::text[]))', [
          id,
          troubles.map(({ key }) => key),
        ]);
        await transaction.run(keepSights, [id, toJson(troubles)]);
      });
    }
    this.#said = { replica: id, troubles };
  }

  /** What any living server sees, and what stands in the database for all of them. */
  async #seen(): Promise<readonly KeyedTrouble[]> {
    const { database, parked, attack, settlesWithin = usuallySettlesWithin } = this.#options;
    await parked.look();
    const sights = await database.rows<KeyedTrouble>(sightsQuery, [settlesWithin]);
    const storm = attack();
    const others = parked.count - parked.ticketCount;
    return [
      ...sights,
      ...(storm === null ? [] : [stormOf(storm)]),
      ...(parked.ticketCount === 0
        ? []
        : [putAside('tickets', `${parked.ticketCount}. See \`access-account tickets parked\`.`)]),
      ...(others === 0 ? [] : [putAside('effects', `${others}. See \`access-account effects parked\`.`)]),
    ];
  }

  async #record(seen: readonly KeyedTrouble[], transaction: Transaction): Promise<void> {
    const { audit, overAfter = usuallyOverAfter } = this.#options;
    const looked = performance.now() - (this.#looksSince ?? 0) >= overAfter;
    const [began, ended] = await Promise.all([
      transaction.rows<Changed>(keepTroubles, [toJson(seen.map((one) => ({ ...one, id: randomUUID() })))]),
      looked
        ? transaction.rows<Changed>(endTroubles, [seen.map(({ key }) => key), overAfter])
        : Promise.resolve<Changed[]>([]),
    ]);
    await transaction.run(forgetTheDead);
    // Where something new begins: what is over then grows no further than what a month brings.
    if (began.some(({ is_new }) => is_new)) await transaction.run(forgetTheOld);
    const news = [
      ...began.filter(({ is_new }) => is_new).map(entryOf('trouble-began')),
      ...ended.map(entryOf('trouble-over')),
    ];
    await audit.append(transaction, news);
    if (this.#options.to !== undefined) await this.#gather(transaction);
  }

  /** Puts what was not told yet into one message, if there is still one to be sent in this hour. The audit and a storm do not wait. */
  async #gather(transaction: Transaction): Promise<void> {
    const [sent] = await transaction.rows<{ count: string }>(
      "select count(*) from operator_notice where at > clock_timestamp() - interval '1 hour'",
    );
    const kinds = Number(sent?.count ?? 0) < most ? null : ['audit', 'storm'];
    const id = randomUUID();
    const began = await transaction.run(tellBegan, [id, kinds]);
    const ended = await transaction.run(tellEnded, [id, kinds]);
    if (began + ended > 0) await transaction.run('insert into operator_notice (id) values ($1)', [id]);
  }

  async #tell(): Promise<void> {
    const { database, to, tell } = this.#options;
    const waiting = await database.rows<{ id: string }>(
      'select id from operator_notice where entered_at is null order by at limit 20',
    );
    if (waiting.length === 0) return;
    await meetOperators(to, database);
    for (const { id } of waiting) {
      const rows = await database.rows<Trouble & { readonly is_over: boolean }>(
        `select kind as trouble, name, detail, ended_notice is not distinct from $1::uuid as is_over from trouble
         where began_notice = $1 or ended_notice = $1 order by began_at, key`,
        [id],
      );
      const of = (over: boolean) =>
        rows.filter(({ is_over }) => is_over === over).map(({ is_over: _, ...trouble }) => trouble);
      const address = typeof to === 'object' ? to : null;
      await tell(id, { type: 'troubles-changed', began: of(false), over: of(true) }, address);
      await database.run('update operator_notice set entered_at = clock_timestamp() where id = $1', [id]);
    }
  }
}

interface Changed {
  readonly key: string;
  readonly kind: Trouble['trouble'];
  readonly name: string;
  readonly detail: string;
  readonly is_new: boolean;
}

/** As it stands at this look: so it is told when it is over, too. */
function stormOf({ id, since, people, held }: CurrentAttack): KeyedTrouble {
  const detail = `${people} people since ${since.slice(0, 16).replace('T', ' ')} UTC, ${held} of their lockouts not told yet.`;
  return { key: `storm:${id}`, trouble: 'storm', name: '', detail };
}

function putAside(trouble: 'tickets' | 'effects', detail: string): KeyedTrouble {
  return { key: trouble, trouble, name: '', detail };
}

function entryOf(name: 'trouble-began' | 'trouble-over') {
  return ({ key, kind, name: connector, detail }: Changed): AuditEntry => ({
    kind: kind === 'storm' || kind === 'audit' ? 'security' : 'system',
    name,
    summary:
      name === 'trouble-began'
        ? `Something needs a human (${connector || kind}): ${detail}`
        : `It is over (${connector || kind}).`,
    person: null,
    case: null,
    detail: { key, trouble: kind },
  });
}

/** An idle server asks this and nothing else. */
const glanceQuery = `select exists (select from trouble_sight) or exists (select from trouble where ended_at is null)
    or exists (select from attack where ended_at is null)
    or exists (select from operator_notice where entered_at is null) or exists (select from effect where status = 'parked')
    or exists (select from trouble where (began_notice is null or ended_notice is null)
      and ended_at > clock_timestamp() - interval '1 day') as busy,
  (select count(*) from effect where person_id = $1 and lane = 'person'
    and (status = 'intent' and created_at < clock_timestamp() - interval '1 minute'
      or status = 'failed' and finished_at > clock_timestamp() - interval '1 day')) as undelivered`;

const keepSights = `insert into trouble_sight (key, replica, kind, name, detail)
  select key, $1::uuid, trouble, name, detail
  from jsonb_to_recordset($2::jsonb) as seen (key text, trouble text, name text, detail text)
  on conflict (key, replica) do update set name = excluded.name, detail = excluded.detail`;

const sightsQuery = `select distinct on (sight.key) sight.key, sight.kind as trouble, sight.name, sight.detail
  from trouble_sight sight join replica on replica.id = sight.replica and replica.alive_until > clock_timestamp()
  where sight.since <= clock_timestamp() - make_interval(secs => $1::float8 / 1000)
  order by sight.key, sight.since`;

/** What a server saw that is gone by now. */
const forgetTheDead = `delete from trouble_sight where not exists (
  select from replica where replica.id = trouble_sight.replica and replica.alive_until > clock_timestamp())`;

/** What is over for a month, and what was said of it: the audit goes on having it. What still waits to be said stays. */
const forgetTheOld = `with waiting as (select id from operator_notice where entered_at is null),
  over as (
    delete from trouble where ended_at < clock_timestamp() - interval '30 days'
      and coalesce(began_notice not in (select id from waiting), true)
      and coalesce(ended_notice not in (select id from waiting), true)
  ) delete from operator_notice where entered_at is not null and at < clock_timestamp() - interval '30 days'`;

const keepTroubles = `insert into trouble (id, key, kind, name, detail)
  select id, key, trouble, name, detail
  from jsonb_to_recordset($1::jsonb) as seen (id uuid, key text, trouble text, name text, detail text)
  on conflict (key) where ended_at is null do update set seen_at = clock_timestamp(), detail = excluded.detail
  returning key, kind, name, detail, xmax = 0 as is_new`;

const endTroubles = `update trouble set ended_at = clock_timestamp()
  where ended_at is null and not (key = any($1::text[]))
    and seen_at < clock_timestamp() - make_interval(secs => $2::float8 / 1000)
  returning key, kind, name, detail, false as is_new`;

const tellBegan = `update trouble set began_notice = $1
  where began_notice is null and (ended_at is null or ended_at > clock_timestamp() - interval '1 day')
    and ($2::text[] is null or kind = any($2::text[]))`;

const tellEnded = `update trouble set ended_notice = $1
  where ended_at is not null and ended_notice is null and began_notice is not null
    and ($2::text[] is null or kind = any($2::text[]))`;
