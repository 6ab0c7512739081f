import { AsyncLocalStorage } from 'node:async_hooks';
import type { Leave } from './budget/provider-budget.ts';

/** One try of an operation, from where the requests that belong to it can see it. */
export interface Turn {
  /** A person waits for it, or something was begun that must be finished. */
  readonly urgent: boolean;
  /** When its time is over, in this replica's time. */
  readonly until: number;
  /** The leave it began with: its first request is covered by it. Undefined: used, or there was none. */
  leave: Leave | undefined;
}

export const turns = new AsyncLocalStorage<Turn>();
