import type { DatabaseKind } from '../chaos/world.ts';

export interface PartOptions {
  readonly seed: number;
  /** How long a part may take that takes as long as it is given; undefined: its own measure. */
  readonly minutes: number | undefined;
  /** The form for every change: everything once, within a minute or so. */
  readonly short: boolean;
  readonly databases: readonly DatabaseKind[];
  /** Progress, a line each. */
  readonly say: (line: string) => void;
}

/** What one thing that ran came to. */
export interface Outcome {
  /** What ran, and how much of it: `web.messages, 400 requests`. */
  readonly ran: string;
  /** What is wrong, and how to see it again. None: all is well. */
  readonly findings: readonly string[];
  readonly seconds: number;
  /** More for whoever wants to know: lines of text. */
  readonly details?: readonly string[];
}

/** One kind of long run. */
export interface Part {
  readonly name: string;
  readonly summary: string;
  /** What has to be installed first. */
  readonly missing?: () => string | undefined;
  readonly run: (options: PartOptions) => Promise<readonly Outcome[]>;
}
