import { type Sentence, sentence, type VerifiedUnlock } from '@access-account/messages';
import { type Authorisation, decide } from './authorisation/decide.ts';
import type { Effect } from './effect.ts';
import { end } from './ending.ts';
import { later } from './later.ts';
import type { Policy, Step } from './policy.ts';
import type { FoundPerson, PolicyEvent, Request } from './policy-event.ts';
import { notProving, type Proving } from './proving.ts';
import { askAfresh, questionTimer } from './question-life.ts';
import type { LinkedAccount, Situation, TicketSetting } from './situation.ts';
import { list, named, type Target, targetKey, unreadTarget } from './target.ts';
import { canHandOver, handOver, resolveTicket, takeNumber } from './ticketing.ts';
import { beginUnlock, episodeKey, isBusy, notUnlocking, takeOutcome, type Unlocking } from './unlocking.ts';

/**
 * Somebody asks for another person's account. Only those are looked for whom they may help, nobody is chosen for them, and
 * whoever was helped hears of it on all their channels.
 */
export interface AnotherPersonState extends Unlocking, Proving {
  readonly stage:
    | 'new'
    | 'looking'
    | 'choosing'
    | 'reading'
    /** Waiting for what shows that it is really they who ask. */
    | 'proving'
    | 'unlocking'
    /** Nothing more can be done here: the service desk is offered. */
    | 'offering'
    | 'handing-off'
    | 'closed';
  readonly request: Request | null;
  readonly people: readonly FoundPerson[];
  readonly chosen: FoundPerson | null;
}

export const anotherPersonPolicy: Policy<AnotherPersonState> = {
  id: 'another-person',
  version: 1,
  initial: { ...notUnlocking, ...notProving, stage: 'new', request: null, people: [], chosen: null },

  step(state, event, situation) {
    const nothing = { state, effects: [] };
    switch (event.type) {
      case 'help-asked':
        return state.stage === 'new' ? start(state, event.request) : nothing;
      case 'people-found':
        return state.stage === 'looking' ? choose({ ...state, people: event.people }, situation) : nothing;
      case 'choice-made':
        return answer(state, event, situation);
      case 'choice-expired':
        return isAsking(state) ? { state, effects: [askAfresh] } : nothing;
      case 'timer-due':
        if (event.timer !== 'question' || !isAsking(state)) return nothing;
        return state.stage === 'proving' ? giveUp(state, situation) : end(nothing, 'expired');
      case 'identity-delayed':
        return delay(state, event);
      case 'proof-given':
        return state.stage === 'proving'
          ? proceed({ ...state, proofs: [...state.proofs, event.proof] }, situation)
          : nothing;
      case 'ticket-opened': {
        const taken = takeNumber(state, event);
        return taken.state.stage === 'handing-off' ? end(taken, 'handed-off') : taken;
      }
      default: {
        const accounts = linked(state.chosen);
        const taken = takeOutcome(state.targets, event, { instant: situation.instant, accounts });
        if (taken === undefined) return nothing;
        const next = proceed({ ...state, targets: taken.targets }, situation);
        return { ...next, effects: [...taken.effects, ...next.effects] };
      }
    }
  },
};

function isAsking({ stage }: AnotherPersonState): boolean {
  return stage === 'choosing' || stage === 'proving' || stage === 'offering';
}

function start(state: AnotherPersonState, request: Request): Step<AnotherPersonState> {
  const begun = search(state, request);
  if (!request.containedSecret) return begun;
  return { ...begun, effects: [{ type: 'say', sentences: [sentence('secret.typed')] }, ...begun.effects] };
}

function search(state: AnotherPersonState, request: Request): Step<AnotherPersonState> {
  const { somebody, system } = request;
  return {
    state: { ...state, stage: 'looking', request },
    effects: [
      {
        type: 'people',
        words: somebody?.words ?? '',
        user: somebody?.user ?? null,
        system: system?.connected === true ? system.name : null,
      },
    ],
  };
}

/** Never chosen for them, not even where there is only one. Whom they may not help is as unknown as who is not there. */
function choose(state: AnotherPersonState, situation: Situation): Step<AnotherPersonState> {
  const { people } = state;
  if (people.length === 0) return offer(state, sentence('another.not-found'), situation);
  const options = people.map(({ person, displayName, login }) => ({
    label: `${displayName} (${login})`,
    value: person,
  }));
  return {
    state: { ...state, stage: 'choosing' },
    effects: [
      {
        type: 'say',
        sentences: [sentence('another.which')],
        question: {
          choices: ['continue', 'service-desk', 'cancel'],
          about: people.map(({ person }) => person),
          form: { field: 'person', submit: 'continue', options },
        },
      },
      questionTimer(situation),
    ],
  };
}

function offer(state: AnotherPersonState, said: Sentence, situation: Situation): Step<AnotherPersonState> {
  return {
    state: { ...state, stage: 'offering' },
    effects: [
      { type: 'say', sentences: [said], question: { choices: ['yes', 'no'], about: [] } },
      questionTimer(situation),
    ],
  };
}

function answer(
  state: AnotherPersonState,
  event: Extract<PolicyEvent, { type: 'choice-made' }>,
  situation: Situation,
): Step<AnotherPersonState> {
  const { stage } = state;
  const nothing = { state, effects: [] };
  switch (event.choice) {
    case 'continue': {
      const chosen = state.people.find(({ person }) => person === event.values.person);
      if (stage !== 'choosing' || chosen === undefined || !event.about.includes(chosen.person)) return nothing;
      return read({ ...state, chosen }, situation);
    }
    case 'yes':
      return stage === 'offering' ? handToDesk(state, [sentence('desk.opening')], situation) : nothing;
    case 'no':
      return stage === 'offering'
        ? end({ state, effects: [{ type: 'say', sentences: [sentence('desk.declined')] }] }, 'declined')
        : nothing;
    case 'service-desk':
      if (stage === 'choosing') return handToDesk(state, [sentence('desk.opening')], situation);
      return stage === 'proving' ? giveUp(state, situation) : nothing;
    case 'cancel':
      return stage === 'choosing' || stage === 'proving'
        ? end({ state, effects: [{ type: 'say', sentences: [sentence('unlock.cancelled')] }] }, 'cancelled')
        : nothing;
    case 'check-again':
      // EC-38: whom they may help may be others by now.
      if (stage === 'choosing' && state.request !== null) return search(state, state.request);
      if (stage === 'offering') return offer(state, sentence('desk.offer'), situation);
      return stage === 'proving' ? read(state, situation) : nothing;
    default:
      return nothing;
  }
}

/** Only unlocking is done for others; everything else is for the desk, which is told who it is about. */
function read(state: AnotherPersonState, situation: Situation): Step<AnotherPersonState> {
  const { chosen, request } = state;
  const targets = linked(chosen).map(unreadTarget);
  const isOffered = request?.about === 'unlock' && situation.settings.unlockAccount.enabled;
  if (!isOffered || targets.length === 0) return giveUp(state, situation);
  return {
    state: { ...state, stage: 'reading', targets },
    effects: targets.map(({ system, account }) => ({ type: 'identity', operation: 'account.read', system, account })),
  };
}

/** Of theirs, those that may be helped with. */
function linked(chosen: AnotherPersonState['chosen']): readonly LinkedAccount[] {
  return (chosen?.accounts ?? []).map((account) => ({
    ...account,
    canUnlock: true,
    operations: [],
    lockoutsToday: 0,
  }));
}

/** Says so once. */
function delay(
  state: AnotherPersonState,
  { system }: Extract<PolicyEvent, { type: 'identity-delayed' }>,
): Step<AnotherPersonState> {
  if (state.delayTold || (state.stage !== 'reading' && state.stage !== 'unlocking')) return { state, effects: [] };
  return {
    state: { ...state, delayTold: true },
    effects: [{ type: 'say', sentences: [sentence('unlock.delayed', { system })] }],
  };
}

function proceed(state: AnotherPersonState, situation: Situation): Step<AnotherPersonState> {
  if (state.targets.some(isBusy)) return { state, effects: [] };
  switch (state.stage) {
    case 'reading':
    case 'proving':
      return prove(state, situation);
    case 'unlocking':
      return conclude(state, situation);
    default:
      return { state, effects: [] };
  }
}

/** To ask for a proof is to ask whether it shall be done: no Yes is needed besides. */
function prove(state: AnotherPersonState, situation: Situation): Step<AnotherPersonState> {
  const { chosen, targets } = state;
  const locked = targets.filter(({ stage }) => stage === 'locked');
  if (chosen === null || (locked.length === 0 && targets.some(({ stage }) => stage !== 'open')))
    return giveUp(state, situation);
  const name = chosen.displayName;
  if (locked.length === 0) {
    const sentences = [sentence('another.not-locked', { name, accounts: named(targets) })];
    return end({ state, effects: [{ type: 'say', sentences }] }, 'answered');
  }
  const missing = locked.find((target) => authorise(state, target, situation).decision !== 'allow');
  if (missing === undefined) {
    // EC-24: what cannot be helped with is spoken of at the end; an account that is open, or may be, is not what was asked about.
    const kept = targets.filter(({ stage }) => stage !== 'open' && stage !== 'hidden');
    const begun = beginUnlock({ ...state, targets: kept }, locked, situation);
    return { ...begun, state: { ...begun.state, stage: 'unlocking' } };
  }
  const needed = authorise(state, missing, situation);
  if (needed.decision !== 'need') return giveUp(state, situation);
  const { system, account } = missing;
  const until = later(situation.instant, situation.settings.proof.approvalWithin);
  return {
    state: { ...state, stage: 'proving' },
    effects: [
      {
        type: 'say',
        sentences: [sentence('another.prove', { name, accounts: named([missing]) })],
        question: { choices: ['service-desk', 'cancel'], about: [targetKey(missing)] },
        proof: { label: sentence('proof.sign-in'), action: 'unlock', system, account, until },
      },
      questionTimer(situation),
    ],
  };
}

/** Whether it is left to the desk. */
function isLeft({ stage }: Target): boolean {
  return stage !== 'unlocked' && stage !== 'found-open' && stage !== 'open';
}

/** Whether it may be done, as far as it was shown. What they are to each other is read anew by the gate. */
function authorise({ proofs, chosen }: AnotherPersonState, target: Target, situation: Situation): Authorisation {
  const { settings, instant, accounts } = situation;
  const { system, account } = target;
  return decide({
    actor: chosen?.as === 'help-desk' ? 'help-desk' : 'employee',
    relation: chosen?.as === 'help-desk' ? 'other' : 'manager',
    action: 'unlock',
    system,
    account,
    standing: 'enabled',
    proofs,
    signals: [],
    obtainable: accounts.some((one) => one.system === settings.proof.freshLogin) ? ['fresh-login'] : [],
    chatIsEnough: false,
    instant,
  });
}

/** Tells what became of it; whoever it was done to hears of it wherever they are reached. */
function conclude(state: AnotherPersonState, situation: Situation): Step<AnotherPersonState> {
  const { targets, chosen } = state;
  const unlocks = targets.flatMap(({ login, systemName, change }): readonly VerifiedUnlock[] =>
    change === null ? [] : [{ name: { login, system: systemName }, change }],
  );
  const open = targets.filter(({ stage }) => stage === 'found-open' || stage === 'open');
  const isAll = !targets.some(isLeft);
  const name = chosen?.displayName ?? '';
  const by = situation.person.displayName;
  const [owner] = targets.filter(({ change }) => change !== null);
  const told: readonly Effect[] =
    owner === undefined
      ? []
      : [
          {
            type: 'hand-over',
            to: 'security-notice',
            owner: { system: owner.system, account: owner.account },
            event: { type: 'unlocked-by-another', by, unlocks },
          },
        ];
  const sentences = [
    ...(unlocks.length > 0 ? [sentence('another.done', { name, unlocks })] : []),
    ...(open.length > 0 ? [sentence('another.not-locked', { name, accounts: named(open) })] : []),
  ];
  if (sentences.length > 0 && !isAll) {
    const ticket = canHandOver(state, ticketsFor(state, situation)) ? 'opened' : 'none';
    const failed = sentence('unlock.failed', { accounts: named(targets.filter(isLeft)), ticket });
    const next = handToDesk(state, [...sentences, failed], situation);
    return { ...next, effects: [...told, ...next.effects] };
  }
  if (!isAll) return giveUp(state, situation);
  const says: readonly Effect[] = [{ type: 'say', sentences }];
  const done = `Asked by ${by}: unlocked ${list(targets.filter(({ change }) => change !== null)) || 'nothing'}; read back as not locked.`;
  const resolved = resolveTicket(state, done);
  const outcome = unlocks.length > 0 ? 'unlocked' : 'self-resolved';
  return end({ ...resolved, effects: [...told, ...says, ...resolved.effects] }, outcome);
}

function giveUp(state: AnotherPersonState, situation: Situation): Step<AnotherPersonState> {
  const tickets = ticketsFor(state, situation);
  const name = state.chosen?.displayName ?? '';
  const ticket = canHandOver(state, tickets) ? 'opened' : 'none';
  return handToDesk(state, [sentence('another.desk', { name, ticket })], situation);
}

/** Where nothing was begun yet they ask for a person, and get one. */
function ticketsFor({ stage }: AnotherPersonState, { settings }: Situation): TicketSetting {
  return stage === 'offering' || stage === 'choosing' ? 'always' : settings.unlockAccount.tickets;
}

function handToDesk(
  state: AnotherPersonState,
  sentences: readonly Sentence[],
  situation: Situation,
): Step<AnotherPersonState> {
  const { chosen, request, targets } = state;
  const who = chosen === null ? `“${request?.somebody?.words ?? ''}”` : `${chosen.displayName} (${chosen.login})`;
  const { outcome, ...handed } = handOver(state, {
    tickets: ticketsFor(state, situation),
    key: episodeKey(targets, situation),
    subject: `Help for somebody else: ${request?.about ?? 'sign-in'}`,
    description: `${situation.person.displayName} asked for help with the account of ${who}: ${request?.about ?? 'sign-in'}.`,
    reason: reasonFor(targets),
  });
  return end({ ...handed, effects: [{ type: 'say', sentences }, ...handed.effects] }, outcome);
}

/** What the desk finds: what was done already, and what is left to it. */
function reasonFor(targets: readonly Target[]): string {
  const done = targets.filter(({ change }) => change !== null);
  const left = targets.filter(isLeft);
  return [
    'Asked for somebody else’s account. Nothing was changed beyond what the ticket says.',
    ...(done.length > 0 ? [`Unlocked ${list(done)}; read back as not locked.`] : []),
    ...(left.length > 0 ? [`Not unlocked automatically: ${list(left)}.`] : []),
  ].join(' ');
}
