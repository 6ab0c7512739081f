import type { Clock, RateLimitScope } from '@access-account/contract';
import type { ProviderBudget } from './budget/provider-budget.ts';
import { readLimits } from './budget/read-limits.ts';
import type { Time } from './time.ts';
import { turns } from './turn.ts';

export interface BudgetedFetchOptions {
  /** What requests go out by. */
  readonly fetch: typeof globalThis.fetch;
  readonly budget: ProviderBudget;
  /** From 0 to 1: the part of the provider's limit that is kept for people. */
  readonly reserve: number;
  readonly rateLimitScope: RateLimitScope;
  readonly clock: Clock;
  readonly time: Time;
}

/** Milliseconds that a request which belongs to no operation (connecting, checking) waits for its turn. */
const patience = 5000;

/**
 * A connector's outbound HTTP: every request is counted, and what answers say of the provider's limits is heeded at once.
 * An operation's first request is covered by the leave it began with; those after it wait for leave of their own, as long
 * as the operation has time.
 */
export function budgetedFetch(options: BudgetedFetchOptions): typeof globalThis.fetch {
  const { fetch, budget, reserve, rateLimitScope, clock, time } = options;
  return async (input, init = {}) => {
    const turn = turns.getStore();
    const signal = init.signal ?? (input instanceof Request ? input.signal : new AbortController().signal);
    const asking =
      turn === undefined
        ? { urgent: true, patience, signal }
        : { urgent: turn.urgent, patience: turn.until - time.now(), signal };
    const leave = turn?.leave ?? (await budget.leave(asking));
    if (turn !== undefined) turn.leave = undefined;
    const response = await fetch(input, init);
    const { status, headers } = response;
    if (status !== 429 || rateLimitScope === 'system') {
      budget.learn(readLimits({ status, headers, reserve, now: clock.now() }));
    }
    budget.answered(leave);
    return response;
  };
}
