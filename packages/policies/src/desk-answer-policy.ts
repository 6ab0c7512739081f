import { sentence } from '@access-account/messages';
import type { Policy } from './policy.ts';

/** The desk has dealt with what was handed to it: the person hears so in the desk's words, and the ticket is resolved wherever it is kept. */
export interface DeskAnswerState {
  readonly stage: 'new' | 'closed';
}

export const deskAnswerPolicy: Policy<DeskAnswerState> = {
  id: 'desk-answer',
  version: 1,
  initial: { stage: 'new' },

  step(state, event) {
    if (event.type !== 'desk-answered' || state.stage !== 'new') return { state, effects: [] };
    const { key, number, subject, resolution } = event;
    return {
      state: { stage: 'closed' },
      effects: [
        { type: 'ticket', operation: 'ticket.resolve', key, resolution, byDesk: true },
        { type: 'say', sentences: [sentence('desk.answered', { about: number ?? `“${subject}”`, words: resolution })] },
        { type: 'close', outcome: 'answered' },
      ],
    };
  },
};
