import type { KeyObject } from 'node:crypto';
import type { Logger } from '@access-account/contract';
import type { Database } from '../storage/database.ts';
import { positionMac } from './audit-log.ts';
import { type Head, highest } from './read-witness.ts';
import type { Witness } from './witness.ts';

export interface SealerOptions {
  readonly database: Database;
  readonly key: KeyObject;
  readonly witness: Witness;
  readonly logger: Logger;
  /** Milliseconds between two looks for what this server wrote; 250 unless said. */
  readonly every?: number;
  /** Milliseconds between two looks for what other servers left unsealed; 5000 unless said. */
  readonly othersEvery?: number;
}

const batch = 1000;
/** Any number of ours: the advisory lock that only one sealer holds. */
const sealerLock = 0x5ea1;

/** Chains committed audit rows in batches, away from the transactions they were written in, so that intake is not serialised. */
export class Sealer {
  readonly #options: SealerOptions;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  /** Set when the chain in the database is not the one that was witnessed: sealing stops, and a human must look. */
  broken: string | null = null;

  /** Where the chain in the database ended when it was last found to be the witnessed one; undefined: nobody looked yet. */
  #found: Head | null | undefined;

  constructor(options: SealerOptions) {
    this.#options = options;
  }

  start(): void {
    const { every = 250, othersEvery = 5000 } = this.#options;
    let looked = 0;
    const again = () => {
      this.#timer = setTimeout(() => {
        const others = performance.now() - looked >= othersEvery;
        // An idle server asks the database for nothing that it did not write itself.
        if (!others && !this.#options.witness.hasNews()) return again();
        looked = performance.now();
        this.#running = this.#sealQuietly().finally(() => {
          if (this.#timer !== undefined) again();
        });
      }, every);
    };
    again();
  }

  /** Ends the schedule and seals what is left. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#running;
    await this.#sealQuietly();
  }

  async #sealQuietly(): Promise<void> {
    try {
      while ((await this.seal()) === batch);
    } catch (error) {
      this.#options.logger.error('the audit could not be sealed', { reason: (error as Error).message });
    }
  }

  /** Seals at most one batch and answers how many rows that were. */
  async seal(): Promise<number> {
    const { database, key, witness, logger } = this.#options;
    if (this.broken !== null) return 0;
    // Looks without a transaction first: an idle server writes nothing. Its very first look compares all the same, for what was cut off while no server ran leaves nothing that waits.
    const [waiting] = await database.rows('select 1 from audit_unsealed limit 1');
    if (waiting === undefined && this.#found !== undefined) return 0;
    return database.transaction(async (transaction) => {
      const [lock] = await transaction.rows<{ taken: boolean }>('select pg_try_advisory_xact_lock($1) as taken', [
        sealerLock,
      ]);
      if (!lock?.taken) return 0;
      const [stored] = await transaction.rows<Head>('select n, mac from audit_position order by n desc limit 1');
      const problem = await this.#compareHeads(transaction, stored);
      if (problem !== null) {
        this.broken = problem;
        logger.error('the audit chain is not the one that was witnessed', { reason: problem });
        return 0;
      }
      this.#found = stored ?? null;
      const rows = await transaction.rows<{ id: string; mac: string }>(
        `select audit.id, audit.mac from audit_unsealed join audit using (id) order by audit.id limit ${batch}`,
      );
      if (rows.length === 0) return 0;
      let n = BigInt(stored?.n ?? 0);
      let previous = stored?.mac ?? '';
      const positions = rows.map((row) => {
        n += 1n;
        previous = positionMac(key, { previous, n: String(n), id: row.id, row: row.mac });
        return { n: String(n), id: row.id, mac: previous };
      });
      await transaction.run(
        'insert into audit_position (n, id, mac) select * from unnest($1::bigint[], $2::uuid[], $3::text[])',
        [
          positions.map((position) => position.n),
          positions.map(({ id }) => id),
          positions.map((position) => position.mac),
        ],
      );
      await transaction.run('delete from audit_unsealed where id = any($1::uuid[])', [positions.map(({ id }) => id)]);
      transaction.afterCommit(() => witness.sealed({ n: String(n), mac: previous }));
      return rows.length;
    });
  }

  /** The stored head must be the witnessed one, or ahead of it by links whose MACs hold (another replica sealed, or we died in between). */
  async #compareHeads(
    transaction: { rows<Row>(statement: string, parameters?: readonly unknown[]): Promise<Row[]> },
    stored: Head | undefined,
  ): Promise<string | null> {
    const { key, witness } = this.#options;
    const head = highest(witness.head, this.#found ?? null);
    if (head === null || (stored?.n === head.n && stored.mac === head.mac)) return null;
    if (stored === undefined || BigInt(stored.n) < BigInt(head.n)) {
      return `position ${head.n} was sealed, and the database ends at ${stored?.n ?? 0}`;
    }
    const [same] = await transaction.rows<{ mac: string }>('select mac from audit_position where n = $1', [head.n]);
    if (same?.mac !== head.mac) return `position ${head.n} is not the one that was sealed`;
    // A batch at a time: others may have sealed for as long as this server was away.
    for (let { n, mac: previous } = head; ; ) {
      const links = await transaction.rows<{ n: string; id: string; mac: string; row: string | null }>(
        `select position.n, position.id, position.mac, audit.mac as row
         from (select * from audit_position where n > $1 order by n limit ${batch}) position
         left join audit on audit.id = position.id order by position.n`,
        [n],
      );
      if (links.length === 0) return null;
      for (const link of links) {
        if (link.row === null || positionMac(key, { previous, n: link.n, id: link.id, row: link.row }) !== link.mac) {
          return `position ${link.n} does not follow from the one before it`;
        }
        ({ n, mac: previous } = link);
      }
    }
  }
}
