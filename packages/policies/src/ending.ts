import type { CaseOutcome } from './effect.ts';
import type { Step } from './policy.ts';
import type { Ticketing } from './ticketing.ts';

/** What closing needs of a policy's state. */
export interface Ending extends Ticketing {
  readonly stage: string;
}

type Ended<State> = Omit<State, 'stage'> & { readonly stage: 'handing-off' | 'closed' };

/** Closes the case; while the person waits for a ticket's number it stays open for that alone. */
export function end<State extends Ending>({ state, effects }: Step<State>, outcome: CaseOutcome): Step<Ended<State>> {
  return state.numbersDue.length > 0
    ? { state: { ...state, stage: 'handing-off' }, effects }
    : { state: { ...state, stage: 'closed' }, effects: [...effects, { type: 'close', outcome }] };
}
