import { slackConnector } from '../src/index.ts';

/** The connector without what its configuration has no way for, of which it is not asked. */
export function slackByOneWay(way: 'http' | 'socket'): typeof slackConnector {
  const { 'webhook.receive': webhook, 'event.listen': listen, ...out } = slackConnector.permissions;
  const permissions = way === 'http' ? { ...out, 'webhook.receive': webhook } : { ...out, 'event.listen': listen };
  return { ...slackConnector, permissions } as typeof slackConnector;
}
