import { ConnectorError, type Instructions } from '@access-account/contract';
import type { Effect } from '@access-account/policies';
import type { ConnectorRegistry } from '../registry/connector-registry.ts';
import type { DueEffect } from './due-effect.ts';
import type { Outcome } from './outcome.ts';
import type { PerformContext } from './perform.ts';

/** Station 7, instructions: the organisation's own words, from the first connector that has them. */
export class PerformInstructions {
  readonly #registry: ConnectorRegistry;

  constructor(registry: ConnectorRegistry) {
    this.#registry = registry;
  }

  async perform(
    due: DueEffect,
    effect: Extract<Effect, { type: 'instructions' }>,
    { call, logger }: PerformContext,
  ): Promise<Outcome> {
    let instructions: Instructions | null = null;
    for (const connector of this.#registry.ofKind('instructions')) {
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
}
