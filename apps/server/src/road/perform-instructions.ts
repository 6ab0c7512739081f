import { ConnectorError, type Instructions } from '@access-account/contract';
import type { Effect } from '@access-account/policies';
import { type AudienceFilter, audienceFilter } from '../config/audience-filter.ts';
import type { Audience } from '../config/configuration-schema.ts';
import type { ConnectorRegistry } from '../registry/connector-registry.ts';
import type { Database } from '../storage/database.ts';
import type { DueEffect } from './due-effect.ts';
import type { Outcome } from './outcome.ts';
import type { PerformContext } from './perform.ts';

export interface PerformInstructionsOptions {
  readonly registry: ConnectorRegistry;
  readonly database: Database;
  /** Who is given the instructions of a connector for a system; what is not named here is for everybody. */
  readonly audiences: readonly { readonly connector: string; readonly system: string; readonly audience: Audience }[];
}

/** Station 7, instructions: the organisation's own words, from the first connector that has them for this person. */
export class PerformInstructions {
  readonly #registry: ConnectorRegistry;
  readonly #database: Database;
  readonly #filters: ReadonlyMap<string, AudienceFilter>;

  constructor({ registry, database, audiences }: PerformInstructionsOptions) {
    this.#registry = registry;
    this.#database = database;
    this.#filters = new Map(
      audiences.map(({ connector, system, audience }) => [keyOf(connector, system), audienceFilter(audience)]),
    );
  }

  async perform(
    due: DueEffect,
    effect: Extract<Effect, { type: 'instructions' }>,
    { call, logger }: PerformContext,
  ): Promise<Outcome> {
    let instructions: Instructions | null = null;
    for (const connector of this.#registry.ofKind('instructions')) {
      // Whoever they are not for goes the way of those for whom there are none.
      const filter = this.#filters.get(keyOf(connector.name, effect.system));
      if (filter !== undefined && !(await this.#isFor(due.person, filter))) continue;
      try {
        const input = { topic: effect.topic, system: effect.system, locale: due.locale };
        instructions = (await connector.operations['instructions.read'](input, call)) ?? null;
      } catch (error) {
        if (!ConnectorError.isInstance(error)) throw error;
        logger.warn('instructions could not be read', { connector: connector.name, reason: error.message });
      }
      if (instructions !== null) break;
    }
    return {
      status: 'done',
      event: { type: 'instructions-read', system: effect.system, instructions },
      result: {},
      audit: {
        kind: 'outcome',
        name: 'effect-succeeded',
        summary:
          instructions === null
            ? `There are no instructions for ${effect.system}.`
            : `Read the instructions for ${effect.system}: ${instructions.title}.`,
        detail: { operation: 'instructions.read', system: effect.system },
      },
    };
  }

  /** Whether any account of the person's is one of those they are for; of somebody without accounts the person counts. */
  async #isFor(person: string, filter: AudienceFilter): Promise<boolean> {
    const rows = await this.#database.rows<{ system: string; login: string; email: string | null }>(
      `select coalesce(account.system, '') as system, coalesce(account.login, person.login) as login, person.email
       from person left join account on account.person_id = person.id where person.id = $1`,
      [person],
    );
    return rows.some((row) => filter(row.system, row));
  }
}

function keyOf(connector: string, system: string): string {
  return JSON.stringify([connector, system]);
}
