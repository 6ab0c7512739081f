import type { ChannelOperationSet } from '@access-account/contract';
import { channelConnectionConformance } from './channel/channel-connection.ts';
import type { ChannelConformanceOptions } from './channel/channel-subject.ts';
import { listenForEventsConformance } from './channel/listen-for-events.ts';
import { receiveWebhookConformance } from './channel/receive-webhook.ts';
import { sendMessageConformance } from './channel/send-message.ts';

/**
 * Everything a channel connector promises, run against a channel.
 * An operation the connector does not offer (no entry in `permissions`) has no tests; nothing else is left out.
 */
export function channelConformance<Config, Client, Operations extends ChannelOperationSet>(
  options: ChannelConformanceOptions<Config, Client, Operations>,
): void {
  options.runner.describe(`${options.connector.displayName}: channel conformance`, () => {
    channelConnectionConformance(options);
    if ('webhook.receive' in options.connector.permissions) receiveWebhookConformance(options);
    if ('event.listen' in options.connector.permissions) listenForEventsConformance(options);
    sendMessageConformance(options);
  });
}
