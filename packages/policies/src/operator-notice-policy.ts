import { sentence } from '@access-account/messages';
import type { Policy } from './policy.ts';

/** What needs a human began, or is over: one message to the operators, however much that is. */
export interface OperatorNoticeState {
  readonly stage: 'new' | 'closed';
}

/** So much is named; the rest is counted. */
const named = 10;

export const operatorNoticePolicy: Policy<OperatorNoticeState> = {
  id: 'operator-notice',
  version: 1,
  initial: { stage: 'new' },

  step(state, event) {
    if (event.type !== 'troubles-changed' || state.stage !== 'new') return { state, effects: [] };
    const changes = [
      ...event.began.map((trouble) => sentence('operators.began', trouble)),
      ...event.over.map((trouble) => sentence('operators.over', trouble)),
    ];
    if (changes.length === 0) return { state, effects: [] };
    const more = changes.length - named;
    const sentences = more > 0 ? [...changes.slice(0, named), sentence('operators.more', { more })] : changes;
    return {
      state: { stage: 'closed' },
      effects: [
        { type: 'say', sentences },
        { type: 'close', outcome: 'answered' },
      ],
    };
  },
};
