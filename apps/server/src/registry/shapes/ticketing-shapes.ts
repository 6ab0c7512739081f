import type { TicketingOperations } from '@access-account/contract';
import { z } from 'zod';
import { id, shapeOf, webAddress, words } from './result-shape.ts';
import type { ShapesOf } from './shapes-of.ts';

const reference = z.object({ id, number: words, url: webAddress.nullable() });
const ticket = z.object({ reference, status: z.enum(['open', 'handed-off', 'resolved']) });
const found = ticket.extend({ others: z.array(ticket).exactOptional() });

export const ticketingShapes: ShapesOf<TicketingOperations> = {
  'ticket.open': shapeOf(reference),
  'ticket.find': shapeOf(found.or(z.undefined())),
  // Nobody looks at what it answers.
  'ticket.note': () => ({ value: undefined }),
  'ticket.resolve': shapeOf(ticket),
  'ticket.hand-off': shapeOf(ticket),
};
