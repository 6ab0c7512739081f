import type { Clock } from '@access-account/contract';

/** Jira’s three limits, which hold at once. */
export interface FakeLimitOptions {
  /** Points an hour. */
  readonly quota: number;
  /** Requests a second by one method to one endpoint. */
  readonly burst: number;
  /** Writes to one issue within two seconds. */
  readonly perIssue: number;
}

export interface FakeLimit {
  /** `RateLimit-Reason`. */
  readonly reason: string;
  readonly limit: number;
  /** Seconds until it takes requests again. */
  readonly seconds: number;
}

/** Counts requests by the clock’s own windows. */
export class FakeLimits {
  readonly #options: FakeLimitOptions;
  readonly #clock: Clock;
  readonly #counts = new Map<string, number>();

  constructor(options: FakeLimitOptions, clock: Clock) {
    this.#options = options;
    this.#clock = clock;
  }

  /** The limit that one request more passes. */
  take(method: string, path: string): FakeLimit | undefined {
    const issue = /^\/rest\/api\/3\/issue\/(\d+)/.exec(path)?.[1];
    const endpoint = `${method} ${path.replace(/\/\d+/g, '/{id}')}`;
    const { quota, burst, perIssue } = this.#options;
    const isWrite = method !== 'GET';
    return (
      this.#count('quota', 3600, { reason: 'jira-quota-tenant-based', limit: quota }) ??
      this.#count(endpoint, 1, { reason: 'jira-burst-based', limit: burst }) ??
      (isWrite && issue !== undefined
        ? this.#count(`issue ${issue}`, 2, { reason: 'jira-per-issue-on-write', limit: perIssue })
        : undefined)
    );
  }

  #count(name: string, window: number, { reason, limit }: Omit<FakeLimit, 'seconds'>): FakeLimit | undefined {
    const now = this.#clock.now().getTime() / 1000;
    const began = Math.floor(now / window);
    const key = `${name} ${began}`;
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    return count > limit ? { reason, limit, seconds: Math.ceil((began + 1) * window - now) } : undefined;
  }
}
