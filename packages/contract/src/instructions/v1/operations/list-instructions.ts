import type { Call } from '../../../shared/v1/call.ts';
import type { InstructionTopic } from './read-instructions.ts';

export interface InstructedSystem {
  /** The name `instructions.read` takes. */
  readonly system: string;
  readonly displayName: string;
  /** Other names people use, in lower case. */
  readonly aliases: readonly string[];
  readonly topics: readonly InstructionTopic[];
}

/** `instructions.list`: every system there are instructions for, so that its name is understood when somebody writes it. */
export type ListInstructions = (input: Record<string, never>, call: Call) => Promise<readonly InstructedSystem[]>;
