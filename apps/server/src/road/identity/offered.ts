import { type IdentityOperations, OperationUnsupportedError } from '@access-account/contract';
import type { ReadyConnector } from '../../registry/connector-registry.ts';

/** The operation of a connector. @throws OperationUnsupportedError where it offers none */
export function offered<Name extends keyof IdentityOperations>(
  { operations, displayName }: ReadyConnector<'identity'>,
  name: Name,
): IdentityOperations[Name] {
  const operation = operations[name];
  if (operation !== undefined) return operation as IdentityOperations[Name];
  throw new OperationUnsupportedError({
    system: displayName,
    summary: `the connector does not offer ${name}.`,
    remedy: 'Serve instructions for it, or use a connector that does.',
  });
}
