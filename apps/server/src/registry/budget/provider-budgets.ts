import type { Clock, Logger } from '@access-account/contract';
import type { Database } from '../../storage/database.ts';
import { machineTime, type Time } from '../time.ts';
import { type Allowance, bucketOf } from './bucket.ts';
import { ProviderBudget } from './provider-budget.ts';
import { budgetChannel, SharedBucket } from './shared-bucket.ts';

export interface ProviderBudgetsOptions {
  readonly database: Pick<Database, 'listen' | 'rows' | 'transaction'>;
  readonly logger: Logger;
  readonly time?: Time;
  /** The clock that the shared buckets are filled by. Absent: the database's. */
  readonly sharedClock?: Clock;
}

/** The budgets of all connectors, for one replica. */
export class ProviderBudgets {
  readonly #options: ProviderBudgetsOptions;
  readonly #budgets = new Map<string, ProviderBudget>();
  #stopListening: () => void = () => undefined;

  private constructor(options: ProviderBudgetsOptions) {
    this.#options = options;
  }

  static async open(options: ProviderBudgetsOptions): Promise<ProviderBudgets> {
    const budgets = new ProviderBudgets(options);
    // An empty payload says that notifications may have been missed.
    budgets.#stopListening = await options.database.listen(budgetChannel, (system) => {
      for (const [name, budget] of budgets.#budgets) if (system === '' || system === name) void budget.refresh();
    });
    return budgets;
  }

  /** The budget of a connector; one that connects again goes on with the same. null: its calls are not counted. */
  async of(system: string, allowance: Allowance | null): Promise<ProviderBudget> {
    const known = this.#budgets.get(system);
    if (known !== undefined) return known;
    const { database, logger, time = machineTime, sharedClock } = this.#options;
    const size = allowance === null ? null : bucketOf(allowance);
    const now = sharedClock === undefined ? undefined : () => sharedClock.now().getTime();
    const shared = new SharedBucket({ connector: system, database, size, now });
    const budget = new ProviderBudget({ system, size, shared, time, logger });
    this.#budgets.set(system, budget);
    await budget.refresh();
    return budget;
  }

  /** Gives back what was taken and not used. */
  async close(): Promise<void> {
    this.#stopListening();
    await Promise.all([...this.#budgets.values()].map((budget) => budget.close()));
  }
}
