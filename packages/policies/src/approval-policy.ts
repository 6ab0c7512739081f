import { sentence } from '@access-account/messages';
import { later } from './later.ts';
import type { Policy, Step } from './policy.ts';
import type { ApprovalAsked } from './policy-event.ts';
import { askAfresh } from './question-life.ts';
import type { Situation } from './situation.ts';

/** A manager is asked whether it is really somebody they manage who asks. What they answer is told to that person's case. */
export interface ApprovalState {
  readonly stage: 'new' | 'asking' | 'closed';
  readonly asked: ApprovalAsked | null;
}

export const approvalPolicy: Policy<ApprovalState> = {
  id: 'approval',
  version: 1,
  initial: { stage: 'new', asked: null },

  step(state, event, situation) {
    const { asked } = state;
    switch (event.type) {
      case 'approval-asked':
        return state.stage === 'new' ? ask(event) : { state, effects: [] };
      case 'choice-made':
        if (state.stage !== 'asking' || asked === null) return { state, effects: [] };
        // Nobody waits for it any more, whatever the button's own life is.
        if (Date.parse(situation.instant) >= Date.parse(asked.until)) return close(state, 'expired');
        if (event.choice === 'approve') return approve(state, asked, situation);
        if (event.choice === 'decline') return decline(state, asked, situation);
        return event.choice === 'check-again' ? ask(asked) : { state, effects: [] };
      case 'choice-expired':
        return state.stage === 'asking' ? { state, effects: [askAfresh] } : { state, effects: [] };
      case 'timer-due':
        return state.stage === 'asking' && event.timer === 'question'
          ? close(state, 'expired')
          : { state, effects: [] };
      default:
        return { state, effects: [] };
    }
  },
};

function ask(asked: ApprovalAsked): Step<ApprovalState> {
  const { displayName: name, accounts, factors, system, account, until } = asked;
  return {
    state: { stage: 'asking', asked },
    effects: [
      {
        type: 'say',
        sentences: [
          factors.length > 0
            ? sentence('approval.mfa', { name, accounts, factors })
            : sentence('approval.unlock', { name, accounts }),
        ],
        question: { choices: ['approve', 'decline'], about: [`${system}/${account}`] },
      },
      { type: 'timer', timer: 'question', at: until },
    ],
  };
}

function approve(state: ApprovalState, asked: ApprovalAsked, { instant, settings }: Situation): Step<ApprovalState> {
  const { action, system, account, from } = asked;
  const proof = {
    kind: 'manager-approval',
    action,
    system,
    account,
    until: later(instant, settings.proof.life),
  } as const;
  const closed = close(state, 'approved');
  return {
    ...closed,
    effects: [
      { type: 'prove', to: from, event: { type: 'proof-given', proof } },
      { type: 'say', sentences: [sentence('approval.given')] },
      ...closed.effects,
    ],
  };
}

/** Somebody may be acting in another's name: the security team hears of it. */
function decline(state: ApprovalState, asked: ApprovalAsked, { person, case: id }: Situation): Step<ApprovalState> {
  const { displayName, accounts, factors, from } = asked;
  const key = `case:${id}`;
  const what = factors.length > 0 ? `remove ${factors.map(({ label }) => label).join(', ')}` : 'unlock';
  const where = accounts.map(({ login, system }) => `${login} (${system})`).join(', ');
  const closed = close(state, 'declined');
  return {
    ...closed,
    effects: [
      { type: 'prove', to: from, event: { type: 'proof-refused', kind: 'manager-approval', because: 'declined' } },
      { type: 'say', sentences: [sentence('approval.declined')] },
      {
        type: 'ticket',
        operation: 'ticket.open',
        key,
        subject: `Not confirmed by the manager: ${displayName}`,
        description: `Asked in the name of ${displayName}: ${what}, ${where}. ${person.displayName}, the manager, did not confirm that it is really them.`,
      },
      {
        type: 'ticket',
        operation: 'ticket.hand-off',
        key,
        to: 'security',
        reason: 'The manager did not confirm the request.',
      },
      ...closed.effects,
    ],
  };
}

function close(state: ApprovalState, outcome: 'approved' | 'declined' | 'expired'): Step<ApprovalState> {
  return { state: { ...state, stage: 'closed' }, effects: [{ type: 'close', outcome }] };
}
