import { sentence } from '@access-account/messages';
import type { Effect } from './effect.ts';
import type { Policy } from './policy.ts';
import type { ResetHeld } from './policy-event.ts';

/** Factors are to be removed after a while: every other channel of the person is told, and “This wasn’t me” stops it. */
export interface HoldNoticeState {
  readonly stage: 'new' | 'told' | 'closed';
  readonly held: ResetHeld | null;
}

export const holdNoticePolicy: Policy<HoldNoticeState> = {
  id: 'hold-notice',
  version: 1,
  initial: { stage: 'new', held: null },

  step(state, event, { instant, case: id }) {
    const { held } = state;
    switch (event.type) {
      case 'reset-held': {
        if (state.stage !== 'new') return { state, effects: [] };
        const { accounts, factors, until } = event;
        const minutes = minutesUntil(until, instant);
        return {
          state: { stage: 'told', held: event },
          effects: [
            {
              type: 'say',
              sentences: [sentence('hold.told-elsewhere', { accounts, factors, minutes })],
              question: { choices: ['not-me'], about: [] },
              elsewhere: true,
            },
            { type: 'timer', timer: 'question', at: until },
          ],
        };
      }
      case 'choice-made':
        if (state.stage !== 'told' || held === null || event.choice !== 'not-me') return { state, effects: [] };
        return {
          state: { ...state, stage: 'closed' },
          effects: [
            { type: 'prove', to: held.from, event: { type: 'proof-refused', kind: 'code', because: 'not-me' } },
            // Whether it still waited is for the case to say that did.
            { type: 'say', sentences: [sentence('hold.reported')] },
            ...reportHeld({ key: `case:${id}`, accounts: held.accounts, factors: held.factors }),
            { type: 'close', outcome: 'reported' },
          ],
        };
      case 'timer-due':
        if (state.stage !== 'told' || event.timer !== 'question') return { state, effects: [] };
        return { state: { ...state, stage: 'closed' }, effects: [{ type: 'close', outcome: 'answered' }] };
      default:
        return { state, effects: [] };
    }
  },
};

/** The security team hears that the owner did not ask for it. */
export function reportHeld({
  key,
  accounts,
  factors,
}: Pick<ResetHeld, 'accounts' | 'factors'> & { readonly key: string }): readonly Effect[] {
  const whose = accounts.map(({ login, system }) => `${login} (${system})`).join(', ');
  const what = factors.map(({ label }) => label).join(', ');
  return [
    {
      type: 'ticket',
      operation: 'ticket.open',
      key,
      subject: `A removal of second factors reported by the account’s owner: ${whose}`,
      description: `With a code to a second address somebody asked to remove ${what} of ${whose}. The owner says that it was not they.`,
    },
    {
      type: 'ticket',
      operation: 'ticket.hand-off',
      key,
      to: 'security',
      reason: 'The owner answered “This wasn’t me”.',
    },
  ];
}

/** How long it is to be waited for; never none. */
export function minutesUntil(until: string, instant: string): number {
  return Math.max(1, Math.ceil((Date.parse(until) - Date.parse(instant)) / 60_000));
}
