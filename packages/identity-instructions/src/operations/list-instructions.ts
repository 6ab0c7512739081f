import { withinDeadline } from '@access-account/connector-kit';
import type { ListInstructions } from '@access-account/contract';
import type { InstructionsClient } from '../instructions-client.ts';

export function listInstructions(client: InstructionsClient): ListInstructions {
  return withinDeadline({ system: 'Instructions', run: () => client.systems() });
}
