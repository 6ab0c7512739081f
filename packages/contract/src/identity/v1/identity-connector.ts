import type { ConnectorDefinition } from '../../shared/v1/connector.ts';
import type { IdentityOperationSet } from './identity-operations.ts';

export type IdentityConnectorV1<Config, Client, Operations extends IdentityOperationSet> = ConnectorDefinition<
  'identity',
  Config,
  Client,
  Operations
>;

/** Checks a definition's types and hands it back unchanged. */
export function defineIdentityConnector<Config, Client, Operations extends IdentityOperationSet>(
  definition: IdentityConnectorV1<Config, Client, Operations>,
): IdentityConnectorV1<Config, Client, Operations> {
  return definition;
}
