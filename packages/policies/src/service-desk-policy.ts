import { type Sentence, sentence } from '@access-account/messages';
import type { Effect } from './effect.ts';
import type { Policy } from './policy.ts';
import type { Request } from './policy-event.ts';

/** What cannot be done here is offered to people: one question, one ticket, its number. */
export interface ServiceDeskState {
  readonly stage: 'new' | 'asking' | 'opening' | 'closed';
  readonly about: string;
}

export const serviceDeskPolicy: Policy<ServiceDeskState> = {
  id: 'service-desk',
  version: 1,
  initial: { stage: 'new', about: '' },

  step(state, event, situation) {
    const key = `case:${situation.case}`;
    switch (event.type) {
      case 'help-asked': {
        if (state.stage !== 'new') return { state, effects: [] };
        const { offered, about } = offer(event.request);
        const sentences = event.request.containedSecret ? [sentence('secret.typed'), offered] : [offered];
        return {
          state: { stage: 'asking', about },
          effects: [{ type: 'say', sentences, question: { choices: ['yes', 'no'], about: [] } }],
        };
      }
      case 'choice-made':
        if (state.stage !== 'asking') return { state, effects: [] };
        if (event.choice !== 'yes') return end(state, [sentence('desk.declined')], 'declined');
        return {
          state: { ...state, stage: 'opening' },
          effects: [
            { type: 'say', sentences: [sentence('desk.opening')] },
            {
              type: 'ticket',
              operation: 'ticket.open',
              key,
              subject: state.about,
              description: `${situation.person.displayName} asked for help in the chat: ${state.about}.`,
            },
            {
              type: 'ticket',
              operation: 'ticket.hand-off',
              key,
              to: 'service-desk',
              reason: 'Asked for a person’s help.',
            },
          ],
        };
      case 'choice-expired':
        if (state.stage !== 'asking') return { state, effects: [] };
        return end(state, [sentence('question.expired')], 'expired');
      case 'ticket-opened':
        if (state.stage !== 'opening') return { state, effects: [] };
        return end(state, [sentence('desk.opened', { number: event.number })], 'handed-off');
      default:
        return { state, effects: [] };
    }
  },
};

function offer({ about, system }: Request): { readonly offered: Sentence; readonly about: string } {
  if (system !== null && !system.connected) {
    return { offered: sentence('desk.offer-system', { system: system.words }), about: `Help with ${system.words}` };
  }
  switch (about) {
    case 'password':
      return { offered: sentence('desk.offer-password'), about: 'Password reset' };
    case 'mfa':
      return { offered: sentence('desk.offer-mfa'), about: 'Multi-factor authentication reset' };
    default:
      return { offered: sentence('desk.offer'), about: 'Help with signing in' };
  }
}

function end(
  state: ServiceDeskState,
  sentences: readonly Sentence[],
  outcome: Extract<Effect, { type: 'close' }>['outcome'],
) {
  return {
    state: { ...state, stage: 'closed' as const },
    effects: [{ type: 'say', sentences } as const, { type: 'close', outcome } as const],
  };
}
