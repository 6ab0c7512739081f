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
    const { key, number, subject, resolution: words } = event;
    const about = number ?? `“${subject}”`;
    const said =
      words === null ? sentence('desk.answered-there', { about }) : sentence('desk.answered', { about, words });
    // What another desk has resolved keeps its words there.
    const resolution = words ?? 'Resolved at the desk.';
    return {
      state: { stage: 'closed' },
      effects: [
        { type: 'ticket', operation: 'ticket.resolve', key, resolution, byDesk: true },
        { type: 'say', sentences: [said] },
        { type: 'close', outcome: 'answered' },
      ],
    };
  },
};
