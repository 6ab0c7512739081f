/** What can be wrong with the way to a provider. */
export type NetworkFault =
  /** The connection is torn down. */
  | 'reset'
  /** Requests are taken and never answered. */
  | 'blackhole'
  /** Answers come one byte at a time. */
  | 'drip'
  /** An answer in another protocol: a page instead of JSON, and with status 200. */
  | 'html'
  /** 429. */
  | 'too-many'
  /** 503. */
  | 'unavailable'
  /** Half of an answer, then the end. */
  | 'truncated'
  /** An answer without an end. */
  | 'endless'
  /** What was asked is done, and the answer is lost. */
  | 'answer-lost';

/** A way to a directory that can be broken. */
export interface WorldNetwork {
  /** Which faults there are: what has no HTTP knows no status. */
  readonly faults: readonly NetworkFault[];
  /** The connector's configuration for that way. */
  config(): Promise<unknown>;
  /** @param aim which requests meet the fault: all of them, or those alone that can change something. */
  break(fault: NetworkFault, aim: 'everything' | 'changes'): Promise<void>;
  /** Everything passes again, and whoever still waits is told so by the end of the connection. */
  mend(): Promise<void>;
}
