import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type ChannelFeatures,
  ConnectorError,
  type InboundEvent,
  type InboundOutcome,
  type Logger,
} from '@access-account/contract';
import type { ConnectorRegistry } from '../registry/connector-registry.ts';
import type { Replica } from '../replica.ts';
import type { Database } from '../storage/database.ts';
import { holdWatch } from './lease.ts';

export interface ChannelListenerOptions {
  readonly database: Database;
  readonly registry: ConnectorRegistry;
  readonly logger: Logger;
  readonly replica: Pick<Replica, 'id'>;
  /** Aborted when the product says goodbye: nothing is taken in any more. */
  readonly goodbye: AbortSignal;
  readonly deliver: (channel: string, events: readonly InboundEvent[]) => Promise<readonly InboundOutcome[]>;
  /** Unless said, as below. */
  readonly firstPause?: number;
  readonly renewEvery?: number;
}

/** Milliseconds a place to listen is held for, and between two looks whether it still is. */
const life = 15_000;
const usualRenewal = 4000;
/** Milliseconds between two attempts to listen: doubled with every one that fails, up to the longest. */
const usualFirstPause = 500;
const longestPause = 30_000;

/**
 * Listens on every channel that has to be listened to, in as many servers as the channel bears, and again whenever it ended.
 * A place is a lease in the database: where the server that has it dies, another one listens within `life`.
 */
export class ChannelListener {
  readonly #options: ChannelListenerOptions;
  readonly #running = new Map<string, Promise<void>>();
  readonly #delivering = new Set<Promise<unknown>>();

  constructor(options: ChannelListenerOptions) {
    this.#options = options;
  }

  /** Starts listening; a channel that is listened to already, or has nothing to listen to, is left alone. */
  watch(name: string): void {
    if (this.#running.has(name)) return;
    if (this.#options.registry.ready('channel', name)?.operations['event.listen'] === undefined) return;
    this.#running.set(name, this.#listenOnAndOn(name));
  }

  /** Resolves when nothing is listened to and everything that came is stored. Called after the goodbye. */
  async stop(): Promise<void> {
    await Promise.allSettled([...this.#running.values(), ...this.#delivering]);
  }

  async #listenOnAndOn(name: string): Promise<void> {
    const { goodbye, logger } = this.#options;
    let failures = 0;
    while (!goodbye.aborted) {
      try {
        const place = await this.#takePlace(name);
        if (place === undefined) {
          await this.#pause(this.#renewEvery);
          continue;
        }
        const begun = performance.now();
        await this.#listen(name, place);
        // What ends again and again right after it began is no success.
        failures = performance.now() - begun > longestPause ? 0 : failures + 1;
      } catch (error) {
        if (ConnectorError.isInstance(error) && error.code === 'operation-unsupported') return;
        failures += 1;
        const { message } = error as Error;
        if (!goodbye.aborted) logger.warn('a channel could not be listened to', { connector: name, reason: message });
      }
      const { firstPause = usualFirstPause } = this.#options;
      await this.#pause(Math.min(longestPause, firstPause * 2 ** Math.max(0, failures - 1)));
    }
  }

  /** The lease of a free place; undefined: other servers have them all. */
  async #takePlace(name: string): Promise<string | undefined> {
    const { database, replica, registry } = this.#options;
    const features: ChannelFeatures | undefined = registry.channelFeatures(name);
    for (let place = 0; place < (features?.maximumListeners ?? 1); place += 1) {
      const watch = placeOf(name, place);
      if ((await holdWatch({ name: watch, replica: replica.id, life }, database)) !== undefined) return watch;
    }
    return undefined;
  }

  /** Listens until the channel breaks off, the place is lost or the product says goodbye. */
  async #listen(name: string, place: string): Promise<void> {
    const { database, registry, replica, goodbye, logger } = this.#options;
    const listen = registry.ready('channel', name)?.operations['event.listen'];
    if (listen === undefined) return;
    const over = new AbortController();
    const signal = AbortSignal.any([goodbye, over.signal]);
    const deliver = (events: readonly InboundEvent[]) => this.#deliver(name, events, signal);
    const call = {
      signal: goodbye,
      idempotencyKey: randomUUID(),
      repeated: false,
      actor: { kind: 'schedule' as const },
      logger,
    };
    try {
      const { ended } = await listen({ deliver, signal }, call);
      let isOpen = true;
      // Whatever it is that can be waited for, and however it ends.
      const closed = Promise.resolve(ended).finally(() => {
        isOpen = false;
      });
      while (isOpen && !goodbye.aborted) {
        await Promise.race([closed, this.#pause(this.#renewEvery)]);
        // Without the database nothing can be stored; the place is lost when somebody else could have taken it.
        if (isOpen && (await holdWatch({ name: place, replica: replica.id, life }, database)) === undefined) break;
      }
      over.abort();
      await Promise.race([closed, this.#pause(this.#renewEvery)]);
    } finally {
      over.abort();
    }
  }

  async #deliver(
    name: string,
    events: readonly InboundEvent[],
    signal: AbortSignal,
  ): Promise<readonly InboundOutcome[]> {
    signal.throwIfAborted();
    const delivering = this.#options.deliver(name, events);
    this.#delivering.add(delivering);
    try {
      return await delivering;
    } finally {
      this.#delivering.delete(delivering);
    }
  }

  get #renewEvery(): number {
    return this.#options.renewEvery ?? usualRenewal;
  }

  async #pause(milliseconds: number): Promise<void> {
    await delay(milliseconds, undefined, { signal: this.#options.goodbye }).catch(() => undefined);
  }
}

function placeOf(name: string, place: number): string {
  return `listen:${name}:${place}`;
}
