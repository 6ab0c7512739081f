import { type Sentence, sentence } from '@access-account/messages';
import type { Effect } from './effect.ts';
import { askedInstructions, type Instructing, takeInstructions } from './instructing.ts';
import { nextNoticeAt } from './notice-allowance.ts';
import type { Policy, Step } from './policy.ts';
import type { PolicyEvent } from './policy-event.ts';
import type { Situation } from './situation.ts';
import { linkedAccount, named, type Target, targetKey, unreadTarget } from './target.ts';
import {
  beginUnlock,
  conclude,
  episodeKey,
  notUnlocking,
  openTicket,
  takeOutcome,
  type Unlocking,
} from './unlocking.ts';

/** The product noticed a lock: look again, tell the person, offer Yes / No. */
export interface LockoutNotificationState extends Unlocking, Instructing {
  readonly stage:
    | 'new'
    /** Reading the live state, before a notice or another look. */
    | 'reading'
    /** Locked, but the allowance does not let us say so yet. */
    | 'waiting'
    /** The notice is out. */
    | 'asking'
    | 'dismissed'
    | 'unlocking'
    | 'instructing'
    | 'handing-off'
    | 'closed';
  /** Whether the person has been told about the targets as they are now. */
  readonly told: boolean;
}

export const lockoutNotificationPolicy: Policy<LockoutNotificationState> = {
  id: 'lockout-notification',
  version: 1,
  initial: { ...notUnlocking, stage: 'new', awaited: [], told: false },

  step(state, event, situation) {
    if (state.stage === 'closed') return { state, effects: [] };
    switch (event.type) {
      case 'lockout-detected':
        return detect(state, event, situation);
      case 'choice-made':
        return answer(state, event, situation);
      case 'choice-expired':
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
      case 'timer-due':
        return state.stage === 'asking' || state.stage === 'waiting'
          ? look({ ...state, told: false })
          : state.stage === 'dismissed'
            ? close(state, 'dismissed')
            : { state, effects: [] };
      case 'identity-delayed':
        if (state.stage !== 'unlocking' || state.delayTold) return { state, effects: [] };
        return {
          state: { ...state, delayTold: true },
          effects: [{ type: 'say', sentences: [sentence('unlock.delayed', { system: event.system })] }],
        };
      case 'instructions-read':
        return instruct(state, event, situation);
      case 'ticket-opened':
        if (state.stage !== 'handing-off') return { state, effects: [] };
        return close(state, 'handed-off', [sentence('desk.opened', { number: event.number })]);
      default: {
        const targets = takeOutcome(state.targets, event, situation.instant);
        return targets === undefined ? { state, effects: [] } : proceed({ ...state, targets }, situation);
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
  const joined = state.targets.filter((target) => targetKey(target) !== targetKey(account));
  const target = unreadTarget(account);
  if (state.stage === 'unlocking' || state.stage === 'handing-off' || state.stage === 'instructing') {
    // The person is being helped with the others: this one is told of as soon as they are done.
    return { state: { ...state, targets: [...joined, { ...target, stage: 'unread' }] }, effects: [readEffect(target)] };
  }
  const fresh = state.stage === 'dismissed' ? [] : joined;
  return {
    state: { ...state, stage: 'reading', told: state.stage === 'asking' && state.told, targets: [...fresh, target] },
    effects: [readEffect(target)],
  };
}

function look(state: LockoutNotificationState): Step<LockoutNotificationState> {
  const targets = state.targets.map((target): Target => ({ ...target, stage: 'unread' }));
  return { state: { ...state, stage: 'reading', targets }, effects: targets.map(readEffect) };
}

function readEffect({ system, account }: Target): Effect {
  return { type: 'identity', operation: 'account.read', system, account };
}

function proceed(state: LockoutNotificationState, situation: Situation): Step<LockoutNotificationState> {
  if (state.targets.some(({ stage }) => stage === 'unread' || stage === 'unlocking')) return { state, effects: [] };
  const locked = state.targets.filter(({ stage }) => stage === 'locked' || stage === 'no-automation');
  if (state.stage === 'reading') {
    // An account that is open again, or was never ours to touch, is nobody's news.
    return locked.length > 0 ? tell({ ...state, targets: locked }, situation) : selfResolved(state);
  }
  if (state.stage !== 'unlocking') return { state, effects: [] };
  if (locked.length > 0) {
    const settled = state.targets.filter((target) => !locked.includes(target));
    const said = conclude({ ...state, targets: settled }, situation);
    const asked = sentence('unlock.lock-changed', { accounts: named(locked) });
    return {
      state: { ...state, stage: 'asking', targets: locked, ticket: null },
      effects: [...(settled.length > 0 ? said.effects : []), question([asked], locked)],
    };
  }
  const { outcome, ...concluded } = conclude(state, situation);
  return outcome === null
    ? { ...concluded, state: { ...concluded.state, stage: 'handing-off' } }
    : { state: { ...concluded.state, stage: 'closed' }, effects: [...concluded.effects, { type: 'close', outcome }] };
}

/** Tells the person, now if the allowance lets us, else when it does. A card that is out is brought up to date at any time. */
function tell(state: LockoutNotificationState, situation: Situation): Step<LockoutNotificationState> {
  const { lockoutNotification } = situation.settings;
  const at = nextNoticeAt({
    ...lockoutNotification,
    instant: situation.instant,
    notices: situation.notices,
    ignoreGap: lockoutNotification.newEpisodeBreaksGap && situation.lastLockoutResolved,
  });
  if (!state.told && Date.parse(at) > Date.parse(situation.instant)) {
    return { state: { ...state, stage: 'waiting' }, effects: [{ type: 'timer', timer: 'notice', at }] };
  }
  if (lockoutNotification.mode === 'instructions' && lockoutNotification.instructionsInFirstMessage && !state.told) {
    const systems = [...new Set(state.targets.map(({ system }) => system))];
    return { state: { ...state, stage: 'instructing', awaited: systems }, effects: askedInstructions(systems) };
  }
  const said = question([notice(state, situation)], state.targets);
  const effect: Effect = state.told ? { ...said, inPlace: true } : { ...said, notice: true };
  return { state: { ...state, stage: 'asking', told: true }, effects: [effect, reminder(situation)] };
}

function notice(state: LockoutNotificationState, situation: Situation): Sentence {
  const instructions =
    situation.settings.lockoutNotification.mode === 'instructions' ||
    state.targets.every(({ stage }) => stage === 'no-automation');
  return sentence(instructions ? 'lockout.notice-instructions' : 'lockout.notice', { accounts: named(state.targets) });
}

function question(sentences: readonly Sentence[], targets: readonly Target[]): Extract<Effect, { type: 'say' }> {
  return { type: 'say', sentences, question: { choices: ['yes', 'no'], about: targets.map(targetKey) } };
}

/** While the lock lasts and nobody answers, the next look is one gap later. */
function reminder(situation: Situation): Effect {
  const at = Date.parse(situation.instant) + situation.settings.lockoutNotification.gap;
  return { type: 'timer', timer: 'notice', at: new Date(at).toISOString() };
}

function answer(
  state: LockoutNotificationState,
  event: Extract<PolicyEvent, { type: 'choice-made' }>,
  situation: Situation,
): Step<LockoutNotificationState> {
  switch (event.choice) {
    case 'yes': {
      if (state.stage !== 'asking' && state.stage !== 'reading') return { state, effects: [] };
      if (situation.settings.lockoutNotification.mode === 'instructions') return startInstructing(state, state.targets);
      const automatic = state.targets.filter(
        ({ stage, system, account }) => stage === 'locked' && event.about.includes(targetKey({ system, account })),
      );
      if (automatic.length === 0) return startInstructing(state, state.targets);
      const begun = beginUnlock(state, event.about, situation);
      return { ...begun, state: { ...begun.state, stage: 'unlocking' } };
    }
    case 'check-again':
      return look({ ...state, told: true });
    case 'not-me': {
      const key = episodeKey(state.targets, situation);
      return {
        state: { ...state, stage: 'closed', ticket: key },
        effects: [
          { type: 'say', sentences: [sentence('security.reported')] },
          openTicket(
            key,
            'Failed sign-ins reported by the account’s owner',
            'The owner says that somebody else tried to sign in. The account was left locked.',
          ),
          {
            type: 'ticket',
            operation: 'ticket.hand-off',
            key,
            to: 'security',
            reason: 'The owner answered “This wasn’t me”.',
          },
          { type: 'close', outcome: 'reported' },
        ],
      };
    }
    default: {
      const at = Date.parse(situation.instant) + situation.settings.lockoutNotification.per;
      return {
        state: { ...state, stage: 'dismissed' },
        effects: [
          {
            type: 'say',
            sentences: [sentence('lockout.dismissed')],
            question: { choices: ['not-me'], about: state.targets.map(targetKey) },
          },
          { type: 'timer', timer: 'notice', at: new Date(at).toISOString() },
        ],
      };
    }
  }
}

function startInstructing(state: LockoutNotificationState, targets: readonly Target[]): Step<LockoutNotificationState> {
  const systems = [...new Set(targets.map(({ system }) => system))];
  return { state: { ...state, stage: 'instructing', awaited: systems }, effects: askedInstructions(systems) };
}

function instruct(
  state: LockoutNotificationState,
  event: Extract<PolicyEvent, { type: 'instructions-read' }>,
  situation: Situation,
): Step<LockoutNotificationState> {
  if (!state.told) {
    // LN-13 with instructions allowed in the first message: one notice that carries them.
    const sentences = [
      notice(state, situation),
      ...(event.instructions === null
        ? []
        : [sentence('instructions.body', { title: event.instructions.title, text: event.instructions.text })]),
    ];
    return {
      state: { ...state, stage: 'asking', told: true, awaited: [] },
      effects: [{ ...question(sentences, state.targets), notice: true }, reminder(situation)],
    };
  }
  const taken = takeInstructions({ state, event, situation });
  const closes = taken.effects.some(({ type }) => type === 'close');
  const stage = closes ? 'closed' : taken.state.awaited.length > 0 ? 'instructing' : 'handing-off';
  return { ...taken, state: { ...taken.state, stage } };
}

/** The lock is gone without us: an open card says so, and nothing else is said. */
function selfResolved(state: LockoutNotificationState): Step<LockoutNotificationState> {
  const open = state.targets.filter(({ stage }) => stage === 'open');
  const corrects = state.told && open.length > 0;
  return {
    state: { ...state, stage: 'closed' },
    effects: [
      ...(corrects
        ? [
            {
              type: 'say',
              sentences: [sentence('unlock.already-open', { accounts: named(open) })],
              inPlace: true,
            } as const,
          ]
        : []),
      { type: 'close', outcome: 'self-resolved' },
    ],
  };
}

function close(
  state: LockoutNotificationState,
  outcome: Extract<Effect, { type: 'close' }>['outcome'],
  sentences: readonly Sentence[] = [],
): Step<LockoutNotificationState> {
  return {
    state: { ...state, stage: 'closed' },
    effects: [...(sentences.length > 0 ? [{ type: 'say', sentences } as const] : []), { type: 'close', outcome }],
  };
}
