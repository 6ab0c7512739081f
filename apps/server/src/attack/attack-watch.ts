import type { Lockout } from '@access-account/contract';
import { type AttackBegan, type AttackOver, quietThreshold, stepAttack } from '@access-account/policies';
import type { AuditLog } from '../audit/audit-log.ts';
import type { ConfigurationFile } from '../config/configuration-schema.ts';
import type { Metrics } from '../metrics.ts';
import { meetOperators } from '../operators/meet-operators.ts';
import type { Replica } from '../replica.ts';
import type { Database } from '../storage/database.ts';
import { holdWatch } from '../watch/lease.ts';
import type { AttackMode } from './attack-mode.ts';

export interface AttackWatchOptions {
  readonly mode: AttackMode;
  readonly database: Database;
  readonly audit: AuditLog;
  readonly metrics: Metrics;
  readonly replica: Pick<Replica, 'id' | 'works'>;
  readonly operators: ConfigurationFile['operators'];
  /** Opens the one ticket for all of it, or tells it how it ended: once, however often it comes. */
  readonly incident: (id: string, event: AttackBegan | AttackOver) => Promise<void>;
  /** Lets a lockout in that was held back. */
  readonly release: (held: readonly HeldLockout[]) => Promise<void>;
}

export interface HeldLockout {
  readonly person: string;
  readonly system: string;
  readonly lockout: Lockout;
}

/** That many people are being locked, as the console shows it. */
export interface CurrentAttack {
  readonly id: string;
  /** ISO 8601. */
  readonly since: string;
  /** Locked since shortly before it began. */
  readonly people: number;
  /** Of these, lockouts of which nobody was told yet. */
  readonly held: number;
}

/** Milliseconds the lease lasts from one round to the next. */
const life = 15_000;
/** Lockouts that are let in by one round: whoever was held back is told one after the other, and nobody who asks waits for it. */
const atATime = 25;

/** Opens the incident, ends it once it is quiet, and then tells those who were held back, by one server at a time. */
export class AttackWatch {
  readonly #options: AttackWatchOptions;
  #current: CurrentAttack | null = null;

  constructor(options: AttackWatchOptions) {
    this.#options = options;
  }

  /** At the last look; null: it is quiet. */
  get current(): CurrentAttack | null {
    return this.#current;
  }

  async round(): Promise<void> {
    const { database, replica, metrics } = this.#options;
    const [glance] = await database.rows<{ is_on: boolean; busy: boolean; held: string }>(glanceQuery);
    if (glance === undefined) return;
    this.#current = glance.is_on ? await this.#look() : null;
    metrics.attackMode.set(glance.is_on ? 1 : 0);
    metrics.lockoutsHeld.set(Number(glance.held));
    if (!glance.is_on && !glance.busy) return;
    if (!replica.works || (await holdWatch({ name: 'attack', replica: replica.id, life }, database)) === undefined)
      return;
    await this.#enter();
    const isOn = glance.is_on && !(await this.#settle());
    await this.#leave();
    if (!isOn) await this.#release();
  }

  async #look(): Promise<CurrentAttack | null> {
    const { database, mode } = this.#options;
    const [row] = await database.rows<{ id: string; began_at: Date; people: string; held: string }>(
      `select attack.id, attack.began_at, ${totals} from attack where ended_at is null`,
      [mode.settings.within],
    );
    return row === undefined
      ? null
      : { id: row.id, since: row.began_at.toISOString(), people: Number(row.people), held: Number(row.held) };
  }

  /** Opens the incident of what began. */
  async #enter(): Promise<void> {
    const { database, mode, incident, operators } = this.#options;
    const begun = await database.rows<{ id: string; people: number }>(
      'select id, people from attack where entered_at is null order by began_at',
    );
    if (begun.length === 0) return;
    await meetOperators(operators, database);
    for (const { id, people } of begun) {
      const minutes = Math.max(1, Math.round(mode.settings.within / 60_000));
      await incident(id, { type: 'attack-began', attack: id, people, minutes });
      await database.run('update attack set entered_at = clock_timestamp() where id = $1', [id]);
    }
  }

  /** Ends it once it is quiet. Answers whether it did. */
  async #settle(): Promise<boolean> {
    const { database, mode, audit } = this.#options;
    await mode.count();
    return database.transaction(async (transaction) => {
      const { settings, known } = mode;
      const [row] = await transaction.rows<SettleRow>(settleQuery, [
        settings.within,
        quietThreshold(settings, known) + 1,
      ]);
      if (row === undefined) return false;
      const { id, began_at, loud_at, at, locked } = row;
      const before = { since: began_at.toISOString(), loudAt: loud_at.toISOString() };
      const input = { instant: at.toISOString(), locked: Number(locked), known, rules: settings };
      const after = stepAttack(before, input);
      if (after === null) {
        await transaction.run('update attack set ended_at = clock_timestamp() where id = $1', [id]);
        const summary = 'It is quiet again: people are told of their lockouts, those who were held back first.';
        await audit.append(transaction, [
          { kind: 'security', name: 'attack-mode-over', summary, person: null, case: null, detail: { attack: id } },
        ]);
        return true;
      }
      if (after.loudAt !== before.loudAt)
        await transaction.run('update attack set loud_at = $2 where id = $1', [id, after.loudAt]);
      return false;
    });
  }

  /** Tells the incident how it ended. */
  async #leave(): Promise<void> {
    const { database, mode, incident } = this.#options;
    const over = await database.rows<{ id: string; people: string; held: string }>(
      `select attack.id, ${totals} from attack
       where ended_at is not null and entered_at is not null and left_at is null order by began_at`,
      [mode.settings.within],
    );
    for (const { id, people, held } of over) {
      const event = { type: 'attack-over', attack: id, people: Number(people), held: Number(held) } as const;
      await incident(`${id}:over`, event);
      await database.run('update attack set left_at = clock_timestamp() where id = $1', [id]);
    }
  }

  async #release(): Promise<void> {
    const { database, release } = this.#options;
    const rows = await database.rows<HeldRow>(heldQuery, [atATime]);
    if (rows.length === 0) return;
    await release(
      rows.map(({ person_id, system, account_id, login, display_name, email, episode, locked_at }) => ({
        person: person_id,
        system,
        lockout: {
          account: { id: account_id, login, displayName: display_name, email, locale: null },
          lock: { episode, cause: 'failed-logins', since: locked_at?.toISOString() ?? null, until: null },
        },
      })),
    );
  }
}

interface SettleRow {
  readonly id: string;
  readonly began_at: Date;
  readonly loud_at: Date;
  readonly at: Date;
  readonly locked: string;
}

interface HeldRow {
  readonly person_id: string;
  readonly system: string;
  readonly account_id: string;
  readonly login: string;
  readonly display_name: string;
  readonly email: string | null;
  readonly episode: string;
  readonly locked_at: Date | null;
}

/** An idle server asks this and nothing else. */
const glanceQuery = `select exists (select from attack where ended_at is null) as is_on,
  (select count(*) from lockout where held) as held,
  exists (select from lockout where held) or exists (select from attack where entered_at is null or left_at is null) as busy`;

const totals = `(select count(distinct person_id) from lockout
      where detected_at > attack.began_at - make_interval(secs => $1::float8 / 1000)
        and detected_at <= coalesce(attack.ended_at, (select clock_timestamp()))) as people,
    (select count(*) from lockout where held) as held`;

/** That it ends is seen by when lockouts came in: no clock of a directory can end it too early. */
const settleQuery = `select id, began_at, loud_at, clock_timestamp() as at,
    (select count(*) from (select distinct person_id from lockout
       where detected_at > (select clock_timestamp() - make_interval(secs => $1::float8 / 1000))
         and detected_at <= (select clock_timestamp()) limit $2::int) as lately) as locked
  from attack where ended_at is null for update`;

/** Nobody is told of lockouts while operators have stopped that: they wait on. */
const heldQuery = `select lockout.person_id, lockout.system, lockout.account_id, account.login, account.display_name,
    account.email, lockout.episode, lockout.locked_at
  from lockout join account on account.system = lockout.system and account.account_id = lockout.account_id
  where lockout.held and not exists (
    select from pause where scope in ('all', 'lockoutNotification', 'system:' || lockout.system))
  order by lockout.detected_at limit $1`;
