import assert from 'node:assert/strict';
import type { IdentityOperationName, IdentityOperationSet, IdentityOperations } from '@access-account/contract';

/** An operation that the definition promises. */
export function requireOperation<Name extends IdentityOperationName>(
  operations: IdentityOperationSet,
  name: Name,
): IdentityOperations[Name] {
  const operation: Partial<IdentityOperations>[Name] = operations[name];
  assert.ok(operation, `the connector has no ${name}`);
  return operation;
}
