import { type Logger, RateLimitedError, UnavailableError } from '@access-account/contract';
import type { Time } from '../time.ts';
import { type BucketSize, knockEvery } from './bucket.ts';
import type { ProviderLimits } from './read-limits.ts';
import type { SharedBucket } from './shared-bucket.ts';

export interface ProviderBudgetOptions {
  /** The connector's name. */
  readonly system: string;
  /** null: calls are not counted. */
  readonly size: BucketSize | null;
  readonly shared: Pick<SharedBucket, 'take' | 'giveBack' | 'quieten' | 'reopen' | 'rest'>;
  readonly time: Time;
  readonly logger: Logger;
}

export interface Asking {
  /** A person waits for it. */
  readonly urgent: boolean;
  /** Milliseconds it may wait for its turn; what would wait longer is refused at once, with how long it would have been. */
  readonly patience: number;
  readonly signal: AbortSignal;
}

/** Leave to call the provider, once. */
export interface Leave {
  /** The provider takes no calls, and this one finds out whether that is over. */
  readonly knocks: boolean;
  /** How often something had been learned of the provider's limits by then. */
  readonly lessons: number;
}

interface Waiter {
  /** In this replica's time. */
  readonly until: number;
  readonly grant: (leave: Leave) => void;
  readonly refuse: (error: unknown) => void;
}

const kinds = ['urgent', 'background'] as const;
type Kind = (typeof kinds)[number];

/** Milliseconds by which the provider's quiet must be longer than the known one to be news. */
const slack = 250;

/**
 * How one replica spends what all replicas together may ask of one provider.
 * Tokens come from the shared bucket in chunks: as many as wait, and as many more as were used of the last chunk.
 * So a busy connector asks the database about once in a token's life, and an idle one takes nothing from the others.
 */
export class ProviderBudget {
  readonly #options: ProviderBudgetOptions;
  readonly #waiting: Record<Kind, Waiter[]> = { urgent: [], background: [] };
  /** Until when asking the shared bucket is in vain. All instants are in this replica's time. */
  #vainUntil: Readonly<Record<Kind, number>> = { urgent: 0, background: 0 };
  /** Until when the provider takes no calls, and until when it is left to people: its own words. */
  #quietUntil: Readonly<Record<Kind, number>> = { urgent: 0, background: 0 };
  /** Taken and not yet used. */
  #held = 0;
  #heldUntil = 0;
  /** Calls that the last chunk served. */
  #used = 0;
  #lessons = 0;
  #taking: Promise<void> | undefined;
  /** Own news on its way to the other replicas. */
  #telling = 0;
  #alarm: { readonly at: number; readonly callOff: () => void } | undefined;
  #closed = false;
  /** What this budget refused says nothing new about the provider. */
  readonly #refusals = new WeakSet<object>();

  constructor(options: ProviderBudgetOptions) {
    this.#options = options;
  }

  /**
   * Waits for leave to call the provider.
   * @throws RateLimitedError when its turn would come too late; the signal's reason when that ends first.
   */
  async leave({ urgent, patience, signal }: Asking): Promise<Leave> {
    signal.throwIfAborted();
    const kind = urgent ? 'urgent' : 'background';
    if (this.#waiting[kind].length === 0 && this.#spend(kind)) return this.#granted(false);
    const wait = this.#waitOf(kind, this.#waiting[kind].length);
    if (wait > patience || this.#closed) throw this.#refusal(wait);
    const { promise, resolve: grant, reject: refuse } = Promise.withResolvers<Leave>();
    const waiter = { until: this.#options.time.now() + patience, grant, refuse };
    const onAbort = () => {
      this.#waiting[kind] = this.#waiting[kind].filter((one) => one !== waiter);
      refuse(signal.reason);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    this.#waiting[kind].push(waiter);
    this.#serve();
    try {
      return await promise;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** The provider said something about its limits: the calls of all replicas rest as long as it wants, and people knock. */
  learn({ closedFor, quietFor }: ProviderLimits): void {
    if (closedFor <= 0 && quietFor <= 0) return;
    this.#lessons += 1;
    const now = this.#options.time.now();
    const rest = { urgent: closedFor, background: Math.max(closedFor, quietFor) };
    // Calls that were under way together hear the same: told once is enough.
    if (kinds.every((kind) => now + rest[kind] <= this.#quietUntil[kind] + slack)) return;
    this.#quietUntil = {
      urgent: Math.max(this.#quietUntil.urgent, now + rest.urgent),
      background: Math.max(this.#quietUntil.background, now + rest.background),
    };
    if (closedFor > 0) {
      const { logger, system } = this.#options;
      logger.warn('a provider asks for fewer calls', { connector: system, milliseconds: Math.round(closedFor) });
    }
    this.#serve();
    void this.#tell(() => this.#options.shared.quieten(rest));
  }

  /** A call that had leave was answered. Where it knocked, calls may come again. */
  answered({ knocks, lessons }: Leave): void {
    if (!knocks || this.#lessons !== lessons) return;
    this.#quietUntil = { urgent: 0, background: 0 };
    void this.#tell(() => this.#options.shared.reopen()).then(() => this.#lookAgain());
  }

  /** A call that had leave failed. Where nobody read the provider's own words, its error says how long to rest. */
  failed({ lessons }: Leave, error: unknown): void {
    if (!isRateLimited(error) || this.#refusals.has(error) || this.#lessons !== lessons) return;
    this.learn({ closedFor: Math.max(error.retryAfter, 1), quietFor: 0 });
  }

  /** Another replica learned something, or may have. */
  async refresh(): Promise<void> {
    // Our own news is younger than what would be read.
    if (this.#telling > 0) return;
    await this.#orSaySo(async () => {
      const rest = await this.#options.shared.rest();
      const now = this.#options.time.now();
      this.#quietUntil = { urgent: now + rest.urgent, background: now + rest.background };
      this.#lookAgain();
    });
  }

  /** Gives back what was not used. Nothing gets leave afterwards. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#alarm?.callOff();
    for (const kind of kinds) for (const { refuse } of this.#waiting[kind].splice(0)) refuse(this.#refusal(0));
    await this.#taking;
    const unused = this.#options.time.now() < this.#heldUntil ? this.#held : 0;
    this.#held = 0;
    await this.#orSaySo(() => this.#options.shared.giveBack(unused));
  }

  /** Uses up what can be had without asking anybody. */
  #spend(kind: Kind): boolean {
    const now = this.#options.time.now();
    if (now < this.#quietUntil[kind]) return false;
    if (this.#options.size === null) return true;
    if (this.#held < 1 || now >= this.#heldUntil) return false;
    this.#held -= 1;
    this.#used += 1;
    return true;
  }

  #granted(knocks: boolean): Leave {
    return { knocks, lessons: this.#lessons };
  }

  /** Milliseconds until the waiter at this place of a queue has leave, as far as is known. */
  #waitOf(kind: Kind, place: number): number {
    const { time, size } = this.#options;
    const now = time.now();
    const isClosed = now < this.#quietUntil.urgent;
    if (kind === 'urgent' && isClosed) return Math.max(0, this.#vainUntil.urgent - now) + place * knockEvery;
    const first = Math.max(
      0,
      this.#vainUntil[kind] - now,
      kind === 'background' ? this.#quietUntil.background - now : 0,
    );
    if (size === null) return first;
    // As long as nobody has looked, the bucket may be full.
    return first + Math.max(0, first > 0 ? place : place - size.capacity) / size.rate;
  }

  /** Lets in whoever can be let in, refuses whoever would wait too long, and sees to it that the rest is looked at again. */
  #serve(): void {
    for (const kind of kinds) {
      while (this.#waiting[kind].length > 0 && this.#spend(kind))
        this.#waiting[kind].shift()?.grant(this.#granted(false));
      this.#refuseLate(kind);
    }
    if (this.#taking !== undefined) return;
    const waits = kinds.filter((kind) => this.#waiting[kind].length > 0).map((kind) => this.#waitOf(kind, 0));
    if (waits.length === 0) return;
    const next = Math.min(...waits);
    if (next > 0) {
      this.#lookAfter(next);
      return;
    }
    this.#taking = this.#take().finally(() => {
      this.#taking = undefined;
      this.#serve();
    });
  }

  async #take(): Promise<void> {
    const { shared, size, time } = this.#options;
    const begun = time.now();
    const isHot = begun < this.#heldUntil;
    const more = size === null || !isHot ? 0 : Math.min(this.#used, Math.floor(size.rate * size.life));
    const asked = (kind: Kind) => (this.#waitOf(kind, 0) > 0 ? 0 : this.#waiting[kind].length);
    try {
      const taken = await shared.take({
        urgent: asked('urgent'),
        background: size === null ? 0 : asked('background') + more,
      });
      const now = time.now();
      this.#vainUntil = { urgent: now + taken.wait.urgent, background: now + taken.wait.background };
      if (taken.closedFor > 0) {
        this.#quietUntil = {
          urgent: Math.max(this.#quietUntil.urgent, now + taken.closedFor),
          background: Math.max(this.#quietUntil.background, now + taken.closedFor),
        };
      }
      const people = this.#waiting.urgent.splice(0, taken.urgent);
      for (const { grant } of people) grant(this.#granted(taken.closedFor > 0));
      this.#used = people.length;
      // Taken for somebody who left meanwhile: it serves the next. What was held still is the older part, and lapses first.
      const unused = taken.background + taken.urgent - people.length;
      const kept = now < this.#heldUntil ? this.#held : 0;
      if (kept === 0) this.#heldUntil = size === null ? 0 : begun + size.life;
      this.#held = kept + unused;
    } catch (cause) {
      for (const kind of kinds) for (const { refuse } of this.#waiting[kind].splice(0)) refuse(this.#unknown(cause));
    }
  }

  #refuseLate(kind: Kind): void {
    const now = this.#options.time.now();
    this.#waiting[kind] = this.#waiting[kind].filter(({ until, refuse }, place) => {
      const wait = this.#waitOf(kind, place);
      if (now + wait <= until) return true;
      refuse(this.#refusal(wait));
      return false;
    });
  }

  #lookAfter(milliseconds: number): void {
    const { time } = this.#options;
    const at = time.now() + milliseconds;
    if (this.#closed || (this.#alarm !== undefined && this.#alarm.at <= at)) return;
    this.#alarm?.callOff();
    const callOff = time.after(milliseconds, () => {
      this.#alarm = undefined;
      this.#serve();
    });
    this.#alarm = { at, callOff };
  }

  #lookAgain(): void {
    this.#vainUntil = { urgent: 0, background: 0 };
    this.#serve();
  }

  #refusal(wait: number): RateLimitedError {
    const error = new RateLimitedError({
      system: this.#options.system,
      summary: 'has been asked as often as it may be asked for now.',
      remedy:
        'Nothing: it goes on by itself. If this happens often, raise this connector’s `budget` or the provider’s limit.',
      retryAfter: Math.max(Math.ceil(wait), 100),
    });
    this.#refusals.add(error);
    return error;
  }

  #unknown(cause: unknown): UnavailableError {
    return new UnavailableError({
      system: this.#options.system,
      summary: 'was not asked, since it is not known how often it may be asked.',
      remedy: 'Check that the database is reachable.',
      cause,
    });
  }

  async #tell(run: () => Promise<void>): Promise<void> {
    this.#telling += 1;
    await this.#orSaySo(run);
    this.#telling -= 1;
  }

  async #orSaySo(run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      const { logger, system } = this.#options;
      logger.warn('what a provider allows is not shared', { connector: system, reason: (error as Error).message });
    }
  }
}

function isRateLimited(error: unknown): error is RateLimitedError {
  return RateLimitedError.isInstance(error) && error.code === 'rate-limited';
}
