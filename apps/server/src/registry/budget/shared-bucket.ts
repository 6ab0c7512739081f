import type { Database, Sql } from '../../storage/database.ts';
import { type Bucket, type BucketSize, giveBack, type Taken, take, type Wanted } from './bucket.ts';

export const budgetChannel = 'provider_budget';

/** Milliseconds from now for which a provider wants to be left alone, by people too and by everything else. */
export interface Rest {
  readonly urgent: number;
  /** At least `urgent`. */
  readonly background: number;
}

export interface SharedBucketOptions {
  readonly connector: string;
  readonly database: Pick<Database, 'rows' | 'transaction'>;
  /** null: nothing is counted, the provider's own words count all the same. */
  readonly size: BucketSize | null;
  /** Milliseconds since 1970. Absent: the database's clock, which is the same for all replicas. */
  readonly now?: (() => number) | undefined;
}

interface BucketRow {
  readonly tokens: number;
  readonly filled_at: number;
  readonly quiet_until: number;
  readonly closed_until: number;
  readonly knocked_at: number;
  readonly now: number;
}

const milliseconds = (instant: string) => `(extract(epoch from ${instant}) * 1000)::float8`;
const columns = ['filled_at', 'quiet_until', 'closed_until', 'knocked_at'] as const;
const readRow = `provider_budget.tokens, ${columns
  .map((column) => `${milliseconds(`provider_budget.${column}`)} as ${column}`)
  .join(', ')}, coalesce($2::float8, ${milliseconds('clock_timestamp()')}) as now`;

/** One connector's bucket, in a row that all replicas share. */
export class SharedBucket {
  readonly #options: SharedBucketOptions;

  constructor(options: SharedBucketOptions) {
    this.#options = options;
  }

  /** Takes tokens, in one short transaction: whoever comes at the same moment waits for its end. */
  async take(wanted: Omit<Wanted, 'now'>): Promise<Taken> {
    const { size } = this.#options;
    return this.#change((bucket, now) => {
      const taken = take(bucket, size, { ...wanted, now });
      return [taken.bucket, taken];
    });
  }

  async giveBack(tokens: number): Promise<void> {
    const { size } = this.#options;
    if (size === null || tokens <= 0) return;
    await this.#change((bucket, now) => [giveBack(bucket, size, { now, tokens }), undefined]);
  }

  /** Lets all replicas rest; what they know already is never shortened. */
  async quieten({ background, urgent }: Rest): Promise<void> {
    await this.#announced(
      `insert into provider_budget (connector, quiet_until, closed_until)
       select $1, to_timestamp((base + $3) / 1000), to_timestamp((base + $4) / 1000)
       from (select coalesce($2::float8, ${milliseconds('clock_timestamp()')}) as base) as moment
       on conflict (connector) do update set
         quiet_until = greatest(provider_budget.quiet_until, excluded.quiet_until),
         closed_until = greatest(provider_budget.closed_until, excluded.closed_until)`,
      [background, urgent],
    );
  }

  /** The provider lets calls in again: whatever it said before is over. */
  async reopen(): Promise<void> {
    await this.#announced(
      `update provider_budget set quiet_until = 'epoch', closed_until = 'epoch'
       where connector = $1 and closed_until > to_timestamp(coalesce($2::float8, ${milliseconds('clock_timestamp()')}) / 1000)`,
      [],
    );
  }

  /** How long the provider still wants to be left alone. */
  async rest(): Promise<Rest> {
    const [row] = await this.#options.database.rows<BucketRow>(
      `select ${readRow} from provider_budget where connector = $1`,
      this.#parameters(),
    );
    if (row === undefined) return { urgent: 0, background: 0 };
    const left = (until: number) => Math.max(0, until - row.now);
    return { urgent: left(row.closed_until), background: left(row.quiet_until) };
  }

  async #change<Result>(change: (bucket: Bucket, now: number) => readonly [Bucket, Result]): Promise<Result> {
    return this.#options.database.transaction(async (sql) => {
      const row = await this.#locked(sql);
      const { now, tokens, filled_at: filledAt } = row;
      const before = {
        tokens,
        filledAt,
        quietUntil: row.quiet_until,
        closedUntil: row.closed_until,
        knockedAt: row.knocked_at,
      };
      const [after, result] = change(before, now);
      await sql.run(
        `update provider_budget set tokens = $2, filled_at = to_timestamp($3::float8 / 1000), knocked_at = to_timestamp($4::float8 / 1000)
         where connector = $1`,
        [this.#options.connector, after.tokens, after.filledAt, after.knockedAt],
      );
      return result;
    });
  }

  /** The row, made where there is none, and nobody else's until the transaction ends. */
  async #locked(sql: Sql): Promise<BucketRow> {
    const [row] = await sql.rows<BucketRow>(
      `insert into provider_budget (connector) values ($1)
       on conflict (connector) do update set connector = excluded.connector returning ${readRow}`,
      this.#parameters(),
    );
    if (row === undefined) throw new Error(`The budget of ${this.#options.connector} is not there.`);
    return row;
  }

  async #announced(statement: string, parameters: readonly unknown[]): Promise<void> {
    await this.#options.database.rows(
      `with changed as (${statement} returning connector) select pg_notify('${budgetChannel}', connector) from changed`,
      [...this.#parameters(), ...parameters],
    );
  }

  #parameters(): readonly unknown[] {
    return [this.#options.connector, this.#options.now?.() ?? null];
  }
}
