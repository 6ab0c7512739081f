import { inDetail, inWords, type Operator } from './access/operator.ts';
import type { AuditLog } from './audit/audit-log.ts';
import type { Database } from './storage/database.ts';

/** The features that can be stopped one by one, as the configuration names them. */
export const pausableFeatures = ['unlockAccount', 'lockoutNotification', 'passwordReset', 'mfaReset'] as const;
export type PausableFeature = (typeof pausableFeatures)[number];

/** What is stopped: everything that changes a directory, one feature, or whatever would be changed in one system. */
export type PauseScope = 'all' | PausableFeature | `system:${string}`;

export interface Pause {
  readonly scope: PauseScope;
  readonly reason: string;
  /** What whoever did it is called; null: that was not written down yet. */
  readonly by: string | null;
  /** ISO 8601. */
  readonly since: string;
}

/** Whether something is stopped, by the scopes that are. */
export function isPaused(
  scopes: readonly string[],
  { feature, system }: { readonly feature?: PausableFeature | undefined; readonly system?: string },
): boolean {
  return (
    scopes.includes('all') ||
    (feature !== undefined && scopes.includes(feature)) ||
    (system !== undefined && scopes.includes(`system:${system}`))
  );
}

/** The operators' hand on the brake. It is in the database: every server heeds it at once, and a restart does not let it go. */
export class Pauses {
  readonly #database: Database;
  readonly #audit: AuditLog;

  constructor({ database, audit }: { readonly database: Database; readonly audit: AuditLog }) {
    this.#database = database;
    this.#audit = audit;
  }

  /** The oldest first. */
  async list(): Promise<readonly Pause[]> {
    const rows = await this.#database.rows<Omit<Pause, 'since'> & { readonly since: Date }>(
      'select scope, reason, paused_by as by, since from pause order by since, scope',
    );
    return rows.map(({ since, ...pause }) => ({ ...pause, since: since.toISOString() }));
  }

  /** Stops it; for another reason where it is stopped already. */
  async pause(scope: PauseScope, reason: string, by: Operator): Promise<void> {
    await this.#database.transaction(async (transaction) => {
      await transaction.run(
        `insert into pause (scope, reason, paused_by) values ($1, $2, $3)
         on conflict (scope) do update set reason = excluded.reason, paused_by = excluded.paused_by`,
        [scope, reason, by.name],
      );
      await this.#audit.append(transaction, [
        {
          ...byOperator,
          name: 'paused',
          summary: `Paused by ${inWords(by)}: ${scope}. ${reason}`,
          detail: { scope, reason, ...inDetail(by) },
        },
      ]);
    });
  }

  /** Lets it go on. Answers whether it was stopped. */
  async resume(scope: PauseScope, by: Operator): Promise<boolean> {
    return this.#database.transaction(async (transaction) => {
      const resumed = await transaction.run('delete from pause where scope = $1', [scope]);
      if (resumed === 0) return false;
      await this.#audit.append(transaction, [
        {
          ...byOperator,
          name: 'resumed',
          summary: `Resumed by ${inWords(by)}: ${scope}.`,
          detail: { scope, ...inDetail(by) },
        },
      ]);
      return true;
    });
  }
}

const byOperator = { kind: 'security', person: null, case: null } as const;
