import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { JsonValue, Logger } from '@access-account/contract';
import { type AudienceFilter, audienceFilter } from '../config/audience-filter.ts';
import type { Audience } from '../config/configuration-schema.ts';
import type { Metrics } from '../metrics.ts';
import type { ConnectorRegistry, ReadyConnector } from '../registry/connector-registry.ts';
import type { Replica } from '../replica.ts';
import type { Database } from '../storage/database.ts';
import { toJson } from '../storage/to-json.ts';
import { holdWatch, releaseLeases } from '../watch/lease.ts';
import { databaseTime } from './database-time.ts';
import { recordPage } from './record-page.ts';

export interface DirectoryMirrorOptions {
  readonly database: Database;
  readonly registry: ConnectorRegistry;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly replica: Pick<Replica, 'id'>;
  /** Aborted when the product says goodbye. */
  readonly goodbye: AbortSignal;
  /** Who is reminded: everybody is read again after a change. */
  readonly audience: Audience;
  /** Whether a whole walk is due after one that ended then: both ISO 8601 instants. */
  readonly isWalkDue: (lastEnded: string, now: string) => boolean;
  /** News came in: something may be due by it. */
  readonly onNews: () => void;
}

/** How far the mirror of one directory has come; kept with its cursor, so that a walk goes on after a restart. */
export interface MirrorProgress {
  readonly list: JsonValue;
  readonly audience: Audience | null;
  /** Of what is under way: pages, accounts, and the ISO 8601 instant at which it began. */
  readonly pages: number;
  readonly accounts: number;
  readonly begunAt: string | null;
  /** The last walk that met everybody. */
  readonly complete: { readonly at: string; readonly accounts: number } | null;
}

const nothingYet: MirrorProgress = {
  list: null,
  audience: null,
  pages: 0,
  accounts: 0,
  begunAt: null,
  complete: null,
};

/** Milliseconds for which a directory's lease lasts: a page may take a while. */
const leaseLife = 60_000;
/** Milliseconds until the next look at a system that is not connected. */
const absentEvery = 30_000;

/** Keeps the days of every directory that lists its accounts at hand, page by page, by one server at a time. */
export class DirectoryMirror {
  readonly #options: DirectoryMirrorOptions;
  readonly #isAudience: AudienceFilter;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #running = new Set<Promise<void>>();

  constructor(options: DirectoryMirrorOptions) {
    this.#options = options;
    this.#isAudience = audienceFilter(options.audience);
  }

  /** Starts mirroring a system; one that is mirrored already, or lists nobody, is left alone. */
  watch(system: ReadyConnector<'identity'>): void {
    if (system.operations['account.list'] === undefined || this.#timers.has(system.name)) return;
    this.#schedule(system.name, 0);
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    await Promise.allSettled(this.#running);
    await releaseLeases(this.#options.replica.id, this.#options.database);
  }

  /** Reads what is new, to the end or until goodbye is said. */
  async round(name: string): Promise<void> {
    const { database, registry, replica, goodbye } = this.#options;
    const system = registry.ready('identity', name);
    if (system === undefined) return;
    let more = true;
    while (more && !goodbye.aborted) {
      // Before every page: a walk through a million accounts outlives any lease.
      const held = await holdWatch({ name: mirrorWatch(name), replica: replica.id, life: leaseLife }, database);
      if (held === undefined) return;
      more = await this.#page(system, (held.cursor ?? nothingYet) as unknown as MirrorProgress);
    }
  }

  #schedule(name: string, after: number): void {
    const timer = setTimeout(() => {
      const begun = performance.now();
      const round: Promise<void> = this.round(name)
        .catch((error: Error) =>
          this.#options.logger.warn('accounts could not be listed', { connector: name, reason: error.message }),
        )
        .then(() => {
          if (this.#options.goodbye.aborted) return;
          const every = this.#options.registry.ready('identity', name)?.listEvery ?? absentEvery;
          this.#schedule(name, Math.max(0, every - (performance.now() - begun)));
        });
      this.#running.add(round);
      void round.finally(() => this.#running.delete(round));
    }, after);
    this.#timers.set(name, timer);
  }

  async #page({ name, operations }: ReadyConnector<'identity'>, known: MirrorProgress): Promise<boolean> {
    const { database, audience, isWalkDue, goodbye, logger, metrics, replica, onNews } = this.#options;
    const list = operations['account.list'];
    if (list === undefined) return false;
    const now = await databaseTime(database);
    const isBetween = known.begunAt === null;
    const isOutdated = known.complete !== null && isWalkDue(known.complete.at, now);
    const begins = !isDeepStrictEqual(known.audience, audience) || (isBetween && isOutdated);
    const cursor = begins ? null : known.list;
    const call = {
      signal: goodbye,
      idempotencyKey: randomUUID(),
      repeated: false,
      actor: { kind: 'schedule' as const },
      logger,
    };
    const page = await list({ cursor }, call);
    const isNews = page.accounts.length > 0 || page.removed.length > 0 || page.isComplete;
    if (!isNews && !page.more && isDeepStrictEqual(page.cursor, cursor)) return false;
    const before = begins ? { ...nothingYet, complete: known.complete } : known;
    const met = before.accounts + page.accounts.length;
    const isEnd = !page.more;
    const progress: MirrorProgress = {
      list: page.cursor,
      audience,
      pages: isEnd ? 0 : before.pages + 1,
      accounts: isEnd ? 0 : met,
      begunAt: isEnd ? null : (before.begunAt ?? now),
      complete: isEnd && page.isComplete ? { at: now, accounts: met } : before.complete,
    };
    const gone = await database.transaction(async (transaction) => {
      if (begins) await transaction.run('delete from directory_page where system = $1', [name]);
      const [gone] = await Promise.all([
        recordPage(
          { system: name, page, number: before.pages, now, isAudience: (one) => this.#isAudience(name, one) },
          transaction,
        ),
        // Somebody else goes on with it: nothing of this counts.
        transaction.rows(
          `with saved as (
             update watch set cursor = $2, polled_at = clock_timestamp() where name = $1 and lease_by = $3 returning 1
           ) select insist((select count(*) from saved) = 1, 'Another server mirrors this directory by now.')`,
          [mirrorWatch(name), toJson(progress), replica.id],
        ),
      ]);
      return gone;
    }, wholesale);
    metrics.directoryWalk.set({ system: name }, progress.accounts);
    if (progress.complete !== null) metrics.directoryAccounts.set({ system: name }, progress.complete.accounts);
    if (gone > 0) logger.info('accounts are gone from a directory', { connector: name, accounts: gone });
    onNews();
    return page.more;
  }
}

/** The last page takes away whoever was not met, of everybody in one statement. Milliseconds. */
const wholesale = { answersWithin: 10 * 60_000 };

export const mirrorPrefix = 'directory:';

function mirrorWatch(name: string): string {
  return `${mirrorPrefix}${name}`;
}
