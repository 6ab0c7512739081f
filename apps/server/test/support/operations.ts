import type { ConnectorKind } from '@access-account/contract';
import { type FaultSchedule, withFaults } from '@access-account/testkit';
import type { Product } from '../../src/product.ts';
import type { AnyReadyConnector, ReadyConnector } from '../../src/registry/connector-registry.ts';

/** A connected connector, with every operation its kind may have. */
export function connector<Kind extends ConnectorKind>(product: Product, kind: Kind, name: string) {
  const found = product.registry.ready(kind, name);
  if (found === undefined) throw new Error(`${name} is not connected.`);
  return found as unknown as Omit<ReadyConnector<Kind>, 'operations'> & {
    readonly operations: Required<ReadyConnector<Kind>['operations']>;
  };
}

/** The sandbox directory's operations. */
export function directory(product: Product, name = 'sandbox') {
  return connector(product, 'identity', name).operations;
}

/** Puts other operations in the place of a connector's own; what it answers puts them back. */
export function replaceOperations<Kind extends ConnectorKind>(
  product: Product,
  kind: Kind,
  name: string,
  change: (operations: Required<ReadyConnector<Kind>['operations']>) => object,
): () => void {
  const before = connector(product, kind, name);
  const put = (operations: object) => product.registry.set({ ...before, operations } as unknown as AnyReadyConnector);
  put({ ...before.operations, ...change(before.operations) });
  return () => put(before.operations);
}

export interface BreakOptions<Kind extends ConnectorKind> {
  readonly product: Product;
  readonly kind: Kind;
  readonly name: string;
  readonly schedule: FaultSchedule;
}

/** Lets a connector's operations go wrong by a schedule; what it answers makes it well again. */
export function breakConnector<Kind extends ConnectorKind>({ product, kind, name, schedule }: BreakOptions<Kind>) {
  return replaceOperations(product, kind, name, (operations) =>
    withFaults({ operations, schedule, system: connector(product, kind, name).displayName }),
  );
}
