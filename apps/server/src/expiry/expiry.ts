import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '@access-account/contract';
import { nextSlot } from '@access-account/policies';
import type { Configuration } from '../config/load-configuration.ts';
import type { Metrics } from '../metrics.ts';
import type { ConnectorRegistry, ReadyConnector } from '../registry/connector-registry.ts';
import type { Replica } from '../replica.ts';
import type { Road } from '../road/road.ts';
import type { Database } from '../storage/database.ts';
import { DirectoryMirror } from './directory-mirror.ts';
import { type ForecastReminder, forecast } from './forecast.ts';
import { type DirectoryProgress, mirrorProgress } from './mirror-progress.ts';
import { Reminders } from './reminders.ts';
import { type ZoneRules, zoneRules } from './zone-rules.ts';

export interface ExpiryOptions {
  readonly configuration: Configuration;
  readonly database: Database;
  readonly registry: ConnectorRegistry;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly road: Road;
  readonly replica: Pick<Replica, 'id'>;
  readonly goodbye: AbortSignal;
}

/** When everybody is read, by the clock of the organisation. */
const walkAt = '02:00';
/** Milliseconds until another round where one failed. */
const afterTrouble = 2000;

/** Everything about what runs out: the mirror of the directories, and the reminders. */
export class Expiry {
  readonly rulesOf: ZoneRules;
  readonly mirror: DirectoryMirror;
  readonly reminders: Reminders;
  readonly #options: ExpiryOptions;
  #running: Promise<void> = Promise.resolve();

  constructor(options: ExpiryOptions) {
    const { configuration, road } = options;
    const policy = configuration.policies.passwordExpiry;
    this.#options = options;
    this.rulesOf = zoneRules({ policy, holidays: configuration.holidays });
    const nights = { timeZone: policy.timeZone, at: walkAt, weekends: 'send', holidays: new Set<string>() } as const;
    this.mirror = new DirectoryMirror({
      ...options,
      audience: policy.audience,
      isWalkDue: (lastEnded, now) => {
        const next = nextSlot({ after: lastEnded, rules: nights });
        return next !== undefined && Date.parse(next.at) <= Date.parse(now);
      },
      onNews: () => this.reminders.look(),
    });
    this.reminders = new Reminders({
      ...options,
      rulesOf: this.rulesOf,
      room: (system) => road.roomForReminders(system),
      isSlow: (system) => road.isSlowForReminders(system),
      oneLess: () => road.reminderOver(),
      meet: (reminders) => road.meetReminded(reminders),
      enter: (reminders) => road.reminders(reminders),
    });
  }

  /** Whether anybody is reminded. */
  get isEnabled(): boolean {
    return this.#options.configuration.policies.passwordExpiry.enabled;
  }

  start(): void {
    if (this.isEnabled) this.#running = this.#run();
  }

  watch(system: ReadyConnector<'identity'>): void {
    if (this.isEnabled) this.mirror.watch(system);
  }

  /** Who will be reminded of what in the next days; writes nothing. */
  forecast(days: number): AsyncGenerator<ForecastReminder> {
    const { configuration, database } = this.#options;
    const { ignoreCoversExpired } = configuration.policies.passwordExpiry;
    return forecast({ database, rulesOf: this.rulesOf, days, ignoreCoversExpired });
  }

  /** How far the mirror of each directory has come. */
  progress(): Promise<readonly DirectoryProgress[]> {
    return mirrorProgress(this.#options.database);
  }

  async stop(): Promise<void> {
    await this.#running;
    await this.mirror.stop();
  }

  async #run(): Promise<void> {
    const { goodbye, logger } = this.#options;
    while (!goodbye.aborted) {
      const rest = await this.reminders.round().catch((error: Error) => {
        logger.warn('reminders could not be looked for', { reason: error.message });
        return afterTrouble;
      });
      if (rest > 0) await delay(rest, undefined, { signal: goodbye }).catch(() => undefined);
    }
  }
}
