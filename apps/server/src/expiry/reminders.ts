import type { Logger } from '@access-account/contract';
import { cycleOf } from '@access-account/policies';
import type { Metrics } from '../metrics.ts';
import type { Replica } from '../replica.ts';
import type { Reminded } from '../road/entry.ts';
import type { Database } from '../storage/database.ts';
import { toJson } from '../storage/to-json.ts';
import { holdWatch } from '../watch/lease.ts';
import { sweepReminders } from './sweep-reminders.ts';
import type { ZoneRules } from './zone-rules.ts';

/** A reminder that came due, or the news that its cycle is over. */
type DueReminder = Pick<Reminded, 'id' | 'event'>;

export interface RemindersOptions {
  readonly database: Database;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly replica: Pick<Replica, 'id'>;
  readonly goodbye: AbortSignal;
  readonly rulesOf: ZoneRules;
  /** How many reminders of a directory the road takes now without anybody having to wait. */
  readonly room: (system: string) => number;
  /** Whether a directory gets no more for now, so slow is it. */
  readonly isSlow: (system: string) => boolean;
  /** Resolves when one that the road has is over. */
  readonly oneLess: () => Promise<void>;
  /** Makes known whose they are, so that nobody has to be met while others wait. */
  readonly meet: (reminders: readonly DueReminder[]) => Promise<void>;
  /** Lets them onto the road. Answers which of them are settled; the others are tried again. */
  readonly enter: (reminders: readonly DueReminder[]) => Promise<readonly boolean[]>;
}

/** Milliseconds. */
const leaseLife = 60_000;
const lookEvery = 15 * 60_000;
/** Milliseconds between two glances at whether something changed in a directory. */
const glanceEvery = 2000;
/** Reminders that are read together. */
const atOnce = 240;
/** Milliseconds: it looks at everybody in one statement. */
const sweepAnswersWithin = 10 * 60_000;
/** Reminders whose people are met together: as many as the road takes together. */
const metTogether = 48;
/** Milliseconds after which there may be room though none is over: nobody asks any more, or a directory was found to hang. */
const aMoment = 250;
/** Effects that wait for a directory which has no time for them: nothing is added to more. */
const mostDelayed = 20;

/** Finds at its slot whom to remind, and lets what came due onto the road as fast as that has room: by one server at a time. */
export class Reminders {
  readonly #options: RemindersOptions;
  /** Milliseconds since the epoch, by the database's clock: nothing comes due by itself before. */
  #nextAt = 0;
  /** Directories that are left out of the next look, once. */
  #slow: readonly string[] = [];

  constructor(options: RemindersOptions) {
    this.#options = options;
  }

  /** Something changed in a directory: more may be due than the clock says. */
  look(): void {
    this.#nextAt = 0;
  }

  /** Sweeps where it is time, and lets in what waits. Answers in how many milliseconds there may be more. */
  async round(): Promise<number> {
    const { database, replica, goodbye } = this.#options;
    if ((await holdWatch({ name: 'reminders', replica: replica.id, life: leaseLife }, database)) === undefined) {
      // Whoever takes over from somebody else knows nothing of what is due.
      this.look();
      return glanceEvery;
    }
    const [seen] = await database.rows<{ now: Date; has_moved: boolean }>(glance);
    const now = seen?.now ?? new Date();
    if (seen?.has_moved === true || now.getTime() >= this.#nextAt) await this.#sweep(now);
    const slow = this.#slow;
    this.#slow = [];
    const rows = await database.rows<ReminderRow>(waiting, [atOnce, mostDelayed, slow]);
    let met = this.#meet(rows, 0);
    for (let start = 0; start < rows.length && !goodbye.aborted; start += metTogether) {
      await met;
      met = this.#meet(rows, start + metTogether);
      await this.#letIn(rows.slice(start, start + metTogether));
    }
    // Behind those of a directory that hangs there may be others.
    if (goodbye.aborted) return glanceEvery;
    if (rows.length === atOnce || this.#slow.length > 0) return 0;
    return Math.min(glanceEvery, Math.max(0, this.#nextAt - now.getTime()));
  }

  /** Makes the next people known while others come in. */
  #meet(rows: readonly ReminderRow[], start: number): Promise<void> {
    const some = rows.slice(start, start + metTogether).filter(({ system }) => !this.#options.isSlow(system));
    const met = some.length === 0 ? Promise.resolve() : this.#options.meet(some.map(dueReminder));
    // Said by whoever waits for it, or nobody does any more.
    met.catch(() => undefined);
    return met;
  }

  async #letIn(rows: readonly ReminderRow[]): Promise<void> {
    let marked = Promise.resolve();
    for (let left = rows; left.length > 0; ) {
      const taken = await this.#next(left);
      if (taken.length === 0) break;
      const settled = await this.#options.enter(taken.map(dueReminder));
      await marked;
      // Beside the next ones: where it is not noted, they come again, and count no more.
      marked = this.#mark(taken, settled);
      marked.catch(() => undefined);
      left = left.filter((row) => !taken.includes(row));
    }
    await marked;
  }

  /** Waits until the road takes some of them. None: it takes no more of any of them for now. */
  async #next(rows: readonly ReminderRow[]): Promise<readonly ReminderRow[]> {
    const { room, isSlow, oneLess, goodbye } = this.#options;
    const systems = new Set(rows.map(({ system }) => system));
    while (!goodbye.aborted) {
      for (const system of systems) {
        const some = room(system);
        if (some > 0) return rows.filter((row) => row.system === system).slice(0, some);
      }
      const slow = [...systems].filter(isSlow);
      if (slow.length === systems.size) {
        this.#slow = [...new Set([...this.#slow, ...slow])];
        return [];
      }
      await atMost(aMoment, oneLess());
    }
    return [];
  }

  async #sweep(now: Date): Promise<void> {
    const { database, rulesOf, metrics } = this.#options;
    const { due, nextAt } = await database.transaction(
      (transaction) => sweepReminders({ now: now.toISOString(), rulesOf }, transaction),
      { answersWithin: sweepAnswersWithin },
    );
    metrics.remindersDue.inc(due);
    // Another server may have met somebody in a zone that was not there yet.
    const atLatest = now.getTime() + lookEvery;
    this.#nextAt = nextAt === null ? atLatest : Math.min(Date.parse(nextAt), atLatest);
  }

  async #mark(rows: readonly ReminderRow[], settled: readonly boolean[]): Promise<void> {
    const { database, logger } = this.#options;
    const isSettled = (_: ReminderRow, index: number) => settled[index] === true;
    const done = rows.filter(isSettled);
    const left = rows.filter((row, index) => !isSettled(row, index));
    if (done.length > 0) await database.run(markEntered, [toJson(done.map(keyColumns))]);
    if (left.length > 0) {
      await database.run(markLeft, [toJson(left.map(keyColumns))]);
      logger.info('reminders wait for their directory', { reminders: left.length });
    }
  }
}

/** Resolves with the work, or after so many milliseconds. */
async function atMost(milliseconds: number, work: Promise<void>): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, milliseconds);
  await Promise.race([work, late]);
  clearTimeout(timer);
}

interface ReminderRow {
  readonly system: string;
  readonly account_id: string;
  readonly kind: 'password' | 'account';
  readonly cycle_at: Date;
  readonly schedule: number;
  readonly mark: number;
  readonly zone: string;
  readonly cycle_changed_at: Date | null;
  readonly cycle_expires_at: Date;
  readonly expires_at: Date;
}

/** The most urgent first: what is over, then what is nearest to its end. */
const waiting = `select system, account_id, kind, cycle_at, schedule, mark, zone, cycle_changed_at, cycle_expires_at, expires_at
  from reminder
  where entered_at is null and (not_before is null or not_before <= clock_timestamp())
    and system not in (
      select substr(lane, 8) from effect where status = 'intent' and attempts > 0 and starts_with(lane, 'system:')
      group by lane having count(*) >= $2::int)
    and system <> all($3::text[])
  order by mark limit $1::int`;

const glance = `select clock_timestamp() as now, exists(select from expiry where moved_at is not null) as has_moved`;

const those = `from jsonb_to_recordset($1::jsonb)
    as these (system text, account_id text, kind text, cycle_at timestamptz, schedule integer, mark integer)
  where reminder.system = these.system and reminder.account_id = these.account_id and reminder.kind = these.kind
    and reminder.cycle_at = these.cycle_at and reminder.schedule = these.schedule and reminder.mark = these.mark`;

const markEntered = `update reminder set entered_at = clock_timestamp() ${those}`;

const markLeft = `update reminder set not_before = clock_timestamp() + interval '1 minute' ${those}`;

function keyColumns({ system, account_id, kind, cycle_at, schedule, mark }: ReminderRow) {
  return { system, account_id, kind, cycle_at, schedule, mark };
}

function dueReminder(row: ReminderRow): DueReminder {
  const { system, account_id: account, kind, mark, zone } = row;
  const id = JSON.stringify(Object.values(keyColumns(row)));
  if (mark < 0) return { id, event: { type: 'expiry-changed', system, account, kind } };
  const cycle = cycleOf({
    account: `${system}/${account}`,
    changedAt: row.cycle_changed_at?.toISOString() ?? null,
    expiresAt: row.cycle_expires_at.toISOString(),
  });
  return {
    id,
    event: {
      type: 'reminder-due',
      system,
      account,
      kind,
      cycle,
      expiresAt: row.expires_at.toISOString(),
      mark: mark === 0 ? 'expired' : mark,
      timeZone: zone,
    },
  };
}
