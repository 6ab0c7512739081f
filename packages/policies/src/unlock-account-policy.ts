import { type Sentence, sentence } from '@access-account/messages';
import { accountForm } from './account-form.ts';
import type { CaseOutcome, Effect } from './effect.ts';
import { end } from './ending.ts';
import { isFollowed, isFollowing, leaveFollowing, stepFollowing } from './follow-through.ts';
import { askedInstructions, type Instructing, notInstructing, takeInstructions } from './instructing.ts';
import type { Policy, Step } from './policy.ts';
import type { PolicyEvent, Request } from './policy-event.ts';
import { askManager, askProof, authorise, notProving, type OwnAct, type Proving } from './proving.ts';
import { askAfresh, questionTimer } from './question-life.ts';
import type { Situation } from './situation.ts';
import { list, named, type Target, targetKey, unreadTarget } from './target.ts';
import { canHandOver, handOver, resolveTicket, takeNumber } from './ticketing.ts';
import {
  beginUnlock,
  type Concluded,
  chosenTargets,
  conclude,
  episodeKey,
  isBusy,
  notUnlocking,
  takeOutcome,
  type Unlocking,
  unproven,
  withoutUnreachable,
} from './unlocking.ts';

/** A person asks to be unlocked: look first, then offer Yes / Edit Request / Cancel. */
export interface UnlockAccountState extends Unlocking, Instructing, Proving {
  readonly stage:
    | 'new'
    | 'reading'
    | 'asking'
    | 'choosing'
    /** Waiting for what shows that it is the person. */
    | 'proving'
    | 'unlocking'
    | 'instructing'
    /** Unlocked; a sign that it helped is waited for. */
    | 'following'
    /** Nothing is left to do but to tell the number of a ticket. */
    | 'handing-off'
    | 'closed';
}

export const unlockAccountPolicy: Policy<UnlockAccountState> = {
  id: 'unlock-account',
  version: 1,
  initial: { ...notUnlocking, ...notInstructing, ...notProving, stage: 'new' },

  step(state, event, situation) {
    if (state.stage === 'closed') return { state, effects: [] };
    if (isFollowing(state) && isFollowed(state, event)) return followUp(state, event, situation);
    switch (event.type) {
      case 'help-asked':
        return state.stage === 'new' ? start(state, event, situation) : { state, effects: [] };
      // Locked again while the sign of success was waited for: the person hears of it here.
      case 'lockout-detected':
        return state.stage === 'following' ? lookAgain(state, situation) : { state, effects: [] };
      case 'choice-made':
        return isAsking(state) ? answer(state, event, situation) : { state, effects: [] };
      case 'choice-expired':
        return isAsking(state) ? { state, effects: [askAfresh] } : { state, effects: [] };
      case 'timer-due':
        // The one that looked for a sign of success may still be running when it is asked again.
        if (event.timer !== 'question') return { state, effects: [] };
        if (state.stage === 'proving') return giveUp(state, 'unlock.proof-needed', situation);
        return isAsking(state) ? end(leave(state, 'Nobody answered'), 'expired') : { state, effects: [] };
      case 'proof-given':
      case 'proof-refused':
        return state.stage === 'proving' ? proven(state, event, situation) : { state, effects: [] };
      case 'identity-delayed':
        return delay(state, event, situation);
      case 'instructions-read': {
        const { outcome, ...taken } = takeInstructions({
          state,
          event,
          situation,
          tickets: situation.settings.unlockAccount.tickets,
          key: episodeKey(state.targets, situation),
          asked: `how to unlock ${state.targets.length > 0 ? list(state.targets) : event.system}`,
        });
        return outcome === undefined ? taken : end(taken, outcome);
      }
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

function start(
  state: UnlockAccountState,
  event: Extract<PolicyEvent, { type: 'help-asked' }>,
  situation: Situation,
): Step<UnlockAccountState> {
  const begun = begin(state, event.request, situation);
  if (!event.request.containedSecret) return begun;
  return { ...begun, effects: [{ type: 'say', sentences: [sentence('secret.typed')] }, ...begun.effects] };
}

function begin(state: UnlockAccountState, request: Request, situation: Situation): Step<UnlockAccountState> {
  if (request.forSomebodyElse) return finish(state, sentence('unlock.self-only'), 'refused');
  const { system, accounts: offered } = request;
  if (system !== null && !system.connected) {
    // Words of a system that is not connected are answered by its instructions: whoever opened this case knows there are some.
    return instruct(state, [system.words]);
  }
  return read(
    state,
    situation.accounts
      .filter(
        (account) =>
          (system === null || account.system === system.name) && (offered?.includes(targetKey(account)) ?? true),
      )
      .map(unreadTarget),
  );
}

function read(state: UnlockAccountState, targets: readonly Target[]): Step<UnlockAccountState> {
  if (targets.length === 0) return finish(state, sentence('unlock.no-account'), 'refused');
  return {
    state: { ...state, stage: 'reading', targets },
    effects: targets.map(({ system, account }) => ({ type: 'identity', operation: 'account.read', system, account })),
  };
}

/**
 * Somebody with another account elsewhere is helped with that one, instead of waiting for both, and told which cannot be looked at.
 * That it is tried on and told of is promised, once, only where it is.
 */
function delay(
  state: UnlockAccountState,
  { system }: Extract<PolicyEvent, { type: 'identity-delayed' }>,
  situation: Situation,
): Step<UnlockAccountState> {
  const waiting = state.targets.filter((target) => isBusy(target) && target.systemName === system);
  // A sign of success is looked for in silence, and what was given up is not spoken of again.
  if (waiting.length === 0 || (state.stage !== 'reading' && state.stage !== 'unlocking')) return { state, effects: [] };
  const targets = state.stage === 'reading' ? withoutUnreachable(state.targets, system) : undefined;
  if (targets !== undefined) {
    const next = proceed({ ...state, targets }, situation);
    const said: Effect = { type: 'say', sentences: [sentence('help.unreadable', { accounts: named(waiting) })] };
    return { ...next, effects: [said, ...next.effects] };
  }
  if (state.delayTold) return { state, effects: [] };
  return {
    state: { ...state, delayTold: true },
    effects: [{ type: 'say', sentences: [sentence('unlock.delayed', { system })] }],
  };
}

function followUp(
  state: UnlockAccountState & Parameters<typeof stepFollowing>[0]['state'],
  event: PolicyEvent,
  situation: Situation,
): Step<UnlockAccountState> {
  if (event.type === 'account-read' && event.status.lock !== null) return lookAgain(state, situation);
  const { outcome, ...next } = stepFollowing<UnlockAccountState>({
    state,
    event,
    situation,
    tickets: situation.settings.unlockAccount.tickets,
    key: episodeKey(state.targets, situation),
  });
  return outcome === undefined ? next : end(next, outcome);
}

/** Looks at the same accounts afresh, so far as they are still the person's. */
function lookAgain(state: UnlockAccountState, situation: Situation): Step<UnlockAccountState> {
  const left = leaveFollowing(state);
  const looked = read(
    left.state,
    situation.accounts
      .filter((account) => state.targets.some((target) => targetKey(target) === targetKey(account)))
      .map(unreadTarget),
  );
  return { ...looked, effects: [...left.effects, ...looked.effects] };
}

/** Goes on as soon as every target that is being read or unlocked has answered. */
function proceed(state: UnlockAccountState, situation: Situation): Step<UnlockAccountState> {
  if ((state.stage !== 'reading' && state.stage !== 'unlocking') || state.targets.some(isBusy))
    return { state, effects: [] };
  const locked = state.targets.filter(({ stage }) => stage === 'locked');
  const manual = state.targets.filter(({ stage }) => stage === 'no-automation' || stage === 'hidden');
  if (state.stage === 'unlocking') {
    // Something changed since the question: what was done is told first, the rest is asked afresh.
    const settled = state.targets.filter((target) => !locked.includes(target) && !manual.includes(target));
    const isAll = locked.length + manual.length === 0;
    const concluded =
      settled.length > 0
        ? conclude({ ...state, targets: settled }, situation, { mayFollow: isAll })
        : { state, effects: [], outcome: undefined };
    if (isAll) return finishUnlock(concluded);
    const rest = { ...concluded.state, targets: [...locked, ...manual] };
    const next =
      locked.length > 0
        ? ask(rest, sentence('unlock.lock-changed', { accounts: named(locked) }), situation)
        : instruct(rest, systemsOf(manual));
    return { state: next.state, effects: [...concluded.effects, ...next.effects] };
  }
  if (locked.length > 0)
    return ask({ ...state, targets: locked }, sentence('unlock.confirm', { accounts: named(locked) }), situation);
  if (manual.length > 0) return instruct({ ...state, targets: manual }, systemsOf(manual));
  // Somebody whose accounts are open does not want to hear of the one that was disabled long ago.
  const open = state.targets.filter(({ stage }) => stage === 'open');
  return finishUnlock(
    conclude(open.length === 0 ? state : { ...state, targets: open }, situation, { mayFollow: false }),
  );
}

function finishUnlock({ outcome, ...concluded }: Concluded<UnlockAccountState>): Step<UnlockAccountState> {
  return outcome === undefined
    ? { ...concluded, state: { ...concluded.state, stage: 'following' } }
    : end(concluded, outcome);
}

function systemsOf(targets: readonly Target[]): readonly string[] {
  return [...new Set(targets.map(({ system }) => system))];
}

function instruct(state: UnlockAccountState, systems: readonly string[]): Step<UnlockAccountState> {
  return {
    state: { ...state, stage: 'instructing', awaited: systems },
    effects: askedInstructions('unlock-account', systems),
  };
}

function ask(state: UnlockAccountState, asked: Sentence, situation: Situation): Step<UnlockAccountState> {
  const locked = state.targets.filter(({ stage }) => stage === 'locked');
  const act = unproven(state, locked, situation);
  if (act !== undefined) return prove(state, act, situation);
  const about = locked.map(targetKey);
  return {
    state: { ...state, stage: 'asking' },
    effects: [
      { type: 'say', sentences: [asked], question: { choices: ['yes', 'edit', 'cancel'], about } },
      questionTimer(situation),
    ],
  };
}

/** To ask for a proof is to ask whether it shall be done: no Yes is needed besides. */
function prove(state: UnlockAccountState, act: OwnAct, situation: Situation): Step<UnlockAccountState> {
  const needed = authorise(state, act, situation);
  if (needed.decision !== 'need') return giveUp(state, 'unlock.proof-needed', situation);
  const about = state.targets.filter(({ stage }) => stage === 'locked').map(targetKey);
  const key = act.signals.includes('repeated-locks') ? 'proof.unlock' : 'proof.unlock-careful';
  const said = sentence(key, { accounts: named([act.target]) });
  return {
    state: { ...state, stage: 'proving' },
    effects: askProof(state, { ...act, needed, said, about }, situation),
  };
}

function proven(
  state: UnlockAccountState,
  event: Extract<PolicyEvent, { type: 'proof-given' | 'proof-refused' }>,
  situation: Situation,
): Step<UnlockAccountState> {
  if (event.type === 'proof-refused')
    return giveUp(state, event.because === 'declined' ? 'proof.declined' : 'unlock.proof-needed', situation);
  const next = { ...state, proofs: [...state.proofs, event.proof] };
  const locked = next.targets.filter(({ stage }) => stage === 'locked');
  const act = unproven(next, locked, situation);
  if (act !== undefined) return prove(next, act, situation);
  const begun = beginUnlock(next, locked, situation);
  return { ...begun, state: { ...begun.state, stage: 'unlocking' } };
}

function giveUp(
  state: UnlockAccountState,
  key: 'proof.declined' | 'unlock.proof-needed',
  situation: Situation,
): Step<UnlockAccountState> {
  const { tickets } = situation.settings.unlockAccount;
  const ticket = canHandOver(state, tickets) ? 'opened' : 'none';
  const { outcome, ...handed } = handOver(state, {
    tickets,
    key: episodeKey(state.targets, situation),
    subject: `Unlock ${list(state.targets)}`,
    description: `Asked to unlock: ${list(state.targets)}. Why a proof was needed stands in the audit and the person’s timeline.`,
    reason:
      key === 'proof.declined'
        ? 'The manager did not confirm that it is the person. Nothing was changed.'
        : 'Nothing could prove that it is the person. Nothing was changed.',
  });
  return end(
    { ...handed, effects: [{ type: 'say', sentences: [sentence(key, { ticket })] }, ...handed.effects] },
    outcome,
  );
}

function isAsking({ stage }: UnlockAccountState): boolean {
  return stage === 'asking' || stage === 'choosing' || stage === 'proving';
}

function answer(
  state: UnlockAccountState,
  event: Extract<PolicyEvent, { type: 'choice-made' }>,
  situation: Situation,
): Step<UnlockAccountState> {
  switch (event.choice) {
    case 'yes': {
      const chosen = chosenTargets(state, event.about);
      if (state.stage !== 'asking' || chosen.length === 0) return { state, effects: [] };
      // What made somebody look twice may have come after the question.
      const act = unproven(state, chosen, situation);
      if (act !== undefined) return prove(state, act, situation);
      const begun = beginUnlock(state, chosen, situation);
      return { ...begun, state: { ...begun.state, stage: 'unlocking' } };
    }
    case 'edit':
      return { state: { ...state, stage: 'choosing' }, effects: [choose(situation)] };
    case 'continue': {
      const chosen = situation.accounts.find((account) => targetKey(account) === event.values.account);
      return chosen === undefined
        ? finish(state, sentence('unlock.self-only'), 'refused')
        : read(state, [unreadTarget(chosen)]);
    }
    case 'ask-manager': {
      const locked = state.targets.filter(({ stage }) => stage === 'locked');
      const act = state.stage === 'proving' ? unproven(state, locked, situation) : undefined;
      return act === undefined
        ? { state, effects: [] }
        : askManager(state, { ...act, accounts: named([act.target]), factors: [] }, situation);
    }
    case 'service-desk':
      return state.stage === 'proving' ? giveUp(state, 'unlock.proof-needed', situation) : { state, effects: [] };
    case 'check-again':
      return lookAgain(state, situation);
    default:
      return finish(state, sentence('unlock.cancelled'), 'cancelled');
  }
}

function choose(situation: Situation): Effect {
  return {
    type: 'say',
    sentences: [sentence('unlock.choose')],
    question: {
      choices: ['continue', 'cancel'],
      about: [],
      form: accountForm(situation.accounts),
    },
  };
}

/** Ends without doing (any more of) it. */
function finish(state: UnlockAccountState, said: Sentence, outcome: CaseOutcome): Step<UnlockAccountState> {
  const left = leave(state, 'Left as it is');
  return end({ ...left, effects: [{ type: 'say', sentences: [said] }, ...left.effects] }, outcome);
}

function leave(state: UnlockAccountState, why: string): Step<UnlockAccountState> {
  return resolveTicket(state, `${why}; nothing more was changed.`);
}
