import { withinDeadline } from '@access-account/connector-kit';
import type { ReadInstructions } from '@access-account/contract';
import type { InstructionsClient } from '../instructions-client.ts';

export function readInstructions(client: InstructionsClient): ReadInstructions {
  return withinDeadline({ system: 'Instructions', run: (input) => client.read(input) });
}
