import type { AccountStatus } from '@access-account/contract';
import { type AccountName, type Sentence, sentence } from '@access-account/messages';
import { cycleOf } from './calendar/cycle-of.ts';
import { daysLeft } from './calendar/days-left.ts';
import { isSameExpiry } from './calendar/is-same-expiry.ts';
import type { Effect, Say } from './effect.ts';
import { type Instructing, notInstructing, takeInstructions } from './instructing.ts';
import { later } from './later.ts';
import type { Policy, Step } from './policy.ts';
import type { PolicyEvent, ReminderDue } from './policy-event.ts';
import { askAfresh } from './question-life.ts';
import type { Situation } from './situation.ts';
import {
  isSameTry,
  type PasswordRoute,
  passwordRoutes,
  startedSay,
  takeRoute,
  wantedFor,
  watchReset,
} from './starting-password.ts';
import { linkedAccount, targetKey } from './target.ts';
import {
  canHandOver,
  handOver,
  notTicketing,
  openTicket,
  resolveTicket,
  type Ticketing,
  takeNumber,
} from './ticketing.ts';

/**
 * One account's password, or the account itself, runs out: look again, tell the person, Change password / Ignore.
 * The case stays open as long as the cycle lasts, for it remembers that the person does not want to hear of it.
 */
export interface PasswordExpiryState extends Ticketing, Instructing {
  readonly stage: 'new' | 'open' | 'closed';
  /** The newest reminder of the cycle; null: none yet. */
  readonly last: ReminderDue | null;
  readonly name: AccountName | null;
  /** The live state is being read for `last`: because its time has come, because the person asks, or to put right a card that is out. */
  readonly looking: 'due' | 'asked' | 'changed' | null;
  /** Looks that failed, one after the other. */
  readonly failures: number;
  /** The person does not want to hear of this cycle any more. */
  readonly isMuted: boolean;
  /** The notice that it is over was given in this cycle. */
  readonly isExpiryTold: boolean;
  /** A card with buttons is out. */
  readonly hasCard: boolean;
  /** A new password is being begun with the provider. */
  readonly isStarting: boolean;
  /** What the provider could not do since Change password was clicked. Absent in a case that is older than this. */
  readonly unable?: readonly string[];
  readonly delayTold: boolean;
}

/** Milliseconds until another look at an account that could not be read, and how often that is tried. */
const lookAgainAfter = 15 * 60_000;
const mostFailures = 8;

export const passwordExpiryPolicy: Policy<PasswordExpiryState> = {
  id: 'password-expiry',
  version: 1,
  initial: {
    ...notTicketing,
    ...notInstructing,
    stage: 'new',
    last: null,
    name: null,
    looking: null,
    failures: 0,
    isMuted: false,
    isExpiryTold: false,
    hasCard: false,
    isStarting: false,
    delayTold: false,
  },

  step(state, event, situation) {
    if (state.stage === 'closed') return { state, effects: [] };
    if (event.type === 'reminder-due') return remind(state, event, situation);
    const { last } = state;
    if (last === null) return { state, effects: [] };
    switch (event.type) {
      case 'account-read':
        return state.looking !== null && isSame(last, event)
          ? looked({ ...state, failures: 0 }, { last, status: event.status, situation })
          : { state, effects: [] };
      case 'account-read-failed':
        return state.looking !== null && isSame(last, event) ? notLooked(state, situation) : { state, effects: [] };
      case 'expiry-changed':
        // Where a look is under way already, that one answers it.
        return state.looking === null && state.hasCard && isSame(last, event) && last.kind === event.kind
          ? { state: { ...state, looking: 'changed', failures: 0 }, effects: [readEffect(last)] }
          : { state, effects: [] };
      case 'choice-made':
        return answer(state, event, { last, situation });
      case 'choice-expired':
        return { state: { ...state, hasCard: true }, effects: [askAfresh] };
      case 'timer-due':
        return event.timer === 'reminder' && state.looking !== null
          ? { state, effects: [readEffect(last)] }
          : { state, effects: [] };
      case 'identity-delayed':
        if (!state.isStarting || state.delayTold) return { state, effects: [] };
        return {
          state: { ...state, delayTold: true },
          effects: [{ type: 'say', sentences: [sentence('unlock.delayed', { system: event.system })] }],
        };
      case 'password-started':
        return state.isStarting && isSame(last, event) ? started(state, event, situation) : { state, effects: [] };
      case 'identity-failed':
        return state.isStarting && isSame(last, event) && isLeft(state, event)
          ? notStarted(state, event, situation)
          : { state, effects: [] };
      case 'instructions-read': {
        const { outcome: _, ...taken } = takeInstructions({
          state,
          event,
          situation,
          tickets: situation.settings.passwordExpiry.tickets,
          key: keyOf(last),
          asked: `how to change the password in ${event.system}`,
        });
        return taken;
      }
      case 'ticket-opened':
        return takeNumber(state, event);
      default:
        return { state, effects: [] };
    }
  },
};

/** What a case of this policy reminds of, for those who only look; null: of nothing yet. */
export function remindedOf(state: unknown): { readonly last: ReminderDue; readonly isMuted: boolean } | null {
  const { last, isMuted } = state as PasswordExpiryState;
  return last === null ? null : { last, isMuted };
}

function isSame(
  one: { readonly system: string; readonly account: string },
  other: { readonly system: string; readonly account: string },
): boolean {
  return targetKey(one) === targetKey(other);
}

/** Somebody who ignored the cycle hears no more of it; a new password, or another end of the account, begins a new one. */
function remind(state: PasswordExpiryState, due: ReminderDue, situation: Situation): Step<PasswordExpiryState> {
  const { last } = state;
  const account = linkedAccount(situation, due);
  if (account === undefined || (last !== null && (!isSame(last, due) || last.kind !== due.kind)))
    return { state, effects: [] };
  const isNewCycle = last?.cycle.key !== due.cycle.key;
  const current = isNewCycle ? { ...state, isMuted: false, isExpiryTold: false } : state;
  const isExpired = due.mark === 'expired';
  const isMuted = current.isMuted && !(isExpired && !situation.settings.passwordExpiry.ignoreCoversExpired);
  if (isMuted || (isExpired && current.isExpiryTold)) return { state, effects: [] };
  return {
    state: {
      ...current,
      stage: 'open',
      last: due,
      name: { login: account.login, system: account.systemName },
      looking: 'due',
      failures: 0,
    },
    // Where a look is under way already, that one answers the newest reminder.
    effects: state.looking === null ? [readEffect(due)] : [],
  };
}

function readEffect({ system, account }: ReminderDue): Effect {
  return { type: 'identity', operation: 'account.read', system, account };
}

interface Looked {
  readonly last: ReminderDue;
  readonly status: AccountStatus;
  readonly situation: Situation;
}

/** PE-12: what is said is what was read right now. */
function looked(before: PasswordExpiryState, { last, status, situation }: Looked): Step<PasswordExpiryState> {
  const name: AccountName = { login: status.account.login, system: before.name?.system ?? last.system };
  const state: PasswordExpiryState = { ...before, looking: null, name };
  const isAsked = before.looking === 'asked';
  const expiresAt = endOf(last, status);
  if (expiresAt === null || !isSameCycle(last, status, expiresAt)) return renewed(state, last, isAsked);
  if (before.looking === 'changed') return { state, effects: [] };
  const mayEnd = last.kind === 'account' && status.standing === 'expired';
  if (status.standing !== 'enabled' && !mayEnd) return isAsked ? refuse(state) : { state, effects: [] };
  const isOver = Date.parse(expiresAt) <= Date.parse(situation.instant);
  // Neither a reminder after the end, nor the news of an end that was put off: the next plan says when it is time.
  const isUntimely = isOver !== (last.mark === 'expired') || !isSameExpiry(last.expiresAt, expiresAt);
  if (isUntimely && !isAsked) return { state, effects: [] };
  const days = Math.max(0, daysLeft({ instant: situation.instant, expiresAt, timeZone: last.timeZone }));
  return {
    state: { ...state, hasCard: true, isExpiryTold: state.isExpiryTold || isOver },
    effects: [
      card(last, cardSentence({ kind: last.kind, isOver, name, days })),
      ...(isAsked ? [] : tellManager({ last, status, name, endsAt: expiresAt })),
    ],
  };
}

/** The end as it is now; null: there is none any more. */
function endOf({ kind, expiresAt }: ReminderDue, { password, endsAt }: AccountStatus): string | null {
  if (kind === 'password') return password.expiresAt;
  return endsAt === undefined ? expiresAt : endsAt;
}

function isSameCycle({ kind, cycle, system, account }: ReminderDue, { password }: AccountStatus, expiresAt: string) {
  const changedAt = kind === 'password' ? password.changedAt : null;
  const now = cycleOf({ account: targetKey({ system, account }), changedAt, expiresAt, known: cycle });
  return now.key === cycle.key;
}

interface CardSentenceInput {
  readonly kind: ReminderDue['kind'];
  readonly isOver: boolean;
  readonly name: AccountName;
  readonly days: number;
}

function cardSentence({ kind, isOver, name, days }: CardSentenceInput): Sentence {
  const accounts = [name];
  if (kind === 'account')
    return isOver
      ? sentence('expiry.account-ended', { accounts })
      : sentence('expiry.account-reminder', { accounts, days });
  return isOver ? sentence('expiry.expired', { accounts }) : sentence('expiry.reminder', { accounts, days });
}

/** PE-7: exactly two buttons; the end of an account is nobody's to change here. */
function card(last: ReminderDue, said: Sentence): Say {
  return {
    type: 'say',
    sentences: [said],
    question: {
      choices: last.kind === 'password' ? ['change-password', 'ignore'] : ['ignore'],
      about: [targetKey(last)],
    },
  };
}

interface TellManagerInput {
  readonly last: ReminderDue;
  readonly status: AccountStatus;
  readonly name: AccountName;
  readonly endsAt: string;
}

/** PE-14: the manager is told of an account's end, in a case of their own. */
function tellManager({ last, status, name, endsAt }: TellManagerInput): readonly Effect[] {
  const { manager, account } = status;
  if (last.kind !== 'account' || manager == null) return [];
  return [
    {
      type: 'hand-over',
      to: 'account-extension',
      owner: { system: last.system, account: manager.id },
      event: {
        type: 'report-ending',
        system: last.system,
        account: last.account,
        systemName: name.system,
        login: name.login,
        displayName: account.displayName,
        endsAt,
        timeZone: last.timeZone,
      },
    },
  ];
}

/** EC-04: the password was changed meanwhile. A card that is out is put right; else nobody is bothered. */
function renewed(state: PasswordExpiryState, last: ReminderDue, isAsked: boolean): Step<PasswordExpiryState> {
  const accounts = state.name === null ? [] : [state.name];
  const key = last.kind === 'password' ? 'expiry.changed' : 'expiry.account-extended';
  const corrected: Effect = { type: 'say', sentences: [sentence(key, { accounts })], inPlace: true };
  const isBusy = state.isStarting || state.awaited.length > 0 || state.numbersDue.length > 0;
  const effects = state.hasCard || isAsked ? [corrected] : [];
  // Somebody waits for an answer: the case stays for that, and the next cycle's reminder finds it.
  if (isBusy) return { state: { ...state, hasCard: false }, effects };
  return {
    state: { ...state, stage: 'closed', hasCard: false },
    effects: [...effects, { type: 'close', outcome: 'renewed' }],
  };
}

function refuse(state: PasswordExpiryState): Step<PasswordExpiryState> {
  return { state, effects: [{ type: 'say', sentences: [sentence('password.refused', { ticket: 'none' })] }] };
}

/** Nothing is said that was not read: tried again for a while, then left to the next reminder. */
function notLooked(state: PasswordExpiryState, situation: Situation): Step<PasswordExpiryState> {
  const failures = state.failures + 1;
  if (failures >= mostFailures) return { state: { ...state, looking: null, failures: 0 }, effects: [] };
  const at = later(situation.instant, lookAgainAfter);
  return { state: { ...state, failures }, effects: [{ type: 'timer', timer: 'reminder', at }] };
}

interface AnswerContext {
  readonly last: ReminderDue;
  readonly situation: Situation;
}

function answer(
  state: PasswordExpiryState,
  { choice }: Extract<PolicyEvent, { type: 'choice-made' }>,
  { last, situation }: AnswerContext,
): Step<PasswordExpiryState> {
  switch (choice) {
    case 'change-password':
      // Every click begins afresh with the best way.
      return changePassword({ ...state, unable: [] }, { last, situation });
    case 'ignore': {
      const coversExpired = situation.settings.passwordExpiry.ignoreCoversExpired || state.isExpiryTold;
      return {
        state: { ...state, isMuted: true, hasCard: false },
        effects: [
          { type: 'say', sentences: [sentence('expiry.ignored', { until: coversExpired ? 'next' : 'expired' })] },
        ],
      };
    }
    case 'check-again':
      return {
        state: { ...state, looking: 'asked', failures: 0 },
        effects: state.looking === null ? [readEffect(last)] : [],
      };
    default:
      return { state, effects: [] };
  }
}

/** PE-8: the configuration decides and nothing else, so that this button does the same at every moment. */
function changePassword(state: PasswordExpiryState, { last, situation }: AnswerContext): Step<PasswordExpiryState> {
  const { system, account } = last;
  const linked = linkedAccount(situation, last);
  const route = bestRoute(state, { last, situation });
  const name = linked === undefined ? { login: account, system } : { login: linked.login, system: linked.systemName };
  return {
    state: {
      ...state,
      hasCard: false,
      isStarting: route.kind === 'provider',
      awaited: route.kind === 'instructions' ? [system] : [],
    },
    effects: [takeRoute({ route, system, account, name })],
  };
}

function bestRoute({ unable = [] }: PasswordExpiryState, { last, situation }: AnswerContext): PasswordRoute {
  const [route] = passwordRoutes({
    how: 'knows',
    account: linkedAccount(situation, last) ?? { operations: [] },
    settings: situation.settings,
    allows: (operation) => !unable.includes(operation),
  });
  return route;
}

/** Whether a way was not given up before: of one that was, and of what is no way at all, nothing follows. */
function isLeft(
  { unable = [] }: PasswordExpiryState,
  { operation }: Extract<PolicyEvent, { type: 'identity-failed' }>,
): boolean {
  return wantedFor('knows').some((one) => one === operation) && !unable.includes(operation);
}

function started(
  state: PasswordExpiryState,
  event: Extract<PolicyEvent, { type: 'password-started' }>,
  situation: Situation,
): Step<PasswordExpiryState> {
  const { system, account } = event;
  const { login, system: systemName } = state.name ?? { login: account, system };
  const said = startedSay(event, login, situation);
  const watched = watchReset({ event, target: { system, systemName, account, login } }, situation);
  const opened =
    situation.settings.passwordExpiry.tickets === 'always' && state.last !== null
      ? openTicket(state, { key: keyOf(state.last), ...ticketOf(state) })
      : { state, effects: [] };
  const resolved = resolveTicket(
    opened.state,
    'The way to a new password was shown; the password itself never came here.',
  );
  return {
    state: { ...resolved.state, isStarting: false, delayTold: false },
    effects: [...watched, said, ...opened.effects, ...resolved.effects],
  };
}

function notStarted(
  state: PasswordExpiryState,
  { operation, failure }: Extract<PolicyEvent, { type: 'identity-failed' }>,
  situation: Situation,
): Step<PasswordExpiryState> {
  const { last } = state;
  if (last === null) return { state, effects: [] };
  if (failure.code === 'operation-unsupported' || failure.code === 'permission-denied') {
    const context = { last, situation };
    const left = { ...state, unable: [...(state.unable ?? []), operation] };
    return isSameTry(bestRoute(state, context), bestRoute(left, context))
      ? { state: left, effects: [] }
      : changePassword(left, context);
  }
  const { tickets } = situation.settings.passwordExpiry;
  const ticket = canHandOver(state, tickets) ? 'opened' : 'none';
  const accounts = state.name === null ? [] : [state.name];
  const said =
    failure.code === 'conflict'
      ? sentence('password.refused', { ticket })
      : sentence(failure.code === 'ambiguous-outcome' ? 'password.unclear' : 'password.failed', { accounts, ticket });
  const { outcome: _, ...handed } = handOver(state, {
    tickets,
    key: keyOf(last),
    ...ticketOf(state),
    reason: 'Not begun automatically.',
  });
  return {
    state: { ...handed.state, isStarting: false, delayTold: false },
    effects: [{ type: 'say', sentences: [said] }, ...handed.effects],
  };
}

function ticketOf({ name }: PasswordExpiryState): { readonly subject: string; readonly description: string } {
  const who = name === null ? 'an account' : `${name.login} (${name.system})`;
  return {
    subject: `New password for ${who}`,
    description: `Wants to change the password of ${who} before it expires.`,
  };
}

/** One ticket per cycle. */
function keyOf({ cycle }: ReminderDue): string {
  return `expiry:${cycle.key}`;
}
