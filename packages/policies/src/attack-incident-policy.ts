import type { Policy } from './policy.ts';

/** Many people are locked at once: one ticket for all of it, with the security team, and what it came to once it is over. */
export interface AttackIncidentState {
  readonly stage: 'new' | 'open' | 'closed';
  readonly key: string;
}

export const attackIncidentPolicy: Policy<AttackIncidentState> = {
  id: 'attack-incident',
  version: 1,
  initial: { stage: 'new', key: '' },

  step(state, event) {
    switch (event.type) {
      case 'attack-began': {
        if (state.stage !== 'new') return { state, effects: [] };
        const { attack, people, minutes } = event;
        const key = `attack:${attack}`;
        return {
          state: { stage: 'open', key },
          effects: [
            {
              type: 'ticket',
              operation: 'ticket.open',
              key,
              subject: 'Many people are locked out at once',
              description: `${people} people were locked within ${minutes} minutes. Until it is over few of them are told, and an unlock asks for proof.`,
            },
            {
              type: 'ticket',
              operation: 'ticket.hand-off',
              key,
              to: 'security',
              reason: 'This may be an attack, or an outage that locks people out.',
            },
          ],
        };
      }
      case 'attack-over': {
        if (state.stage !== 'open') return { state, effects: [] };
        const { people, held } = event;
        return {
          state: { ...state, stage: 'closed' },
          effects: [
            {
              type: 'ticket',
              operation: 'ticket.note',
              key: state.key,
              text: `It is quiet again. ${people} people were locked. ${held} of them were not told, and are looked at one after the other now.`,
            },
            { type: 'close', outcome: 'reported' },
          ],
        };
      }
      default:
        return { state, effects: [] };
    }
  },
};
