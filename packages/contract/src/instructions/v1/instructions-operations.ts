import type { ListInstructions } from './operations/list-instructions.ts';
import type { ReadInstructions } from './operations/read-instructions.ts';

/** What an instructions connector offers; all of it is required. */
export interface InstructionsOperations {
  'instructions.list': ListInstructions;
  'instructions.read': ReadInstructions;
}

export type InstructionsOperationSet = InstructionsOperations;
