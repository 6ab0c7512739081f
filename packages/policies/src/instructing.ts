import { sentence } from '@access-account/messages';
import type { Effect } from './effect.ts';
import type { PolicyEvent } from './policy-event.ts';
import type { Situation } from './situation.ts';
import { episodeKey, list, openTicket, type Unlocking } from './unlocking.ts';

/** What serving instructions needs of a policy's state. */
export interface Instructing {
  /** Systems whose instructions have been asked for and not yet answered. */
  readonly awaited: readonly string[];
}

export function askedInstructions(systems: readonly string[]): readonly Effect[] {
  return systems.map((system) => ({ type: 'instructions', topic: 'unlock-account', system }));
}

export interface TakeInstructionsInput<State> {
  readonly state: State;
  readonly event: Extract<PolicyEvent, { type: 'instructions-read' }>;
  readonly situation: Situation;
}

/**
 * Serves the organisation's own words, or hands over to people where it wrote none.
 * A ticket tracks this path too; it is resolved once the instructions were given.
 */
export function takeInstructions<State extends Unlocking & Instructing>({
  state,
  event,
  situation,
}: TakeInstructionsInput<State>): { readonly state: State; readonly effects: readonly Effect[] } {
  const awaited = state.awaited.filter((system) => system !== event.system);
  const key = state.ticket ?? episodeKey(state.targets, situation);
  const tickets = situation.settings.unlockAccount.tickets;
  const what = state.targets.length > 0 ? list(state.targets) : event.system;
  const opening =
    state.ticket === null ? [openTicket(key, `Instructions for ${event.system}`, `Asked how to unlock ${what}.`)] : [];
  if (event.instructions === null) {
    return {
      state: { ...state, awaited, ticket: key },
      effects: [
        { type: 'say', sentences: [sentence('instructions.none', { system: systemName(state, event.system) })] },
        ...opening,
        {
          type: 'ticket',
          operation: 'ticket.hand-off',
          key,
          to: 'service-desk',
          reason: `There are no instructions for ${event.system}.`,
        },
      ],
    };
  }
  const { title, text, link } = event.instructions;
  const opensTicket = tickets === 'always' || state.ticket !== null;
  const last = awaited.length === 0;
  return {
    state: { ...state, awaited, ticket: opensTicket ? key : null },
    effects: [
      {
        type: 'say',
        sentences: [sentence('instructions.body', { title, text })],
        ...(link === null ? {} : { links: [link] }),
      },
      ...(opensTicket ? opening : []),
      ...(opensTicket && last
        ? [
            {
              type: 'ticket',
              operation: 'ticket.resolve',
              key,
              resolution: `The instructions “${title}” were sent; nothing was changed.`,
            } as const,
          ]
        : []),
      ...(last ? [{ type: 'close', outcome: 'instructed' } as const] : []),
    ],
  };
}

function systemName(state: Unlocking, system: string): string {
  return state.targets.find((target) => target.system === system)?.systemName ?? system;
}
