import type { ConnectorDefinition } from '../../shared/v1/connector.ts';
import type { ChannelFeatures, ChannelOperationSet } from './channel-operations.ts';

export interface ChannelConnectorV1<Config, Client, Operations extends ChannelOperationSet>
  extends ConnectorDefinition<'channel', Config, Client, Operations> {
  readonly features: ChannelFeatures;
}

/** Checks a definition's types and hands it back unchanged. */
export function defineChannelConnector<Config, Client, Operations extends ChannelOperationSet>(
  definition: ChannelConnectorV1<Config, Client, Operations>,
): ChannelConnectorV1<Config, Client, Operations> {
  return definition;
}
