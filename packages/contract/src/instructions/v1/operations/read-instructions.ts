import type { Call } from '../../../shared/v1/call.ts';

/** What instructions can be about. */
export type InstructionTopic = 'unlock-account' | 'reset-password' | 'change-password' | 'reset-mfa';

export interface ReadInstructionsInput {
  readonly topic: InstructionTopic;
  /** A system's name in lower case: a connector's name in the configuration, or a system that is not connected ("payroll"). */
  readonly system: string;
  /** BCP 47; the nearest language that exists is served. */
  readonly locale: string;
}

export interface Instructions {
  readonly title: string;
  /** Plain text with line breaks; no markup is interpreted. */
  readonly text: string;
  readonly link: { readonly label: string; readonly url: string } | null;
  /** BCP 47: the language that was found. */
  readonly locale: string;
}

/** `instructions.read`: the organisation's own words; undefined where it wrote none. */
export type ReadInstructions = (input: ReadInstructionsInput, call: Call) => Promise<Instructions | undefined>;
