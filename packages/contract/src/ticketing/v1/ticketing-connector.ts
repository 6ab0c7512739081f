import type { ConnectorDefinition } from '../../shared/v1/connector.ts';
import type { TicketingFeatures, TicketingOperationSet } from './ticketing-operations.ts';

export interface TicketingConnectorV1<Config, Client, Operations extends TicketingOperationSet>
  extends ConnectorDefinition<'ticketing', Config, Client, Operations> {
  readonly features: TicketingFeatures;
}

/** Checks a definition's types and hands it back unchanged. */
export function defineTicketingConnector<Config, Client, Operations extends TicketingOperationSet>(
  definition: TicketingConnectorV1<Config, Client, Operations>,
): TicketingConnectorV1<Config, Client, Operations> {
  return definition;
}
