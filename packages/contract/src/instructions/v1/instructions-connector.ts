import type { ConnectorDefinition } from '../../shared/v1/connector.ts';
import type { InstructionsOperationSet } from './instructions-operations.ts';

export type InstructionsConnectorV1<Config, Client, Operations extends InstructionsOperationSet> = ConnectorDefinition<
  'instructions',
  Config,
  Client,
  Operations
>;

/** Checks a definition's types and hands it back unchanged. */
export function defineInstructionsConnector<Config, Client, Operations extends InstructionsOperationSet>(
  definition: InstructionsConnectorV1<Config, Client, Operations>,
): InstructionsConnectorV1<Config, Client, Operations> {
  return definition;
}
