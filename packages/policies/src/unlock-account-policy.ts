import { type Sentence, sentence } from '@access-account/messages';
import type { Effect } from './effect.ts';
import { askedInstructions, type Instructing, takeInstructions } from './instructing.ts';
import type { Policy, Step } from './policy.ts';
import type { PolicyEvent } from './policy-event.ts';
import type { Situation } from './situation.ts';
import { named, type Target, targetKey, unreadTarget } from './target.ts';
import { beginUnlock, conclude, notUnlocking, takeOutcome, type Unlocking } from './unlocking.ts';

/** A person asks to be unlocked: look first, then offer Yes / Edit Request / Cancel. */
export interface UnlockAccountState extends Unlocking, Instructing {
  readonly stage: 'new' | 'reading' | 'asking' | 'choosing' | 'unlocking' | 'instructing' | 'handing-off' | 'closed';
}

const questionLife = 24 * 60 * 60_000;

export const unlockAccountPolicy: Policy<UnlockAccountState> = {
  id: 'unlock-account',
  version: 1,
  initial: { ...notUnlocking, stage: 'new', awaited: [] },

  step(state, event, situation) {
    if (state.stage === 'closed') return { state, effects: [] };
    switch (event.type) {
      case 'help-asked':
        return state.stage === 'new' ? start(state, event, situation) : { state, effects: [] };
      case 'choice-made':
        return answer(state, event, situation);
      case 'choice-expired':
      case 'timer-due':
        return expire(state, event);
      case 'identity-delayed':
        if (state.delayTold) return { state, effects: [] };
        return {
          state: { ...state, delayTold: true },
          effects: [{ type: 'say', sentences: [sentence('unlock.delayed', { system: event.system })] }],
        };
      case 'instructions-read': {
        const taken = takeInstructions({ state, event, situation });
        return { ...taken, state: { ...taken.state, stage: stageAfter(taken.effects, taken.state.awaited) } };
      }
      case 'ticket-opened':
        return state.stage === 'handing-off' ? tellNumber(state, event.number) : { state, effects: [] };
      default: {
        const targets = takeOutcome(state.targets, event, situation.instant);
        return targets === undefined ? { state, effects: [] } : proceed({ ...state, targets }, situation);
      }
    }
  },
};

function start(
  state: UnlockAccountState,
  { request }: Extract<PolicyEvent, { type: 'help-asked' }>,
  situation: Situation,
): Step<UnlockAccountState> {
  if (request.forSomebodyElse) return finish(state, [sentence('unlock.self-only')], 'refused');
  const { system } = request;
  if (system !== null && !system.connected) {
    // Words of a system that is not connected are answered by its instructions: whoever opened this case knows there are some.
    return {
      state: { ...state, stage: 'instructing', awaited: [system.words] },
      effects: askedInstructions([system.words]),
    };
  }
  const candidates = situation.accounts.filter((account) => system === null || account.system === system.name);
  if (candidates.length === 0) return finish(state, [sentence('unlock.no-account')], 'refused');
  return read(state, candidates.map(unreadTarget));
}

function read(state: UnlockAccountState, targets: readonly Target[]): Step<UnlockAccountState> {
  return {
    state: { ...state, stage: 'reading', targets },
    effects: targets.map(({ system, account }) => ({ type: 'identity', operation: 'account.read', system, account })),
  };
}

/** Goes on as soon as every target that is being read or unlocked has answered. */
function proceed(state: UnlockAccountState, situation: Situation): Step<UnlockAccountState> {
  if (state.targets.some(({ stage }) => stage === 'unread' || stage === 'unlocking')) return { state, effects: [] };
  const wasUnlocking = state.stage === 'unlocking';
  const locked = state.targets.filter(({ stage }) => stage === 'locked');
  if (locked.length > 0) {
    const asked = sentence(wasUnlocking ? 'unlock.lock-changed' : 'unlock.confirm', { accounts: named(locked) });
    return ask(wasUnlocking ? state : { ...state, targets: locked }, asked, situation);
  }
  const manual = state.targets.filter(({ stage }) => stage === 'no-automation');
  if (manual.length > 0) {
    const systems = [...new Set(manual.map(({ system }) => system))];
    return {
      state: { ...state, targets: manual, stage: 'instructing', awaited: systems },
      effects: askedInstructions(systems),
    };
  }
  // Somebody whose accounts are open does not want to hear of the one that was disabled long ago.
  const open = state.targets.filter(({ stage }) => stage === 'open');
  const told = wasUnlocking || open.length === 0 ? state : { ...state, targets: open };
  const { outcome, ...concluded } = conclude(told, situation);
  return outcome === null
    ? { ...concluded, state: { ...concluded.state, stage: 'handing-off' } }
    : { state: { ...concluded.state, stage: 'closed' }, effects: [...concluded.effects, { type: 'close', outcome }] };
}

function ask(state: UnlockAccountState, asked: Sentence, situation: Situation): Step<UnlockAccountState> {
  const about = state.targets.filter(({ stage }) => stage === 'locked').map(targetKey);
  return {
    state: { ...state, stage: 'asking' },
    effects: [
      { type: 'say', sentences: [asked], question: { choices: ['yes', 'edit', 'cancel'], about } },
      { type: 'timer', timer: 'question', at: later(situation.instant, questionLife) },
    ],
  };
}

function answer(
  state: UnlockAccountState,
  event: Extract<PolicyEvent, { type: 'choice-made' }>,
  situation: Situation,
): Step<UnlockAccountState> {
  switch (event.choice) {
    case 'yes': {
      if (state.stage !== 'asking') return { state, effects: [] };
      const begun = beginUnlock(state, event.about, situation);
      return { ...begun, state: { ...begun.state, stage: 'unlocking' } };
    }
    case 'edit':
      return { state: { ...state, stage: 'choosing' }, effects: [choose(situation)] };
    case 'continue': {
      const chosen = situation.accounts.find((account) => targetKey(account) === event.values.account);
      return chosen === undefined
        ? finish(state, [sentence('unlock.self-only')], 'refused')
        : read(state, [unreadTarget(chosen)]);
    }
    case 'check-again':
      return read(
        state,
        situation.accounts
          .filter((account) => state.targets.some((target) => targetKey(target) === targetKey(account)))
          .map(unreadTarget),
      );
    default:
      return finish(state, [sentence('unlock.cancelled')], 'cancelled');
  }
}

function choose(situation: Situation): Effect {
  return {
    type: 'say',
    sentences: [sentence('unlock.choose')],
    question: {
      choices: ['continue', 'cancel'],
      about: [],
      form: {
        options: situation.accounts.map((account) => ({
          label: `${account.login} (${account.systemName})`,
          value: targetKey(account),
        })),
      },
    },
  };
}

function expire(state: UnlockAccountState, event: PolicyEvent): Step<UnlockAccountState> {
  if (event.type === 'timer-due') {
    const waiting = state.stage === 'asking' || state.stage === 'choosing';
    return waiting
      ? { state: { ...state, stage: 'closed' }, effects: [{ type: 'close', outcome: 'expired' }] }
      : { state, effects: [] };
  }
  return {
    state,
    effects: [
      {
        type: 'say',
        sentences: [sentence('question.expired')],
        question: { choices: ['check-again'], about: [] },
      },
    ],
  };
}

function stageAfter(effects: readonly Effect[], awaited: readonly string[]): UnlockAccountState['stage'] {
  if (effects.some(({ type }) => type === 'close')) return 'closed';
  return awaited.length > 0 ? 'instructing' : 'handing-off';
}

function tellNumber(state: UnlockAccountState, number: string): Step<UnlockAccountState> {
  return finish(state, [sentence('desk.opened', { number })], 'handed-off');
}

function finish(
  state: UnlockAccountState,
  sentences: readonly Sentence[],
  outcome: Extract<Effect, { type: 'close' }>['outcome'],
): Step<UnlockAccountState> {
  return {
    state: { ...state, stage: 'closed' },
    effects: [
      { type: 'say', sentences },
      { type: 'close', outcome },
    ],
  };
}

function later(instant: string, milliseconds: number): string {
  return new Date(Date.parse(instant) + milliseconds).toISOString();
}
