import type { Instructions, InstructionTopic } from '@access-account/contract';
import { sentence } from '@access-account/messages';
import type { CaseOutcome, Effect } from './effect.ts';
import type { PolicyEvent } from './policy-event.ts';
import type { Situation, TicketSetting } from './situation.ts';
import { canHandOver, handOver, openTicket, resolveTicket, type Ticketing } from './ticketing.ts';

/** What serving instructions needs of a policy's state. */
export interface Instructing {
  /** Systems whose instructions have been asked for and not yet answered. */
  readonly awaited: readonly string[];
  /** Systems the organisation wrote no instructions for. */
  readonly uninstructed: readonly string[];
}

export const notInstructing: Instructing = { awaited: [], uninstructed: [] };

export function askedInstructions(topic: InstructionTopic, systems: readonly string[]): readonly Effect[] {
  return systems.map((system) => ({ type: 'instructions', topic, system }));
}

export function instructionsSentence({ title, text }: Instructions) {
  return sentence('instructions.body', { title, text });
}

export interface TakeInstructionsInput<State> {
  readonly state: State;
  readonly event: Extract<PolicyEvent, { type: 'instructions-read' }>;
  readonly situation: Situation;
  /** The setting of the feature they are about. */
  readonly tickets: TicketSetting;
  /** Of the ticket. */
  readonly key: string;
  /** What was asked, for the ticket: "how to unlock alex (Corp)". */
  readonly asked: string;
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
export function takeInstructions<State extends Ticketing & Instructing>({
  state,
  event,
  situation,
  tickets,
  key,
  asked,
}: TakeInstructionsInput<State>): InstructionsTaken<State> {
  if (!state.awaited.includes(event.system)) return { state, effects: [], outcome: undefined };
  const { instructions } = event;
  const told: State = {
    ...state,
    awaited: state.awaited.filter((system) => system !== event.system),
    uninstructed: instructions === null ? [...state.uninstructed, event.system] : state.uninstructed,
  };
  const ticket = { key, subject: `Instructions for ${event.system}`, description: `Asked ${asked}.` };
  const opened = tickets === 'always' ? openTicket(told, ticket) : { state: told, effects: [] };
  const said = [say(event, { situation, isHandedOver: canHandOver(state, tickets) }), ...opened.effects];
  if (told.awaited.length > 0) return { state: opened.state, effects: said, outcome: undefined };
  if (told.uninstructed.length > 0) {
    const reason = `There are no instructions for ${told.uninstructed.join(', ')}.`;
    const handed = handOver(opened.state, { ...ticket, tickets, reason });
    return { ...handed, effects: [...said, ...handed.effects] };
  }
  const resolved = resolveTicket(opened.state, 'The instructions were sent; nothing was changed.');
  return { ...resolved, effects: [...said, ...resolved.effects], outcome: 'instructed' };
}

interface SayOptions {
  readonly situation: Situation;
  readonly isHandedOver: boolean;
}

function say(
  { system, instructions }: Extract<PolicyEvent, { type: 'instructions-read' }>,
  { situation, isHandedOver }: SayOptions,
): Effect {
  if (instructions === null) {
    const ticket = isHandedOver ? 'opened' : 'none';
    return { type: 'say', sentences: [sentence('instructions.none', { system: nameOf(system, situation), ticket })] };
  }
  return {
    type: 'say',
    sentences: [instructionsSentence(instructions)],
    ...(instructions.link === null ? {} : { links: [instructions.link] }),
  };
}

function nameOf(system: string, { accounts }: Situation): string {
  return accounts.find((account) => account.system === system)?.systemName ?? system;
}
