import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { JsonValue, Lockout, Logger } from '@access-account/contract';
import type { ConnectorRegistry, ReadyConnector } from '../registry/connector-registry.ts';
import type { Replica } from '../replica.ts';
import type { Database } from '../storage/database.ts';
import { toJson } from '../storage/to-json.ts';
import { holdWatch, releaseLeases } from './lease.ts';

export interface LockoutWatcherOptions {
  readonly database: Database;
  readonly registry: ConnectorRegistry;
  readonly logger: Logger;
  readonly replica: Pick<Replica, 'id'>;
  /** Aborted when the product says goodbye: a poll changes nothing and can be cut off. */
  readonly goodbye: AbortSignal;
  readonly lockouts: (system: string, lockouts: readonly Lockout[]) => Promise<void>;
  /** Unless said, as below. */
  readonly standsByFor?: number;
}

/** Milliseconds until the next look at a system that is not connected. */
const absentEvery = 30_000;
/** Milliseconds, at most, until whoever stands by asks again whether the server that polls is gone, however seldom it polls. */
const standsByFor = 5000;
/**
 * Milliseconds between two polls that a provider's calls bring about: a flood of them is so many polls and no more, and the
 * last of those who were locked in between is still told within a second.
 */
const hintedEvery = 750;

/** Looks for lockouts in every identity system, each at its own interval, by one server at a time. */
export class LockoutWatcher {
  readonly #options: LockoutWatcherOptions;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #running = new Set<Promise<void>>();
  /** When the last round of each system began, by the machine's own time. */
  readonly #begun = new Map<string, number>();
  readonly #busy = new Set<string>();
  readonly #hinted = new Set<string>();

  constructor(options: LockoutWatcherOptions) {
    this.#options = options;
  }

  /** Starts watching a system; a system that is watched already is left alone. */
  watch(system: ReadyConnector<'identity'>): void {
    if (system.operations['lockout.poll'] === undefined || this.#timers.has(system.name)) return;
    this.#schedule(system.name, 0);
  }

  /** Polls a watched system now and not at its next interval. Asked again before that, it is still one poll. */
  soon(name: string): void {
    const begun = this.#begun.get(name);
    if (begun === undefined || this.#hinted.has(name) || this.#options.goodbye.aborted) return;
    this.#hinted.add(name);
    if (!this.#busy.has(name)) this.#schedule(name, Math.max(0, hintedEvery - (performance.now() - begun)));
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    await Promise.allSettled(this.#running);
    await releaseLeases(this.#options.replica.id, this.#options.database);
  }

  #schedule(name: string, after: number): void {
    clearTimeout(this.#timers.get(name));
    const timer = setTimeout(() => {
      // The clock on the wall may be set; how long a round took may not depend on it.
      const begun = performance.now();
      this.#begun.set(name, begun);
      this.#busy.add(name);
      // From here on a hint tells of something this round may not see any more.
      this.#hinted.delete(name);
      const round: Promise<void> = this.#round(name)
        .catch((error: Error) => {
          this.#options.logger.warn('lockouts could not be polled', { connector: name, reason: error.message });
          return true;
        })
        .then((isOurs) => {
          this.#busy.delete(name);
          if (this.#options.goodbye.aborted) return;
          // The interval counts from start to start; a slow poll is skipped over, never queued. A poll that failed makes nobody wait longer.
          const every = this.#options.registry.ready('identity', name)?.pollEvery ?? absentEvery;
          const usual = isOurs ? every : Math.min(this.#options.standsByFor ?? standsByFor, every);
          const wait = this.#hinted.has(name) ? Math.min(hintedEvery, every) : usual;
          this.#schedule(name, Math.max(0, wait - (performance.now() - begun)));
        });
      this.#running.add(round);
      void round.finally(() => this.#running.delete(round));
    }, after);
    this.#timers.set(name, timer);
  }

  /** One poll, page by page, by whoever holds the lease. False: that is somebody else. */
  async #round(name: string): Promise<boolean> {
    const { registry, database, replica, goodbye } = this.#options;
    const system = registry.ready('identity', name);
    if (system === undefined) return true;
    // Another replica takes over within two missed rounds, and sooner where this one is dead.
    const life = 2 * system.pollEvery + 5000;
    const watch = await holdWatch({ name: watchOf(name), replica: replica.id, life }, database);
    if (watch === undefined) return false;
    let { cursor } = watch;
    let more = true;
    while (more && !goodbye.aborted) ({ cursor, more } = await this.#page(system, cursor));
    return true;
  }

  async #page(
    { name, operations, pollGrace, maximumLookBack }: ReadyConnector<'identity'>,
    cursor: JsonValue,
  ): Promise<{ readonly cursor: JsonValue; readonly more: boolean }> {
    const { database, logger, goodbye } = this.#options;
    const poll = operations['lockout.poll'];
    if (poll === undefined) return { cursor, more: false };
    const call = {
      signal: goodbye,
      idempotencyKey: randomUUID(),
      repeated: false,
      actor: { kind: 'schedule' as const },
      logger,
    };
    const page = await poll({ cursor, grace: pollGrace }, call);
    const oldest = Date.now() - maximumLookBack;
    const recent = page.lockouts.filter(({ lock }) => lock.since === null || Date.parse(lock.since) >= oldest);
    if (recent.length > 0) await this.#options.lockouts(name, recent);
    // Only now: a poll that is cut off is repeated, and lockouts that entered before are known by their episode.
    if (page.lockouts.length > 0 || !isDeepStrictEqual(page.cursor, cursor)) {
      await database.run('update watch set cursor = $2, polled_at = now() where name = $1 and lease_by = $3', [
        watchOf(name),
        toJson(page.cursor),
        this.#options.replica.id,
      ]);
    }
    return page;
  }
}

function watchOf(name: string): string {
  return `lockout:${name}`;
}
