import type { ConnectorKind } from '@access-account/contract';
import { channelShapes } from './channel-shapes.ts';
import { identityShapes } from './identity-shapes.ts';
import { instructionsShapes } from './instructions-shapes.ts';
import { ticketingShapes } from './ticketing-shapes.ts';

/** What every operation of every kind answers. An operation that is not in it is one of a contract this server does not know. */
export const operationShapes = {
  identity: identityShapes,
  instructions: instructionsShapes,
  channel: channelShapes,
  ticketing: ticketingShapes,
} satisfies Record<ConnectorKind, object>;
