import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Logger } from '@access-account/contract';
import { StartError } from './start-error.ts';
import type { Database } from './storage/database.ts';

/** What a server does: let people in (`web`), perform and watch (`worker`), or both. */
export type Role = 'all' | 'web' | 'worker';

const roles: readonly string[] = ['all', 'web', 'worker'] satisfies readonly Role[];

/** @throws StartError when there is no such role */
export function roleOf(name: string = 'all'): Role {
  if (roles.includes(name)) return name as Role;
  throw new StartError({ summary: `There is no role “${name}”.`, remedy: `Say --role ${roles.join(', --role ')}.` });
}

export interface ReplicaOptions {
  readonly database: Database;
  readonly logger: Logger;
  readonly role: Role;
  /** It was silent for too long and others may have taken over what it held: it goes on under a new id and holds nothing. */
  readonly onLost: () => void;
}

/** Milliseconds between two signs of life, and seconds without one after which a replica counts as dead. */
const beatEvery = 2000;
const life = 8;
/** Milliseconds before the end of its life from which a replica changes nothing any more: what it sends takes a while to arrive. */
const caution = 500;

/** This server among those that share a database: alive as long as it says so. Cases are held by replicas. */
export class Replica {
  readonly role: Role;
  readonly #options: ReplicaOptions;
  #id: string = randomUUID();
  /** By `performance.now()`, which goes on while the process stands still. */
  #aliveUntil = Number.POSITIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #beating: Promise<void> = Promise.resolve();

  constructor(options: ReplicaOptions) {
    this.role = options.role;
    this.#options = options;
  }

  /** Changes when this replica was taken for dead. */
  get id(): string {
    return this.#id;
  }

  /**
   * Whether others take this replica for alive at this moment. A process that stood still for long enough wakes up in the
   * middle of what it was about to do, and somebody else has done it by now: asked right before anything is changed.
   */
  isAlive(): boolean {
    return performance.now() < this.#aliveUntil;
  }

  /** Whether this replica performs effects and watches directories. */
  get works(): boolean {
    return this.role !== 'web';
  }

  async start(): Promise<void> {
    const { database } = this.#options;
    if (database.embedded) {
      // The directory lock is ours: whoever was here before is dead, and nobody else can come.
      await database.run('delete from replica');
      await this.#register(this.#id);
      return;
    }
    await database.run("delete from replica where alive_until < clock_timestamp() - interval '1 day'");
    await this.#register(this.#id);
    this.#timer = setInterval(() => {
      this.#beating = this.#beating.then(() => this.#beat());
    }, beatEvery);
  }

  /** Lets everything go at once. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#beating;
    this.#aliveUntil = Number.POSITIVE_INFINITY;
    await this.#options.database.run('delete from replica where id = $1', [this.#id]);
  }

  async #register(id: string): Promise<void> {
    const { database } = this.#options;
    const asked = performance.now();
    const until = database.embedded ? "'infinity'" : `clock_timestamp() + interval '${life} seconds'`;
    await database.run(`insert into replica (id, host, role, alive_until) values ($1, $2, $3, ${until})`, [
      id,
      hostname(),
      this.role,
    ]);
    if (!database.embedded) this.#livesFrom(asked);
  }

  /** Counted from when the sign of life was sent: it was not written before. */
  #livesFrom(asked: number): void {
    this.#aliveUntil = asked + life * 1000 - caution;
  }

  async #beat(): Promise<void> {
    const { database, logger, onLost } = this.#options;
    const asked = performance.now();
    try {
      const alive = await database.run(
        `update replica set alive_until = clock_timestamp() + interval '${life} seconds'
         where id = $1 and alive_until > clock_timestamp()`,
        [this.#id],
      );
      if (alive === 1) {
        this.#livesFrom(asked);
        return;
      }
      logger.warn('this server was silent for too long; it goes on under a new id');
      const next = randomUUID();
      await this.#register(next);
      // In one turn: what is taken under the new id from here on is kept, and what the old one holds is whoever's comes first.
      this.#id = next;
      onLost();
    } catch (error) {
      logger.warn('no sign of life could be written', { reason: (error as Error).message });
    }
  }
}
