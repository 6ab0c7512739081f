import { sentence } from '@access-account/messages';
import type { Policy } from './policy.ts';
import type { Request } from './policy-event.ts';

/** One answer to what starts no course of help. */
export interface HelpState {
  readonly answered: boolean;
}

export const helpPolicy: Policy<HelpState> = {
  id: 'help',
  version: 1,
  initial: { answered: false },

  step(state, event) {
    if (state.answered || event.type !== 'help-asked') return { state, effects: [] };
    const { request } = event;
    const sentences = request.containedSecret ? [sentence('secret.typed')] : [answer(request)];
    return {
      state: { answered: true },
      effects: [
        { type: 'say', sentences },
        { type: 'close', outcome: 'answered' },
      ],
    };
  },
};

function answer({ about }: Request) {
  switch (about) {
    case 'help':
      return sentence('help.what-i-can-do');
    case 'which-question':
      return sentence('question.which');
    default:
      return sentence('help.unclear');
  }
}
