import { type HelpName, type Sentence, sentence } from '@access-account/messages';
import type { CaseOutcome, ChoiceName, Effect } from './effect.ts';
import type { Policy, PolicyId, Step } from './policy.ts';
import type { PolicyEvent, Request } from './policy-event.ts';
import { askAfresh, questionTimer } from './question-life.ts';
import type { Situation } from './situation.ts';
import { named, type Target, targetKey, unreadTarget } from './target.ts';
import { takeOutcome, withoutUnreachable } from './unlocking.ts';

/**
 * What starts no course of help gets a menu of what there is; "I can't get in" gets a look at everything first, and the helps
 * that fit as choices.
 */
export interface HelpState {
  readonly stage: 'new' | 'reading' | 'asking' | 'closed';
  /** None where only the menu was shown. */
  readonly targets: readonly Target[];
  /** The system that was named; null: none was. Absent in a case that is older than this. */
  readonly named?: string | null;
  readonly delayTold: boolean;
}

export const helpPolicy: Policy<HelpState> = {
  id: 'help',
  version: 2,
  initial: { stage: 'new', targets: [], delayTold: false },

  step(state, event, situation) {
    switch (event.type) {
      case 'help-asked':
        if (state.stage !== 'new') return { state, effects: [] };
        return begin(state, event.request, situation);
      case 'account-read':
      case 'account-read-failed': {
        const taken = takeOutcome(state.targets, event, situation);
        if (state.stage !== 'reading' || taken === undefined) return { state, effects: [] };
        const next = proceed({ ...state, targets: taken.targets }, situation);
        return { ...next, effects: [...taken.effects, ...next.effects] };
      }
      case 'identity-delayed':
        return state.stage === 'reading' ? delay(state, event, situation) : { state, effects: [] };
      case 'choice-made':
        return state.stage === 'asking' ? choose(state, event.choice, situation) : { state, effects: [] };
      case 'choice-expired':
        return state.stage === 'asking' ? { state, effects: [askAfresh] } : { state, effects: [] };
      case 'timer-due':
        return state.stage === 'asking' && event.timer === 'question'
          ? end(state, [], 'expired')
          : { state, effects: [] };
      default:
        return { state, effects: [] };
    }
  },
};

function begin(state: HelpState, request: Request, situation: Situation): Step<HelpState> {
  switch (request.about) {
    case 'sign-in':
      return start(state, request, situation);
    case 'which-question':
      return answer(state, request);
    default:
      return offer(state, opener(request), situation);
  }
}

function answer(state: HelpState, request: Request): Step<HelpState> {
  const said = request.containedSecret ? sentence('secret.typed') : sentence('question.which');
  return end(state, [{ type: 'say', sentences: [said] }], 'answered');
}

/** What comes before the menu. */
function opener({ about, containedSecret }: Request): readonly Sentence[] {
  if (containedSecret) return [sentence('secret.typed')];
  return about === 'help' ? [] : [sentence('help.unclear')];
}

/**
 * LIM-1: buttons, where words would have to be understood first. There is no Cancel: a menu asks nothing that a typed word
 * could answer, and ends in silence.
 */
function offer(state: HelpState, before: readonly Sentence[], situation: Situation): Step<HelpState> {
  const helps = menu(situation);
  return {
    state: { ...state, stage: 'asking' },
    effects: [
      {
        type: 'say',
        sentences: [...before, sentence('help.what-i-can-do', { helps })],
        question: { choices: helps, about: [] },
      },
      questionTimer(situation),
    ],
  };
}

function menu({ settings }: Situation): readonly HelpName[] {
  return [
    ...(settings.unlockAccount.enabled ? (['unlock'] as const) : []),
    ...(settings.passwordReset.enabled ? (['start-reset'] as const) : []),
    ...(settings.mfaReset.enabled ? (['lost-device'] as const) : []),
    'service-desk',
  ];
}

function start(state: HelpState, request: Request, situation: Situation): Step<HelpState> {
  const begun = look(state, request, situation);
  if (!request.containedSecret) return begun;
  return { ...begun, effects: [{ type: 'say', sentences: [sentence('secret.typed')] }, ...begun.effects] };
}

/** A system that is not connected, and somebody else's account, are for people: nothing is looked at instead. */
function look(state: HelpState, request: Request, situation: Situation): Step<HelpState> {
  const { system, forSomebodyElse } = request;
  if (forSomebodyElse || (system !== null && !system.connected)) {
    return end(state, [handOver('service-desk', { ...request, about: 'service-desk' })], 'handed-over');
  }
  return read(
    { ...state, named: system?.name ?? null },
    situation.accounts.filter((account) => system === null || account.system === system.name).map(unreadTarget),
  );
}

function read(state: HelpState, targets: readonly Target[]): Step<HelpState> {
  if (targets.length === 0) {
    return end(state, [{ type: 'say', sentences: [sentence('unlock.no-account')] }], 'refused');
  }
  return {
    state: { ...state, stage: 'reading', targets },
    effects: targets.map(({ system, account }) => ({ type: 'identity', operation: 'account.read', system, account })),
  };
}

/** Goes on with what can be reached, and says what cannot. That it is tried on and told of is promised, once, only where nothing else is left. */
function delay(
  state: HelpState,
  { system }: Extract<PolicyEvent, { type: 'identity-delayed' }>,
  situation: Situation,
): Step<HelpState> {
  const targets = withoutUnreachable(state.targets, system);
  if (targets !== undefined) return proceed({ ...state, targets }, situation);
  if (state.delayTold) return { state, effects: [] };
  return {
    state: { ...state, delayTold: true },
    effects: [{ type: 'say', sentences: [sentence('unlock.delayed', { system })] }],
  };
}

/** The accounts that were asked about: whoever masters one of them was looked at, too, and is meant only where it was not another that was named. */
function meant({ named: system = null }: HelpState, targets: readonly Target[]): readonly Target[] {
  return targets
    .flatMap((target) => [...(target.through ?? []), target])
    .filter((target) => system === null || target.system === system);
}

interface Found {
  readonly locked: readonly Target[];
  readonly passwordDue: readonly Target[];
  readonly open: readonly Target[];
  /** Nobody knows whether they are locked: nothing is claimed, and everything is offered. */
  readonly hidden: readonly Target[];
  readonly refused: readonly Target[];
  readonly unreadable: readonly Target[];
}

function found(targets: readonly Target[]): Found {
  const open = targets.filter(({ stage }) => stage === 'open' || stage === 'hidden');
  const fine = open.filter(({ passwordDue }) => !passwordDue);
  return {
    locked: targets.filter(({ stage }) => stage === 'locked' || stage === 'no-automation'),
    passwordDue: open.filter(({ passwordDue }) => passwordDue),
    open: fine.filter(({ stage }) => stage === 'open'),
    hidden: fine.filter(({ stage }) => stage === 'hidden'),
    refused: targets.filter(({ stage }) => stage === 'refused'),
    unreadable: targets.filter(({ stage }) => stage === 'failed'),
  };
}

/** GEN-4: what was found, and the helps that fit it. Which of them is needed is the person's to say. */
function proceed(state: HelpState, situation: Situation): Step<HelpState> {
  if (state.targets.some(({ stage }) => stage === 'unread')) return { state, effects: [] };
  const { locked, passwordDue, open, hidden, refused, unreadable } = found(state.targets);
  // Somebody with an account that can be helped does not want to hear of the one that was disabled long ago.
  const isHopeless = locked.length + passwordDue.length + open.length + hidden.length === 0;
  const sentences: readonly Sentence[] = [
    ...(locked.length > 0 ? [sentence('help.locked', { accounts: named(locked) })] : []),
    ...(passwordDue.length > 0 ? [sentence('help.password-due', { accounts: named(passwordDue) })] : []),
    ...(open.length > 0 ? [sentence('help.open', { accounts: named(open) })] : []),
    ...(refused.length > 0 && isHopeless ? [sentence('help.refused')] : []),
    ...(unreadable.length > 0 ? [sentence('help.unreadable', { accounts: named(unreadable) })] : []),
    sentence('help.what-now'),
  ];
  return {
    state: { ...state, stage: 'asking' },
    effects: [
      {
        type: 'say',
        sentences,
        question: { choices: choicesFor(state, situation), about: state.targets.map(targetKey) },
      },
      questionTimer(situation),
    ],
  };
}

function choicesFor({ targets }: HelpState, { settings }: Situation): readonly ChoiceName[] {
  const { locked, passwordDue, open, hidden } = found(targets);
  const mayReset = settings.passwordReset.enabled && locked.length + open.length + hidden.length > 0;
  return [
    ...(locked.length + hidden.length > 0 && settings.unlockAccount.enabled ? (['unlock'] as const) : []),
    ...(passwordDue.length > 0 ? (['change-password'] as const) : []),
    ...(mayReset ? (['start-reset'] as const) : []),
    ...(open.length + hidden.length > 0 && settings.mfaReset.enabled ? (['lost-device'] as const) : []),
    'service-desk',
    'cancel',
  ];
}

function choose(state: HelpState, choice: ChoiceName, situation: Situation): Step<HelpState> {
  const { locked, passwordDue, open, hidden } = found(state.targets);
  switch (choice) {
    case 'unlock':
      return hand(state, 'unlock-account', { about: 'unlock', targets: [...locked, ...hidden] });
    case 'change-password':
      return hand(state, 'password-reset', { about: 'password', how: 'knows', targets: passwordDue });
    case 'start-reset':
      return hand(state, 'password-reset', {
        about: 'password',
        how: 'forgot',
        targets: locked.length > 0 ? locked : [...open, ...hidden],
      });
    case 'lost-device':
      // Second factors stay where the account was asked for, whoever keeps its password.
      return hand(state, 'mfa-reset', {
        about: 'mfa',
        targets: meant(state, [...open, ...hidden]),
      });
    case 'service-desk':
      return hand(state, 'service-desk', { about: 'service-desk', targets: [] });
    case 'check-again':
      if (state.targets.length === 0) return offer(state, [], situation);
      return read(
        state,
        situation.accounts
          .filter((account) => meant(state, state.targets).some((target) => targetKey(target) === targetKey(account)))
          .map(unreadTarget),
      );
    case 'cancel':
      return end(state, [{ type: 'say', sentences: [sentence('unlock.cancelled')] }], 'cancelled');
    default:
      return { state, effects: [] };
  }
}

interface Handed extends Pick<Request, 'about' | 'how'> {
  readonly targets: readonly Target[];
}

/** The chosen help takes over, about the accounts it was offered for; after the menu, which offered none, it looks for itself. */
function hand(state: HelpState, to: PolicyId, { targets, ...request }: Handed): Step<HelpState> {
  const [system, ...others] = new Set(targets.map((target) => target.system));
  const isOne = system !== undefined && others.length === 0;
  const handed = handOver(to, {
    ...request,
    system: isOne ? { connected: true, name: system } : null,
    ...(targets.length > 0 ? { accounts: targets.map(targetKey) } : {}),
    forSomebodyElse: false,
    containedSecret: false,
  });
  return end(state, [handed], 'handed-over');
}

function handOver(to: PolicyId, request: Request): Effect {
  return { type: 'hand-over', to, event: { type: 'help-asked', request } };
}

function end(state: HelpState, effects: readonly Effect[], outcome: CaseOutcome): Step<HelpState> {
  return { state: { ...state, stage: 'closed' }, effects: [...effects, { type: 'close', outcome }] };
}
