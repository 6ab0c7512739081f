import { randomUUID } from 'node:crypto';
import type { JsonValue, Lockout, Logger } from '@access-account/contract';
import type { ConnectorRegistry, ReadyConnector } from '../registry/connector-registry.ts';
import type { Database } from '../storage/database.ts';
import { releaseLeases, takeLease } from './lease.ts';

export interface LockoutWatcherOptions {
  readonly database: Database;
  readonly registry: ConnectorRegistry;
  readonly logger: Logger;
  readonly replica: string;
  /** Aborted when the product says goodbye: a poll changes nothing and can be cut off. */
  readonly goodbye: AbortSignal;
  readonly lockout: (system: string, lockout: Lockout) => Promise<void>;
}

/** Lockouts of one page that enter the road side by side. */
const abreast = 8;

/** Looks for lockouts in every identity system, each at its own interval, by one server at a time. */
export class LockoutWatcher {
  readonly #options: LockoutWatcherOptions;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #running = new Set<Promise<void>>();

  constructor(options: LockoutWatcherOptions) {
    this.#options = options;
  }

  /** Starts watching a system; a system that is watched already is left alone. */
  watch(system: ReadyConnector<'identity'>): void {
    if (system.operations['lockout.poll'] === undefined || this.#timers.has(system.name)) return;
    this.#schedule(system.name, 0);
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    await Promise.allSettled(this.#running);
    await releaseLeases(this.#options.replica, this.#options.database);
  }

  #schedule(name: string, after: number): void {
    const timer = setTimeout(() => {
      const begun = Date.now();
      const round: Promise<void> = this.#round(name)
        .catch((error: Error) =>
          this.#options.logger.warn('lockouts could not be polled', { connector: name, reason: error.message }),
        )
        .then((every) => {
          if (this.#options.goodbye.aborted) return;
          // The interval counts from start to start; a slow poll is skipped over, never queued.
          this.#schedule(name, Math.max(0, (every ?? 30_000) - (Date.now() - begun)));
        });
      this.#running.add(round);
      void round.finally(() => this.#running.delete(round));
    }, after);
    this.#timers.set(name, timer);
  }

  /** One poll, by whoever holds the lease. Answers the interval to the next. */
  async #round(name: string): Promise<number | undefined> {
    const { registry, database, replica } = this.#options;
    const system = registry.ready('identity', name);
    if (system === undefined) return undefined;
    const { pollEvery } = system;
    // Another replica takes over within two missed rounds.
    if (!(await takeLease({ name: `lockout:${name}`, replica, life: 2 * pollEvery + 5000 }, database)))
      return pollEvery;
    let more = true;
    while (more && !this.#options.goodbye.aborted) more = await this.#page(system);
    return pollEvery;
  }

  async #page({ name, operations }: ReadyConnector<'identity'>): Promise<boolean> {
    const { database, logger, goodbye } = this.#options;
    const poll = operations['lockout.poll'];
    if (poll === undefined) return false;
    const [watch] = await database.rows<{ cursor: JsonValue }>('select cursor from watch where name = $1', [
      `lockout:${name}`,
    ]);
    const cursor = watch?.cursor ?? null;
    const call = { signal: goodbye, idempotencyKey: randomUUID(), actor: { kind: 'schedule' as const }, logger };
    const page = await poll({ cursor }, call);
    for (let start = 0; start < page.lockouts.length; start += abreast) {
      await Promise.all(
        page.lockouts.slice(start, start + abreast).map((lockout) => this.#options.lockout(name, lockout)),
      );
    }
    // Only now: a poll that is cut off is repeated, and lockouts that entered before are known by their episode.
    if (page.lockouts.length > 0 || JSON.stringify(page.cursor) !== JSON.stringify(cursor)) {
      await database.run('update watch set cursor = $2, polled_at = now() where name = $1', [
        `lockout:${name}`,
        JSON.stringify(page.cursor),
      ]);
    }
    return page.more;
  }
}
