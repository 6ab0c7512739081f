import type { ConnectorDefinition, ConnectorKind } from '@access-account/contract';
import type { CircuitBreakerPolicy } from 'cockatiel';
import { Bulkhead } from './bulkhead.ts';
import { ConnectorLoadError } from './connector-manifest.ts';
import { connectorBreaker, type GuardOptions, guarded, type Operation } from './guarded-operation.ts';
import { operationShapes } from './shapes/operation-shapes.ts';
import type { ResultShape } from './shapes/result-shape.ts';

type Options = Pick<GuardOptions<unknown>, 'system' | 'budget' | 'metrics' | 'time' | 'mayChange'> & {
  /** Calls at a time. */
  readonly atOnce: number;
};

/** What a connector of each kind cannot be without. */
const required: Readonly<Record<ConnectorKind, readonly string[]>> = {
  identity: ['account.find', 'account.read'],
  instructions: ['instructions.list', 'instructions.read'],
  channel: ['person.resolve', 'message.send'],
  ticketing: ['ticket.open', 'ticket.resolve'],
};

/** All operations of a connector that the contract knows, each behind the same bulkhead, budget and breaker. @throws ConnectorLoadError */
export function guardedOperations(
  definition: ConnectorDefinition<ConnectorKind, unknown, unknown, object>,
  client: unknown,
  { system, atOnce, ...options }: Options,
): {
  readonly operations: Readonly<Record<string, Operation<unknown, unknown>>>;
  readonly breaker: CircuitBreakerPolicy;
} {
  const offered = new Map(Object.entries(definition.operations(client) ?? {}));
  const shapes = new Map<string, ResultShape<unknown>>(Object.entries(operationShapes[definition.kind]));
  const lacking = required[definition.kind].filter((operation) => typeof offered.get(operation) !== 'function');
  if (definition.kind === 'channel' && !['webhook.receive', 'event.listen'].some((way) => offered.has(way))) {
    lacking.push('webhook.receive or event.listen');
  }
  if (lacking.length > 0) {
    throw new ConnectorLoadError(`does not offer ${lacking.join(' and ')}.`, 'Report this to the connector’s author.');
  }
  const bulkhead = new Bulkhead({ system, atOnce });
  const breaker = connectorBreaker();
  const operations = [...offered].flatMap(([operation, run]) => {
    const shape = shapes.get(operation);
    if (shape === undefined || typeof run !== 'function') return [];
    return [
      [
        operation,
        guarded(run as Operation<unknown, unknown>, {
          ...options,
          system,
          operation,
          shape,
          bulkhead,
          breaker,
          rateLimitScope: definition.rateLimitScope ?? 'system',
        }),
      ] as const,
    ];
  });
  return { operations: Object.fromEntries(operations), breaker };
}
