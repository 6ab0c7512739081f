import { type Sentence, sentence } from '@access-account/messages';
import { accountForm } from './account-form.ts';
import type { CaseOutcome, Effect, Say } from './effect.ts';
import { end } from './ending.ts';
import { follow, isFollowed, isFollowing, leaveFollowing, stepFollowing, tellsSign } from './follow-through.ts';
import { askedInstructions, type Instructing, notInstructing, takeInstructions } from './instructing.ts';
import type { Policy, Step } from './policy.ts';
import type { PolicyEvent, Request } from './policy-event.ts';
import { notProving } from './proving.ts';
import { askAfresh, questionTimer } from './question-life.ts';
import type { LinkedAccount, Situation } from './situation.ts';
import {
  isSameTry,
  type Knowing,
  type PasswordRoute,
  passwordRoutes,
  startedSay,
  takeRoute,
  topicOf,
  wantedFor,
  watchReset,
} from './starting-password.ts';
import { linkedAccount, list, named, type Target, targetKey, unreadTarget } from './target.ts';
import { canHandOver, handOver, openTicket, resolveTicket, takeNumber } from './ticketing.ts';
import {
  beginUnlock,
  chosenTargets,
  isBusy,
  notUnlocking,
  takeOutcome,
  type Unlocking,
  unlockedSentences,
  unproven,
} from './unlocking.ts';

/** A person needs a new password: look first, lift a lock that is in the way, then open the way to one. */
export interface PasswordResetState extends Unlocking, Instructing {
  readonly stage:
    | 'new'
    | 'choosing'
    | 'reading'
    /** Locked too: whether to unlock first. */
    | 'asking'
    | 'unlocking'
    | 'starting'
    | 'instructing'
    /** The way is open, and another account can still be chosen. */
    | 'offering'
    /** The way is open; a sign that it was gone is waited for. */
    | 'following'
    /** Nothing is left to do but to tell the number of a ticket. */
    | 'handing-off'
    | 'closed';
  readonly how: Knowing;
  /** No system was named, so that another account may be meant. */
  readonly mayChoose: boolean;
  /** They asked for the way, not for the deed. Absent in a case that is older than this. */
  readonly wantsInstructions?: boolean;
  /** What the live state allows for the account. */
  readonly allowed: readonly string[];
}

export const passwordResetPolicy: Policy<PasswordResetState> = {
  id: 'password-reset',
  version: 1,
  initial: { ...notUnlocking, ...notInstructing, stage: 'new', how: 'forgot', mayChoose: false, allowed: [] },

  step(state, event, situation) {
    if (state.stage === 'closed') return { state, effects: [] };
    if (isFollowing(state) && isFollowed(state, event)) return followUp(state, event, situation);
    switch (event.type) {
      case 'help-asked':
        return state.stage === 'new' ? start(state, event.request, situation) : { state, effects: [] };
      case 'choice-made':
        return answer(state, event, situation);
      case 'choice-expired':
        return isAsking(state) ? { state, effects: [askAfresh] } : { state, effects: [] };
      case 'timer-due':
        if (event.timer !== 'question') return { state, effects: [] };
        if (state.stage === 'offering') return end({ state, effects: [] }, 'password-started');
        return isAsking(state) ? end(leave(state, 'Nobody answered'), 'expired') : { state, effects: [] };
      case 'identity-delayed':
        return delay(state, event);
      case 'password-started':
        return isStarting(state, event) ? started(state, event, situation) : { state, effects: [] };
      case 'identity-failed':
        return isStarting(state, event) && isLeft(state, event)
          ? notStarted(state, event, situation)
          : { state, effects: [] };
      case 'instructions-read':
        return instructed(state, event, situation);
      case 'ticket-opened': {
        const taken = takeNumber(state, event);
        return taken.state.stage === 'handing-off' ? end(taken, 'handed-off') : taken;
      }
      default: {
        const taken = takeOutcome(state.targets, event, { ...situation, wanted: wantedFor(state.how) });
        if (taken === undefined) return { state, effects: [] };
        const { targets, effects } = taken;
        const next = proceed({ ...state, targets, allowed: allowedBy(state, event) }, situation);
        return { ...next, effects: [...effects, ...next.effects] };
      }
    }
  },
};

function start(state: PasswordResetState, request: Request, situation: Situation): Step<PasswordResetState> {
  const begun = choose({ ...state, how: request.how ?? 'forgot' }, request, situation);
  if (!request.containedSecret) return begun;
  return { ...begun, effects: [{ type: 'say', sentences: [sentence('secret.typed')] }, ...begun.effects] };
}

/** Who names no system means the main one; who has no account there is asked. */
function choose(state: PasswordResetState, request: Request, situation: Situation): Step<PasswordResetState> {
  if (request.forSomebodyElse) return finish(state, sentence('password.self-only'), 'refused');
  const { system } = request;
  if (system !== null && !system.connected) return instruct(state, system.words);
  const { accounts } = situation;
  const meant = meantBy(request, situation);
  const [only, ...others] = meant;
  const { wantsInstructions = false } = request;
  const chosen = { ...state, mayChoose: system === null && accounts.length > 1, wantsInstructions };
  if (only === undefined) return finish(state, sentence('unlock.no-account'), 'refused');
  return others.length > 0 ? askWhich(chosen, meant, situation) : help(chosen, only);
}

/** Whoever asks how it is done is told that, and nothing is begun. */
function help(state: PasswordResetState, account: LinkedAccount): Step<PasswordResetState> {
  return state.wantsInstructions === true ? instruct(aimedAt(state, account), account.system) : read(state, account);
}

function meantBy(
  { system, accounts: offered }: Request,
  { accounts, mainSystem }: Situation,
): readonly LinkedAccount[] {
  if (offered !== undefined) return accounts.filter((account) => offered.includes(targetKey(account)));
  if (system?.connected === true) return accounts.filter((account) => account.system === system.name);
  const inMain = accounts.filter((account) => account.system === mainSystem);
  return inMain.length > 0 ? inMain : accounts;
}

function aimedAt(state: PasswordResetState, account: LinkedAccount): PasswordResetState {
  return { ...state, targets: [unreadTarget(account)], allowed: [] };
}

function read(state: PasswordResetState, account: LinkedAccount): Step<PasswordResetState> {
  const { system, account: id } = account;
  return {
    state: { ...aimedAt(state, account), stage: 'reading' },
    effects: [{ type: 'identity', operation: 'account.read', system, account: id }],
  };
}

function askWhich(
  state: PasswordResetState,
  accounts: readonly LinkedAccount[],
  situation: Situation,
): Step<PasswordResetState> {
  return {
    state: { ...state, stage: 'choosing' },
    effects: [
      {
        type: 'say',
        sentences: [sentence('password.choose')],
        question: {
          choices: ['continue', 'cancel'],
          about: [],
          form: accountForm(accounts),
        },
      },
      questionTimer(situation),
    ],
  };
}

/** What the freshly read state lets the provider do for the account; of another one it says nothing. */
function allowedBy({ stage, targets, allowed }: PasswordResetState, event: PolicyEvent): readonly string[] {
  if (stage !== 'reading' && stage !== 'unlocking') return allowed;
  if (event.type !== 'account-read' && event.type !== 'account-changed') return allowed;
  if (!targets.some((target) => targetKey(target) === targetKey(event))) return allowed;
  return Object.entries(event.status.capabilities).flatMap(([name, capability]) =>
    capability?.able === true ? [name] : [],
  );
}

function proceed(state: PasswordResetState, situation: Situation): Step<PasswordResetState> {
  const [target] = state.targets;
  if (target === undefined || isBusy(target)) return { state, effects: [] };
  if (state.stage !== 'reading' && state.stage !== 'unlocking') return { state, effects: [] };
  switch (target.stage) {
    case 'locked':
      // Where it would have to be proven first, the new password does not wait for that.
      return situation.settings.unlockAccount.enabled && unproven(notProving, [target], situation) === undefined
        ? askUnlock(state, situation)
        : begin(state, situation, [sentence('password.still-locked', { accounts: named([target]) })]);
    case 'no-automation':
      return begin(state, situation, [sentence('password.still-locked', { accounts: named([target]) })]);
    case 'unlocked':
      return begin(state, situation, unlockedSentences([target], situation));
    case 'open':
    case 'hidden':
      return begin(state, situation, stillLocked(target));
    case 'found-open':
      return begin(state, situation);
    case 'refused':
      return giveUp(state, situation, 'password.refused');
    default:
      return giveUp(state, situation, state.stage === 'unlocking' ? 'unlock.failed' : 'password.failed');
  }
}

/** EC-14: the account that was asked about may be locked where its master is not; a new password at the master does not open it. */
function stillLocked({ through = [] }: Target): readonly Sentence[] {
  const locked = through.filter(({ stage }) => stage === 'locked' || stage === 'no-automation');
  return locked.length === 0 ? [] : [sentence('password.still-locked', { accounts: named(locked) })];
}

/** EC-09: locked as well; one course of help does both. */
function askUnlock(state: PasswordResetState, situation: Situation): Step<PasswordResetState> {
  const choices = state.mayChoose ? (['yes', 'edit', 'cancel'] as const) : (['yes', 'cancel'] as const);
  return {
    state: { ...state, stage: 'asking' },
    effects: [
      {
        type: 'say',
        sentences: [sentence('password.locked-too', { accounts: named(state.targets) })],
        question: { choices, about: state.targets.map(targetKey) },
      },
      questionTimer(situation),
    ],
  };
}

/** Opens the way to a new password; what is to be said before is said with it. */
function begin(
  state: PasswordResetState,
  situation: Situation,
  before: readonly Sentence[] = [],
): Step<PasswordResetState> {
  const said: readonly Effect[] = before.length > 0 ? [{ type: 'say', sentences: before }] : [];
  const { tickets } = situation.settings.passwordReset;
  const who = list(state.targets);
  const opened =
    tickets === 'always'
      ? openTicket(state, {
          key: keyOf(state, situation),
          subject: `New password for ${who}`,
          description: asked(state),
        })
      : { state, effects: [] };
  const [route] = routes(state, situation);
  const taken = take(opened.state, route, situation);
  return { ...taken, effects: [...said, ...opened.effects, ...taken.effects] };
}

function routes(state: PasswordResetState, situation: Situation) {
  const [target] = state.targets;
  const account = target === undefined ? undefined : linkedAccount(situation, target);
  return passwordRoutes({
    how: state.how,
    account: account ?? { operations: [] },
    settings: situation.settings,
    allows: (operation) => state.allowed.includes(operation),
  });
}

function take(state: PasswordResetState, route: PasswordRoute, situation: Situation): Step<PasswordResetState> {
  const [target] = state.targets;
  if (target === undefined) return { state, effects: [] };
  if (route.kind === 'instructions') return instruct(state, target.system);
  const [name = { login: target.login, system: target.systemName }] = named([target]);
  const effect = takeRoute({ route, name, system: target.system, account: target.account });
  if (effect.type === 'say') return opened({ state, effects: [] }, effect, situation);
  return { state: { ...state, stage: 'starting' }, effects: [effect] };
}

function isStarting(
  { stage, targets }: PasswordResetState,
  event: Extract<PolicyEvent, { type: 'password-started' | 'identity-failed' }>,
): boolean {
  return stage === 'starting' && targets.some((target) => targetKey(target) === targetKey(event));
}

/** Whether a way was not given up before: of one that was, and of what is no way at all, nothing follows. */
function isLeft(
  { how, allowed }: PasswordResetState,
  { operation }: Extract<PolicyEvent, { type: 'identity-failed' }>,
): boolean {
  return wantedFor(how).some((one) => one === operation) && allowed.includes(operation);
}

function started(
  state: PasswordResetState,
  event: Extract<PolicyEvent, { type: 'password-started' }>,
  situation: Situation,
): Step<PasswordResetState> {
  const said = startedSay(event, state.targets.map(({ login }) => login).join(), situation);
  const watched = state.targets.flatMap((target) => watchReset({ event, target }, situation));
  const awaited = state.targets.filter((target) => tellsSign(target, 'password'));
  if (awaited.length === 0) return opened({ state, effects: watched }, said, situation);
  const done = `Began a new password in ${event.start.system} by the provider’s own ${event.start.by.kind}.`;
  const followed = follow(state, { targets: awaited, done, outcome: 'password-started' }, situation);
  return {
    state: { ...followed.state, stage: 'following' },
    effects: [...watched, state.mayChoose ? withChoice(said) : said, ...followed.effects],
  };
}

/** The way is open and nothing is waited for; where another account may have been meant, it can still be said. */
function opened(
  { state, effects }: Step<PasswordResetState>,
  said: Say,
  situation: Situation,
): Step<PasswordResetState> {
  const resolved = resolveTicket(state, 'The way to a new password was shown; the password itself never came here.');
  const all = [...effects, state.mayChoose ? withChoice(said) : said, ...resolved.effects];
  return state.mayChoose
    ? { state: { ...resolved.state, stage: 'offering' }, effects: [...all, questionTimer(situation)] }
    : end({ state: resolved.state, effects: all }, 'password-started');
}

function withChoice(said: Say): Say {
  return { ...said, question: { choices: ['edit'], about: [] } };
}

/** What the provider cannot do is done the next best way; what it refuses or fails at is for people. */
function notStarted(
  state: PasswordResetState,
  { operation, failure }: Extract<PolicyEvent, { type: 'identity-failed' }>,
  situation: Situation,
): Step<PasswordResetState> {
  if (failure.code === 'operation-unsupported' || failure.code === 'permission-denied') {
    // Kept, so that what failed first is not tried again once the second fails, too.
    const left = { ...state, allowed: state.allowed.filter((one) => one !== operation) };
    const [before] = routes(state, situation);
    const [next] = routes(left, situation);
    return isSameTry(before, next) ? { state: left, effects: [] } : take(left, next, situation);
  }
  if (failure.code === 'conflict') return giveUp(state, situation, 'password.refused');
  return giveUp(state, situation, failure.code === 'ambiguous-outcome' ? 'password.unclear' : 'password.failed');
}

function giveUp(
  state: PasswordResetState,
  situation: Situation,
  key: 'password.refused' | 'password.failed' | 'password.unclear' | 'unlock.failed',
): Step<PasswordResetState> {
  const { tickets } = situation.settings.passwordReset;
  const ticket = canHandOver(state, tickets) ? 'opened' : 'none';
  const said =
    key === 'password.refused' ? sentence(key, { ticket }) : sentence(key, { accounts: named(state.targets), ticket });
  const { outcome, ...handed } = handOver(state, {
    tickets,
    key: keyOf(state, situation),
    subject: `New password for ${list(state.targets)}`,
    description: asked(state),
    reason: `${key === 'unlock.failed' ? 'Not unlocked automatically, and no new password was begun' : 'Not begun automatically'}: ${list(state.targets)}.`,
  });
  return end({ ...handed, effects: [{ type: 'say', sentences: [said] }, ...handed.effects] }, outcome);
}

function instruct(state: PasswordResetState, system: string): Step<PasswordResetState> {
  return {
    state: { ...state, stage: 'instructing', awaited: [system] },
    effects: askedInstructions(topicOf(state.how), [system]),
  };
}

function instructed(
  state: PasswordResetState,
  event: Extract<PolicyEvent, { type: 'instructions-read' }>,
  situation: Situation,
): Step<PasswordResetState> {
  if (state.stage !== 'instructing') return { state, effects: [] };
  const { outcome, ...taken } = takeInstructions({
    state,
    event,
    situation,
    tickets: situation.settings.passwordReset.tickets,
    key: keyOf(state, situation),
    asked: `how to come to a new password in ${event.system}`,
  });
  return outcome === undefined ? taken : end(taken, outcome);
}

function answer(
  state: PasswordResetState,
  event: Extract<PolicyEvent, { type: 'choice-made' }>,
  situation: Situation,
): Step<PasswordResetState> {
  switch (event.choice) {
    case 'yes': {
      const chosen = chosenTargets(state, event.about);
      if (state.stage !== 'asking' || chosen.length === 0) return { state, effects: [] };
      if (unproven(notProving, chosen, situation) !== undefined)
        return begin(state, situation, [sentence('password.still-locked', { accounts: named(chosen) })]);
      const begun = beginUnlock(state, chosen, situation);
      return { ...begun, state: { ...begun.state, stage: 'unlocking' } };
    }
    case 'edit': {
      if (!isAsking(state) && state.stage !== 'offering' && state.stage !== 'following') return { state, effects: [] };
      const left = leaveFollowing(state);
      const asking = askWhich(left.state, situation.accounts, situation);
      return { ...asking, effects: [...left.effects, ...asking.effects] };
    }
    case 'continue': {
      if (state.stage !== 'choosing') return { state, effects: [] };
      const chosen = situation.accounts.find((account) => targetKey(account) === event.values.account);
      if (chosen === undefined) return finish(state, sentence('password.self-only'), 'refused');
      // A ticket is about one account: it does not go on with another.
      const isOther = state.targets.every((target) => targetKey(target) !== targetKey(chosen));
      const left = isOther ? leave(state, 'Another account is meant') : { state, effects: [] };
      const next = help({ ...left.state, mayChoose: false }, chosen);
      return { ...next, effects: [...left.effects, ...next.effects] };
    }
    case 'check-again':
      return isAsking(state) ? checkAgain(state, situation) : { state, effects: [] };
    case 'cancel':
      return isAsking(state) ? finish(state, sentence('unlock.cancelled'), 'cancelled') : { state, effects: [] };
    default:
      return { state, effects: [] };
  }
}

function checkAgain(state: PasswordResetState, situation: Situation): Step<PasswordResetState> {
  const [target] = state.targets;
  if (target === undefined) return askWhich(state, situation.accounts, situation);
  const account = linkedAccount(situation, target);
  return account === undefined ? finish(state, sentence('unlock.no-account'), 'refused') : read(state, account);
}

function followUp(
  state: PasswordResetState & Parameters<typeof stepFollowing>[0]['state'],
  event: PolicyEvent,
  situation: Situation,
): Step<PasswordResetState> {
  const { tickets } = situation.settings.passwordReset;
  const { outcome, ...next } = stepFollowing<PasswordResetState>({
    state,
    event,
    situation,
    tickets,
    key: keyOf(state, situation),
  });
  return outcome === undefined ? next : end(next, outcome);
}

function isAsking({ stage }: PasswordResetState): boolean {
  return stage === 'asking' || stage === 'choosing';
}

function delay(
  state: PasswordResetState,
  { system }: Extract<PolicyEvent, { type: 'identity-delayed' }>,
): Step<PasswordResetState> {
  const isBusyNow = state.stage === 'reading' || state.stage === 'unlocking' || state.stage === 'starting';
  if (state.delayTold || !isBusyNow) return { state, effects: [] };
  return {
    state: { ...state, delayTold: true },
    effects: [{ type: 'say', sentences: [sentence('unlock.delayed', { system })] }],
  };
}

/** Ends without doing (any more of) it. */
function finish(state: PasswordResetState, said: Sentence, outcome: CaseOutcome): Step<PasswordResetState> {
  const left = leave(state, 'Left as it is');
  return end({ ...left, effects: [{ type: 'say', sentences: [said] }, ...left.effects] }, outcome);
}

function leave(state: PasswordResetState, why: string): Step<PasswordResetState> {
  return resolveTicket(state, `${why}; nothing more was changed.`);
}

/** One ticket per account of the case. */
function keyOf({ targets }: PasswordResetState, situation: Situation): string {
  const [target] = targets;
  return target === undefined ? `case:${situation.case}` : `password:${situation.case}:${targetKey(target)}`;
}

function asked({ how, targets }: PasswordResetState): string {
  return `${how === 'knows' ? 'Wants to change' : 'Forgot'} the password of ${list(targets)}.`;
}
