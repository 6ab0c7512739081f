import { sentence } from '@access-account/messages';
import type { Policy } from './policy.ts';
import { questionTimer } from './question-life.ts';

/** Something was done to somebody’s account, or by somebody else: every other channel of theirs is told, with “This wasn’t me” for a day. */
export interface SecurityNoticeState {
  readonly stage: 'new' | 'told' | 'closed';
  /** What was removed, or unlocked, for the security team. */
  readonly removed: string;
  /** Who had it unlocked. Absent: the account's owner seemed to ask. */
  readonly by?: string;
}

export const securityNoticePolicy: Policy<SecurityNoticeState> = {
  id: 'security-notice',
  version: 1,
  initial: { stage: 'new', removed: '' },

  step(state, event, situation) {
    switch (event.type) {
      case 'factors-reset': {
        const { removals } = event;
        if (state.stage !== 'new' || removals.length === 0) return { state, effects: [] };
        const removed = removals
          .map(({ name, factor, change }) => `${factor.label} of ${name.login} in ${change.system}`)
          .join(', ');
        return {
          state: { stage: 'told', removed },
          effects: [
            {
              type: 'say',
              sentences: [sentence('mfa.done-elsewhere', { removals })],
              question: { choices: ['not-me'], about: [] },
              elsewhere: true,
            },
            questionTimer(situation),
          ],
        };
      }
      case 'unlocked-by-another': {
        const { by, unlocks } = event;
        if (state.stage !== 'new' || unlocks.length === 0) return { state, effects: [] };
        const removed = unlocks.map(({ name, change }) => `${name.login} in ${change.system}`).join(', ');
        return {
          state: { stage: 'told', removed, by },
          effects: [
            {
              type: 'say',
              sentences: [sentence('security.unlocked-by-another', { name: by, unlocks })],
              question: { choices: ['not-me'], about: [] },
              elsewhere: true,
            },
            questionTimer(situation),
          ],
        };
      }
      case 'choice-made': {
        if (state.stage !== 'told' || event.choice !== 'not-me') return { state, effects: [] };
        const key = `case:${situation.case}`;
        return {
          state: { ...state, stage: 'closed' },
          effects: [
            { type: 'say', sentences: [sentence('security.reported-mfa')] },
            {
              type: 'ticket',
              operation: 'ticket.open',
              key,
              ...(state.by === undefined
                ? {
                    subject: 'A reset of second factors reported by the account’s owner',
                    description: `The owner says that somebody else had these removed: ${state.removed}.`,
                  }
                : {
                    subject: 'An unlock for somebody else reported by the account’s owner',
                    description: `${state.by} had this unlocked: ${state.removed}. The owner says that it was not to be.`,
                  }),
            },
            {
              type: 'ticket',
              operation: 'ticket.hand-off',
              key,
              to: 'security',
              reason: 'The owner answered “This wasn’t me”.',
            },
            { type: 'close', outcome: 'reported' },
          ],
        };
      }
      case 'timer-due':
        if (state.stage !== 'told' || event.timer !== 'question') return { state, effects: [] };
        return { state: { ...state, stage: 'closed' }, effects: [{ type: 'close', outcome: 'answered' }] };
      default:
        return { state, effects: [] };
    }
  },
};
