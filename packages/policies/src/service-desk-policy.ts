import { type Sentence, sentence } from '@access-account/messages';
import type { CaseOutcome, Effect } from './effect.ts';
import type { Policy, Step } from './policy.ts';
import type { Request } from './policy-event.ts';
import { askAfresh, questionTimer } from './question-life.ts';
import type { Situation } from './situation.ts';

/** What cannot be done here is offered to people: one question, one ticket, its number. */
export interface ServiceDeskState {
  readonly stage: 'new' | 'asking' | 'opening' | 'closed';
  readonly about: string;
  /** As it was asked first. Absent in a case that is older than this. */
  readonly offered?: Sentence;
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
        const before = event.request.containedSecret ? [sentence('secret.typed')] : [];
        return ask({ stage: 'asking', about, offered }, before, situation);
      }
      case 'choice-made':
        if (state.stage !== 'asking') return { state, effects: [] };
        if (event.choice === 'check-again') return ask(state, [], situation);
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
        return state.stage === 'asking' ? { state, effects: [askAfresh] } : { state, effects: [] };
      case 'timer-due':
        return state.stage === 'asking' && event.timer === 'question'
          ? end(state, [], 'expired')
          : { state, effects: [] };
      case 'ticket-opened':
        if (state.stage !== 'opening' || event.key !== key) return { state, effects: [] };
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

function ask(state: ServiceDeskState, before: readonly Sentence[], situation: Situation): Step<ServiceDeskState> {
  const { offered = sentence('desk.offer') } = state;
  return {
    state,
    effects: [
      { type: 'say', sentences: [...before, offered], question: { choices: ['yes', 'no'], about: [] } },
      questionTimer(situation),
    ],
  };
}

function end(state: ServiceDeskState, sentences: readonly Sentence[], outcome: CaseOutcome): Step<ServiceDeskState> {
  const says: readonly Effect[] = sentences.length > 0 ? [{ type: 'say', sentences }] : [];
  return { state: { ...state, stage: 'closed' }, effects: [...says, { type: 'close', outcome }] };
}
