import { type Sentence, sentence } from '@access-account/messages';
import type { CaseOutcome, Effect } from './effect.ts';
import { isFollowed, isFollowing, leaveFollowing, stepFollowing } from './follow-through.ts';
import {
  askedInstructions,
  type Instructing,
  instructionsSentence,
  notInstructing,
  takeInstructions,
} from './instructing.ts';
import { later } from './later.ts';
import { nextWantedNoticeAt } from './personal-allowance.ts';
import type { Policy, Step } from './policy.ts';
import type { PolicyEvent } from './policy-event.ts';
import { notProving } from './proving.ts';
import { askAfresh } from './question-life.ts';
import type { Situation } from './situation.ts';
import { linkedAccount, list, named, type Target, targetKey, unreadTarget } from './target.ts';
import { resolveTicket, takeNumber } from './ticketing.ts';
import {
  beginUnlock,
  chosenTargets,
  conclude,
  episodeKey,
  isBusy,
  notUnlocking,
  takeOutcome,
  type Unlocking,
  unproven,
} from './unlocking.ts';

/** The product noticed a lock: look again, tell the person, offer Yes / No. */
export interface LockoutNotificationState extends Unlocking, Instructing {
  readonly stage:
    | 'new'
    /** Reading the live state, before a notice or another look. */
    | 'reading'
    /** Locked, or perhaps locked, and it is not yet time to say so. */
    | 'waiting'
    /** The notice is out. */
    | 'asking'
    | 'dismissed'
    | 'unlocking'
    | 'instructing'
    /** Unlocked; a sign that it helped is waited for. */
    | 'following'
    /** Nothing is left to do but to tell the number of a ticket. */
    | 'handing-off'
    | 'closed';
  /** Whether the person has been told about the targets as they are now. */
  readonly told: boolean;
  /** Accounts to look at once the person was helped with the others. */
  readonly next: readonly Target[];
  /** Instructions that wait to be sent with the first message. */
  readonly firstMessage: readonly Sentence[];
}

/** Milliseconds until another look at an account that could not be read, or of which it is not the time to speak. */
const lookAgainAfter = 15 * 60_000;

export const lockoutNotificationPolicy: Policy<LockoutNotificationState> = {
  id: 'lockout-notification',
  version: 1,
  initial: { ...notUnlocking, ...notInstructing, stage: 'new', told: false, next: [], firstMessage: [] },

  step(state, event, situation) {
    if (state.stage === 'closed') return { state, effects: [] };
    if (isFollowing(state) && isFollowed(state, event)) return followUp(state, event, situation);
    switch (event.type) {
      case 'lockout-detected':
        return detect(state, event, situation);
      case 'choice-made':
        return answer(state, event, situation);
      case 'choice-expired':
        return canAnswer(state) ? { state, effects: [askAfresh] } : { state, effects: [] };
      case 'timer-due':
        // The one that looked for a sign of success may still be running when the person is told again.
        if (event.timer !== 'notice') return { state, effects: [] };
        // While many are locked, nobody is told once more: few messages are left for them.
        if (situation.attack && (state.stage === 'asking' || state.stage === 'waiting'))
          return {
            state,
            effects: [{ type: 'timer', timer: 'notice', at: later(situation.instant, lookAgainAfter) }],
          };
        return state.stage === 'asking' || state.stage === 'waiting'
          ? look({ ...state, told: false })
          : state.stage === 'dismissed'
            ? end({ state, effects: [] }, 'dismissed')
            : { state, effects: [] };
      case 'identity-delayed':
        // Who was not told of anything does not want to hear of our troubles.
        if (state.delayTold || !(state.stage === 'unlocking' || (state.stage === 'reading' && state.told)))
          return { state, effects: [] };
        return {
          state: { ...state, delayTold: true },
          effects: [{ type: 'say', sentences: [sentence('unlock.delayed', { system: event.system })] }],
        };
      case 'instructions-read':
        return instruct(state, event, situation);
      case 'ticket-opened': {
        const taken = takeNumber(state, event);
        return taken.state.stage === 'handing-off' ? end(taken, 'handed-off') : taken;
      }
      default: {
        const taken = takeOutcome(state.targets, event, situation);
        if (taken === undefined) return { state, effects: [] };
        const next = proceed({ ...state, targets: taken.targets }, situation);
        return { ...next, effects: [...taken.effects, ...next.effects] };
      }
    }
  },
};

function detect(
  state: LockoutNotificationState,
  { system, lockout }: Extract<PolicyEvent, { type: 'lockout-detected' }>,
  situation: Situation,
): Step<LockoutNotificationState> {
  const account = linkedAccount(situation, { system, account: lockout.account.id });
  if (account === undefined) return { state, effects: [] };
  const target = unreadTarget(account);
  const besides = (targets: readonly Target[]) => targets.filter((one) => targetKey(one) !== targetKey(target));
  switch (state.stage) {
    case 'unlocking':
      return { state: { ...state, next: [...besides(state.next), target] }, effects: [] };
    case 'instructing':
      if (state.told) return { state: { ...state, next: [...besides(state.next), target] }, effects: [] };
      break;
    case 'dismissed':
    case 'handing-off':
      return look({ ...state, targets: [target], told: false });
    case 'following':
      return lookAfresh(state, [target]);
  }
  return {
    state: { ...state, stage: 'reading', targets: [...besides(state.targets), target] },
    effects: [readEffect(target)],
  };
}

function look(state: LockoutNotificationState): Step<LockoutNotificationState> {
  const targets = state.targets.map((target): Target => ({ ...target, stage: 'unread' }));
  return { state: { ...state, stage: 'reading', targets }, effects: targets.map(readEffect) };
}

function followUp(
  state: LockoutNotificationState & Parameters<typeof stepFollowing>[0]['state'],
  event: PolicyEvent,
  situation: Situation,
): Step<LockoutNotificationState> {
  if (event.type === 'account-read' && event.status.lock !== null) {
    return lookAfresh(
      state,
      state.targets.filter((target) => targetKey(target) === targetKey(event)),
    );
  }
  const { outcome, ...next } = stepFollowing<LockoutNotificationState>({
    state,
    event,
    situation,
    tickets: situation.settings.unlockAccount.tickets,
    key: episodeKey(state.targets, situation),
  });
  return outcome === undefined ? next : end(next, outcome);
}

/** Locked again while the sign of success was waited for: that is news of its own. */
function lookAfresh(state: LockoutNotificationState, targets: readonly Target[]): Step<LockoutNotificationState> {
  const left = leaveFollowing(state);
  const looked = look({ ...left.state, targets, told: false });
  return { ...looked, effects: [...left.effects, ...looked.effects] };
}

function readEffect({ system, account }: Target): Effect {
  return { type: 'identity', operation: 'account.read', system, account };
}

/** Goes on as soon as every target that is being read or unlocked has answered. */
function proceed(state: LockoutNotificationState, situation: Situation): Step<LockoutNotificationState> {
  if (state.targets.some(isBusy)) return { state, effects: [] };
  if (state.stage === 'reading') return afterLook(state, situation);
  return state.stage === 'unlocking' ? afterUnlock(state, situation) : { state, effects: [] };
}

function afterLook(state: LockoutNotificationState, situation: Situation): Step<LockoutNotificationState> {
  const locked = state.targets.filter(({ stage }) => stage === 'locked' || stage === 'no-automation');
  const unknown = state.targets.filter(({ stage }) => stage === 'failed');
  if (locked.length > 0) return tell({ ...state, targets: locked, next: [...state.next, ...unknown] }, situation);
  if (unknown.length > 0) {
    const timer: Effect = { type: 'timer', timer: 'notice', at: later(situation.instant, lookAgainAfter) };
    return { state: { ...state, stage: 'waiting', targets: unknown }, effects: [timer] };
  }
  // An account that is open again, or was never ours to touch, is nobody's news; only an open card is put right.
  const open = state.targets.filter(({ stage }) => stage === 'open');
  const corrected: Effect = {
    type: 'say',
    sentences: [sentence('unlock.already-open', { accounts: named(open) })],
    inPlace: true,
  };
  return end({ state, effects: state.told && open.length > 0 ? [corrected] : [] }, 'self-resolved');
}

/** Says what was done. What changed since the question, or was locked meanwhile, is asked afresh. */
function afterUnlock(state: LockoutNotificationState, situation: Situation): Step<LockoutNotificationState> {
  const locked = state.targets.filter(({ stage }) => stage === 'locked');
  const manual = state.targets.filter(({ stage }) => stage === 'no-automation');
  const settled = state.targets.filter((target) => !locked.includes(target) && !manual.includes(target));
  const isAll = locked.length + manual.length === 0;
  const concluded =
    settled.length > 0
      ? conclude({ ...state, targets: settled }, situation, { mayFollow: isAll && state.next.length === 0 })
      : { state, effects: [], outcome: undefined };
  if (isAll) {
    const { outcome, ...rest } = concluded;
    return outcome === undefined ? { ...rest, state: { ...rest.state, stage: 'following' } } : end(rest, outcome);
  }
  const rest: LockoutNotificationState = { ...concluded.state, targets: [...locked, ...manual] };
  if (locked.length === 0) {
    const next = startInstructing(rest, manual);
    return { ...next, effects: [...concluded.effects, ...next.effects] };
  }
  const asked = question([sentence('unlock.lock-changed', { accounts: named(locked) })], locked);
  return {
    state: { ...rest, stage: 'asking' },
    effects: [...concluded.effects, asked, reminder(situation)],
  };
}

/** Tells the person, now if the allowance lets us, else when it does. A card that is out is brought up to date at any time. */
function tell(state: LockoutNotificationState, situation: Situation): Step<LockoutNotificationState> {
  const { lockoutNotification } = situation.settings;
  const at = nextWantedNoticeAt({
    ...lockoutNotification,
    instant: situation.instant,
    notices: situation.notices,
    ignoreGap: lockoutNotification.newEpisodeBreaksGap && situation.lastLockoutResolved,
    wanted: situation.personal.notices,
  });
  if (!state.told && at === null) return end({ state, effects: [] }, 'not-told');
  if (!state.told && at !== null && Date.parse(at) > Date.parse(situation.instant)) {
    return { state: { ...state, stage: 'waiting' }, effects: [{ type: 'timer', timer: 'notice', at }] };
  }
  if (onlyInstructs(situation) && lockoutNotification.instructionsInFirstMessage && !state.told) {
    return startInstructing({ ...state, firstMessage: [] }, state.targets);
  }
  return card(state, [notice(state, situation)], situation);
}

function card(
  state: LockoutNotificationState,
  sentences: readonly Sentence[],
  situation: Situation,
): Step<LockoutNotificationState> {
  const said = question(sentences, state.targets);
  const effect: Effect = state.told ? { ...said, inPlace: true } : { ...said, notice: true };
  return { state: { ...state, stage: 'asking', told: true }, effects: [effect, reminder(situation)] };
}

function notice(state: LockoutNotificationState, situation: Situation): Sentence {
  const instructions = onlyInstructs(situation) || state.targets.every(({ stage }) => stage === 'no-automation');
  return sentence(instructions ? 'lockout.notice-instructions' : 'lockout.notice', { accounts: named(state.targets) });
}

function question(sentences: readonly Sentence[], targets: readonly Target[]): Extract<Effect, { type: 'say' }> {
  return { type: 'say', sentences, question: { choices: ['yes', 'no'], about: targets.map(targetKey) } };
}

/** Whether the organisation wants people told, and unlocked by nobody but themselves. */
function onlyInstructs({ settings }: Situation): boolean {
  return settings.lockoutNotification.mode === 'instructions' || !settings.unlockAccount.enabled;
}

/** While the lock lasts and nobody answers, the next look is one gap later. */
function reminder(situation: Situation): Effect {
  return { type: 'timer', timer: 'notice', at: later(situation.instant, situation.settings.lockoutNotification.gap) };
}

/** Whether a button of ours can still be out. */
function canAnswer({ stage }: LockoutNotificationState): boolean {
  return stage === 'asking' || stage === 'reading' || stage === 'waiting' || stage === 'dismissed';
}

function answer(
  state: LockoutNotificationState,
  event: Extract<PolicyEvent, { type: 'choice-made' }>,
  situation: Situation,
): Step<LockoutNotificationState> {
  if (!canAnswer(state)) return { state, effects: [] };
  switch (event.choice) {
    case 'yes': {
      if (state.stage === 'dismissed') return { state, effects: [] };
      if (onlyInstructs(situation)) return startInstructing(state, state.targets);
      const chosen = chosenTargets(state, event.about);
      if (chosen.length === 0) return startInstructing(state, state.targets);
      if (unproven(notProving, chosen, situation) !== undefined) return askToBeUnlocked(state, chosen);
      const begun = beginUnlock(state, chosen, situation);
      return { ...begun, state: { ...begun.state, stage: 'unlocking', told: true } };
    }
    case 'check-again':
      return look({ ...state, told: true });
    case 'not-me': {
      const key = episodeKey(state.targets, situation);
      return end(
        {
          state,
          effects: [
            { type: 'say', sentences: [sentence('security.reported'), sentence('security.wary')] },
            {
              type: 'ticket',
              operation: 'ticket.open',
              key,
              subject: 'Failed sign-ins reported by the account’s owner',
              description: 'The owner says that somebody else tried to sign in. The account was left locked.',
            },
            {
              type: 'ticket',
              operation: 'ticket.hand-off',
              key,
              to: 'security',
              reason: 'The owner answered “This wasn’t me”.',
            },
          ],
        },
        'reported',
      );
    }
    default: {
      const left = resolveTicket(state, 'Left as it is; nothing more was changed.');
      const at = later(situation.instant, situation.settings.lockoutNotification.per);
      return {
        state: { ...left.state, stage: 'dismissed' },
        effects: [
          {
            type: 'say',
            sentences: [sentence('lockout.dismissed')],
            question: { choices: ['not-me'], about: state.targets.map(targetKey) },
          },
          ...left.effects,
          { type: 'timer', timer: 'notice', at },
        ],
      };
    }
  }
}

/** That it is the person has to be shown first: that is a request like any other. */
function askToBeUnlocked(state: LockoutNotificationState, chosen: readonly Target[]): Step<LockoutNotificationState> {
  const [name, ...others] = new Set(chosen.map(({ system }) => system));
  const system = name === undefined || others.length > 0 ? null : ({ connected: true, name } as const);
  const request = { about: 'unlock', system, forSomebodyElse: false, containedSecret: false } as const;
  return end(
    { state, effects: [{ type: 'hand-over', to: 'unlock-account', event: { type: 'help-asked', request } }] },
    'handed-over',
  );
}

function startInstructing(state: LockoutNotificationState, targets: readonly Target[]): Step<LockoutNotificationState> {
  const systems = [...new Set(targets.map(({ system }) => system))];
  return {
    state: { ...state, stage: 'instructing', awaited: systems },
    effects: askedInstructions('unlock-account', systems),
  };
}

function instruct(
  state: LockoutNotificationState,
  event: Extract<PolicyEvent, { type: 'instructions-read' }>,
  situation: Situation,
): Step<LockoutNotificationState> {
  if (state.stage !== 'instructing') return { state, effects: [] };
  if (state.told) {
    const { outcome, ...taken } = takeInstructions({
      state,
      event,
      situation,
      tickets: situation.settings.unlockAccount.tickets,
      key: episodeKey(state.targets, situation),
      asked: `how to unlock ${list(state.targets)}`,
    });
    return outcome === undefined ? taken : end(taken, outcome);
  }
  // LN-13 with instructions allowed in the first message: one notice that carries them.
  const { instructions, system } = event;
  const awaited = state.awaited.filter((one) => one !== system);
  const firstMessage = [...state.firstMessage, ...(instructions === null ? [] : [instructionsSentence(instructions)])];
  const collected = { ...state, awaited, firstMessage };
  return awaited.length > 0
    ? { state: collected, effects: [] }
    : card(collected, [notice(collected, situation), ...firstMessage], situation);
}

/**
 * Closes the case. While the person waits for a ticket's number it stays open for that alone,
 * and with accounts that were locked meanwhile it goes on.
 */
function end({ state, effects }: Step<LockoutNotificationState>, outcome: CaseOutcome): Step<LockoutNotificationState> {
  if (state.next.length > 0) {
    const next = look({ ...state, targets: state.next, next: [], told: true });
    return { ...next, effects: [...effects, ...next.effects] };
  }
  return state.numbersDue.length > 0
    ? { state: { ...state, stage: 'handing-off' }, effects }
    : { state: { ...state, stage: 'closed' }, effects: [...effects, { type: 'close', outcome }] };
}
