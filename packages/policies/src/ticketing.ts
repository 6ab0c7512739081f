import { sentence } from '@access-account/messages';
import type { CaseOutcome, Effect } from './effect.ts';
import type { Step } from './policy.ts';
import type { PolicyEvent } from './policy-event.ts';
import type { TicketSetting } from './situation.ts';

/** A ticket that tracks what is going on. */
interface Ticket {
  readonly key: string;
  /** null until the desk gave it one. */
  readonly number: string | null;
}

/** What tracking by a ticket needs of a policy's state. */
export interface Ticketing {
  /** The ticket of this access episode while it is ours to resolve. */
  readonly ticket: Ticket | null;
  /** Keys of tickets that people took over and whose number the person has not heard yet. */
  readonly numbersDue: readonly string[];
}

export const notTicketing: Ticketing = { ticket: null, numbersDue: [] };

export interface OpenTicketOptions {
  readonly key: string;
  readonly subject: string;
  readonly description: string;
}

/** Opens the case's ticket, unless it has one. */
export function openTicket<State extends Ticketing>(
  state: State,
  { key, subject, description }: OpenTicketOptions,
): Step<State> {
  if (state.ticket !== null) return { state, effects: [] };
  return {
    state: { ...state, ticket: { key, number: null } },
    effects: [{ type: 'ticket', operation: 'ticket.open', key, subject, description }],
  };
}

export function resolveTicket<State extends Ticketing>(state: State, resolution: string): Step<State> {
  if (state.ticket === null) return { state, effects: [] };
  const { key } = state.ticket;
  return {
    state: { ...state, ticket: null },
    effects: [{ type: 'ticket', operation: 'ticket.resolve', key, resolution }],
  };
}

/** Whether people can hear of a failure by a ticket: only then is one promised. */
export function canHandOver({ ticket }: Ticketing, tickets: TicketSetting): boolean {
  return ticket !== null || tickets !== 'never';
}

export interface HandOverOptions extends OpenTicketOptions {
  readonly reason: string;
  /** The setting of the feature that could not do it. */
  readonly tickets: TicketSetting;
}

export interface Conclusion<State> extends Step<State> {
  readonly outcome: CaseOutcome;
}

/** Gives what could not be done to people; their ticket's number is told as soon as there is one. */
export function handOver<State extends Ticketing>(
  state: State,
  { reason, tickets, ...ticket }: HandOverOptions,
): Conclusion<State> {
  if (!canHandOver(state, tickets)) return { state, effects: [], outcome: 'refused' };
  const opened = openTicket(state, ticket);
  if (opened.state.ticket === null) return { state, effects: [], outcome: 'refused' };
  const { key, number } = opened.state.ticket;
  return {
    state: {
      ...opened.state,
      ticket: null,
      numbersDue: number === null ? [...state.numbersDue, key] : state.numbersDue,
    },
    effects: [
      ...opened.effects,
      { type: 'ticket', operation: 'ticket.hand-off', key, to: 'service-desk', reason },
      ...(number === null ? [] : [sayNumber(number)]),
    ],
    outcome: 'handed-off',
  };
}

/** Keeps the number of our ticket, or tells the one that the person waits for. */
export function takeNumber<State extends Ticketing>(
  state: State,
  { key, number }: Extract<PolicyEvent, { type: 'ticket-opened' }>,
): Step<State> {
  if (state.numbersDue.includes(key)) {
    return {
      state: { ...state, numbersDue: state.numbersDue.filter((due) => due !== key) },
      effects: [sayNumber(number)],
    };
  }
  return { state: state.ticket?.key === key ? { ...state, ticket: { key, number } } : state, effects: [] };
}

function sayNumber(number: string): Effect {
  return { type: 'say', sentences: [sentence('desk.opened', { number })] };
}
