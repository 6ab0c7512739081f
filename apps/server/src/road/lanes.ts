import type { ConnectorRegistry } from '../registry/connector-registry.ts';
import type { RecordedEffect } from './help-case.ts';

/** Effects of one lane are performed in order; lanes do not wait for each other, so that nobody waits for a ticket, and a directory that is down keeps nobody from hearing so. */
export function laneOf(effect: RecordedEffect): string {
  switch (effect.type) {
    case 'ticket':
      return 'ticket';
    case 'timer':
      return `timer:${effect.timer}`;
    case 'settle':
      return 'card';
    case 'identity':
    case 'instructions':
      return `system:${effect.system}`;
    default:
      return 'person';
  }
}

/** The lanes that wait for a connector. */
export function lanesOf(connector: string, registry: ConnectorRegistry): readonly string[] {
  const found = registry.get(connector);
  switch (found?.state === 'ready' ? found.kind : undefined) {
    case 'identity':
      return [`system:${connector}`];
    case 'ticketing':
      return ['ticket'];
    case 'channel':
      return ['person', 'card'];
    default:
      return [];
  }
}
