import type { ConnectorRegistry, ReadyConnector } from '../registry/connector-registry.ts';

/** A channel whose users are addresses: what can send a mail to one that a directory names. Undefined: there is none. */
export function mailChannel(registry: ConnectorRegistry): ReadyConnector<'channel'> | undefined {
  return registry.ofKind('channel').find(({ name }) => registry.channelFeatures(name)?.certainty === 'nothing');
}
