import type { Instructions } from '@access-account/contract';
import { sentence } from '@access-account/messages';
import type { CaseOutcome, Effect } from './effect.ts';
import type { PolicyEvent } from './policy-event.ts';
import type { Situation } from './situation.ts';
import { canHandOver, episodeKey, handOver, list, openTicket, resolveTicket, type Unlocking } from './unlocking.ts';

/** What serving instructions needs of a policy's state. */
export interface Instructing {
  /** Systems whose instructions have been asked for and not yet answered. */
  readonly awaited: readonly string[];
  /** Systems the organisation wrote no instructions for. */
  readonly uninstructed: readonly string[];
}

export const notInstructing: Instructing = { awaited: [], uninstructed: [] };

export function askedInstructions(systems: readonly string[]): readonly Effect[] {
  return systems.map((system) => ({ type: 'instructions', topic: 'unlock-account', system }));
}

export function instructionsSentence({ title, text }: Instructions) {
  return sentence('instructions.body', { title, text });
}

export interface TakeInstructionsInput<State> {
  readonly state: State;
  readonly event: Extract<PolicyEvent, { type: 'instructions-read' }>;
  readonly situation: Situation;
}

export interface InstructionsTaken<State> {
  readonly state: State;
  readonly effects: readonly Effect[];
  /** undefined while other systems' instructions are still to come. */
  readonly outcome: CaseOutcome | undefined;
}

/**
 * Serves the organisation's own words, or hands over to people where it wrote none.
 * A ticket tracks this path too; it is resolved once the instructions were given.
 */
export function takeInstructions<State extends Unlocking & Instructing>({
  state,
  event,
  situation,
}: TakeInstructionsInput<State>): InstructionsTaken<State> {
  if (!state.awaited.includes(event.system)) return { state, effects: [], outcome: undefined };
  const { instructions } = event;
  const told: State = {
    ...state,
    awaited: state.awaited.filter((system) => system !== event.system),
    uninstructed: instructions === null ? [...state.uninstructed, event.system] : state.uninstructed,
  };
  const what = state.targets.length > 0 ? list(state.targets) : event.system;
  const ticket = {
    key: episodeKey(state.targets, situation),
    subject: `Instructions for ${event.system}`,
    description: `Asked how to unlock ${what}.`,
  };
  const opened =
    situation.settings.unlockAccount.tickets === 'always' ? openTicket(told, ticket) : { state: told, effects: [] };
  const said = [say(state, event, situation), ...opened.effects];
  if (told.awaited.length > 0) return { state: opened.state, effects: said, outcome: undefined };
  if (told.uninstructed.length > 0) {
    const reason = `There are no instructions for ${told.uninstructed.join(', ')}.`;
    const handed = handOver(opened.state, situation, { ...ticket, reason });
    return { ...handed, effects: [...said, ...handed.effects] };
  }
  const resolved = resolveTicket(opened.state, 'The instructions were sent; nothing was changed.');
  return { ...resolved, effects: [...said, ...resolved.effects], outcome: 'instructed' };
}

function say(
  state: Unlocking,
  { system, instructions }: Extract<PolicyEvent, { type: 'instructions-read' }>,
  situation: Situation,
): Effect {
  if (instructions === null) {
    const ticket = canHandOver(state, situation) ? 'opened' : 'none';
    return {
      type: 'say',
      sentences: [sentence('instructions.none', { system: systemName(state, system), ticket })],
    };
  }
  return {
    type: 'say',
    sentences: [instructionsSentence(instructions)],
    ...(instructions.link === null ? {} : { links: [instructions.link] }),
  };
}

function systemName(state: Unlocking, system: string): string {
  return state.targets.find((target) => target.system === system)?.systemName ?? system;
}
