import type { Factor } from '@access-account/contract';
import { type FactorName, type Sentence, sentence, type VerifiedRemoval } from '@access-account/messages';
import { accountForm } from './account-form.ts';
import { watchAccount } from './account-watch-policy.ts';
import { signalsOf } from './authorisation/signals-of.ts';
import type { CaseOutcome, Effect, ProofWay, SaidLink } from './effect.ts';
import { end } from './ending.ts';
import { follow, isFollowed, isFollowing, stepFollowing, tellsSign } from './follow-through.ts';
import { minutesUntil, reportHeld } from './hold-notice-policy.ts';
import { askedInstructions, type Instructing, notInstructing, takeInstructions } from './instructing.ts';
import type { Policy, Step } from './policy.ts';
import type { PolicyEvent, Request } from './policy-event.ts';
import { askManager, askProof, authorise, notProving, type OwnAct, type Proving } from './proving.ts';
import { askAfresh, questionTimer } from './question-life.ts';
import type { LinkedAccount, Situation } from './situation.ts';
import { linkedAccount, list, named, type Target, targetKey, unreadTarget } from './target.ts';
import { canHandOver, handOver, openTicket, resolveTicket, takeNumber } from './ticketing.ts';
import { notUnlocking, takeOutcome, type Unlocking } from './unlocking.ts';

/** A second factor as it was listed, and what became of it. */
interface ListedFactor extends FactorName {
  readonly id: string;
  /** How it could show that it is the person. Absent: it cannot. */
  readonly verifiedBy?: 'push' | 'code';
  /** ISO 8601 instant; null: unknown. */
  readonly enrolledAt: string | null;
  readonly stage: 'listed' | 'confirmed' | 'removed' | 'failed';
  readonly removal: VerifiedRemoval | null;
}

/** Milliseconds. */
const day = 24 * 60 * 60_000;

/** A person lost a second factor: show which there are, remove the confirmed ones one by one, and tell the other channels. */
export interface MfaResetState extends Unlocking, Instructing, Proving {
  readonly stage:
    | 'new'
    | 'reading'
    | 'listing'
    | 'asking'
    /** Confirmed; looking by which addresses it could be shown. */
    | 'looking-for-ways'
    /** Waiting for what shows that it is the person. */
    | 'proving'
    /** Shown; waiting for whoever would say that it was not they. */
    | 'holding'
    | 'removing'
    /** The factors are gone; the sessions are being ended. */
    | 'revoking'
    /** Looking for articles to offer. */
    | 'searching'
    /** An article was offered. */
    | 'offering'
    | 'choosing'
    | 'instructing'
    | 'following'
    /** Nothing is left to do but to tell the number of a ticket. */
    | 'handing-off'
    | 'closed';
  /** Systems that were asked about, whose instructions are offered. */
  readonly systems: readonly string[];
  /** Accounts, by key, for which it can be done here. */
  readonly candidates: readonly string[];
  readonly articles: readonly { readonly title: string; readonly link: SaidLink | null }[];
  readonly factors: readonly ListedFactor[];
  /** Whether the provider lets a factor of this account show that it is the person. */
  readonly canCheck: boolean;
  /** Addresses that a code may go to, as the person sees them; null: they were not looked up. */
  readonly recovery: readonly string[] | null;
}

export const mfaResetPolicy: Policy<MfaResetState> = {
  id: 'mfa-reset',
  version: 1,
  initial: {
    ...notUnlocking,
    ...notProving,
    ...notInstructing,
    stage: 'new',
    systems: [],
    candidates: [],
    articles: [],
    factors: [],
    canCheck: false,
    recovery: null,
  },

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
        if (event.timer === 'hold')
          return state.stage === 'holding' ? askForProof(state, situation) : { state, effects: [] };
        if (event.timer !== 'question') return { state, effects: [] };
        if (state.stage === 'proving') return giveUp(state, situation, 'mfa.proof-needed');
        return isAsking(state) ? end(leave(state, 'Nobody answered'), 'expired') : { state, effects: [] };
      case 'proof-given':
      case 'proof-refused':
        return state.stage === 'proving' || state.stage === 'holding'
          ? proven(state, event, situation)
          : { state, effects: [] };
      case 'identity-delayed':
        return delay(state, event);
      case 'account-read':
      case 'account-read-failed':
        return state.stage === 'reading' && isAbout(state, event)
          ? looked(state, event, situation)
          : { state, effects: [] };
      case 'factors-listed':
        return state.stage === 'listing' && isAbout(state, event)
          ? ask(state, event.factors, situation)
          : { state, effects: [] };
      case 'recovery-read':
        return state.stage === 'looking-for-ways' && isAbout(state, event)
          ? askForProof({ ...state, recovery: event.addresses }, situation)
          : { state, effects: [] };
      case 'factor-removed':
        return state.stage === 'removing' && isAbout(state, event)
          ? removed(state, event, situation)
          : { state, effects: [] };
      case 'sessions-revoked':
      case 'identity-failed':
        return isAbout(state, event) ? tried(state, event, situation) : { state, effects: [] };
      case 'instructions-read':
        return state.stage === 'searching' ? found(state, event, situation) : instructed(state, event, situation);
      case 'ticket-opened': {
        const taken = takeNumber(state, event);
        return taken.state.stage === 'handing-off' ? end(taken, 'handed-off') : taken;
      }
      default:
        return { state, effects: [] };
    }
  },
};

function isAbout({ targets }: MfaResetState, event: { readonly system: string; readonly account: string }): boolean {
  return targets.some((target) => targetKey(target) === targetKey(event));
}

function start(state: MfaResetState, request: Request, situation: Situation): Step<MfaResetState> {
  const begun = begin(state, request, situation);
  if (!request.containedSecret) return begun;
  return { ...begun, effects: [{ type: 'say', sentences: [sentence('secret.typed')] }, ...begun.effects] };
}

/** One system that can do it does it; none, several, or somebody who asks how: the article. */
function begin(state: MfaResetState, request: Request, situation: Situation): Step<MfaResetState> {
  if (request.forSomebodyElse) return finish(state, sentence('mfa.self-only'), 'refused');
  const { system, accounts: offered } = request;
  if (system !== null && !system.connected) return search({ ...state, systems: [system.words] });
  const accounts = situation.accounts.filter(
    (account) => (system === null || account.system === system.name) && (offered?.includes(targetKey(account)) ?? true),
  );
  const able = accounts.filter(isAble);
  const [only, ...others] = able;
  const asked = { ...state, candidates: able.map(targetKey) };
  if (only !== undefined && others.length === 0 && request.wantsInstructions !== true) return read(asked, only);
  const named = system === null ? [situation.mainSystem] : [system.name];
  return search({ ...asked, systems: able.length > 0 ? [...new Set(able.map((account) => account.system))] : named });
}

function isAble({ operations }: LinkedAccount): boolean {
  return operations.includes('factor.list') && operations.includes('factor.remove');
}

function search(state: MfaResetState): Step<MfaResetState> {
  return {
    state: { ...state, stage: 'searching', awaited: state.systems },
    effects: askedInstructions('reset-mfa', state.systems),
  };
}

function read(state: MfaResetState, account: LinkedAccount): Step<MfaResetState> {
  const { system, account: id } = account;
  return {
    state: { ...state, stage: 'reading', targets: [unreadTarget(account)], factors: [] },
    effects: [{ type: 'identity', operation: 'account.read', system, account: id }],
  };
}

function looked(
  state: MfaResetState,
  event: Extract<PolicyEvent, { type: 'account-read' | 'account-read-failed' }>,
  situation: Situation,
): Step<MfaResetState> {
  // Second factors are where they are asked for, whoever keeps the password.
  const { targets } = takeOutcome(state.targets, event, { ...situation, wanted: [] }) ?? state;
  const next: MfaResetState = { ...state, targets };
  const [target] = targets;
  if (target === undefined || target.stage === 'failed' || event.type === 'account-read-failed')
    return giveUp(next, situation, 'mfa.failed');
  if (target.stage === 'refused') return giveUp(next, situation, 'mfa.refused');
  if (event.status.capabilities['factor.remove']?.able !== true) {
    return search({ ...next, systems: [target.system], candidates: [] });
  }
  const { system, account } = target;
  const canCheck = event.status.capabilities['factor.check']?.able === true;
  return {
    state: { ...next, stage: 'listing', canCheck },
    effects: [{ type: 'identity', operation: 'factor.list', system, account }],
  };
}

/** What is removed is what is shown here, by its id: whatever is enrolled after this question stays. */
function ask(state: MfaResetState, listed: readonly Factor[], situation: Situation): Step<MfaResetState> {
  const factors = listed.map(
    ({ id, kind, label, verifiedBy, enrolledAt }): ListedFactor => ({
      id,
      kind,
      label,
      stage: 'listed',
      removal: null,
      enrolledAt,
      ...(verifiedBy === undefined ? {} : { verifiedBy }),
    }),
  );
  const accounts = named(state.targets);
  const { modes, enrolUrl } = situation.settings.mfaReset;
  if (factors.length === 0) {
    const none: Effect = { type: 'say', sentences: [sentence('mfa.none', { accounts })], ...links(enrolUrl) };
    const left = leave(state, 'There was nothing to remove');
    return end({ ...left, effects: [none, ...left.effects] }, 'answered');
  }
  // EC-41: taking the last one away leaves none, whatever the mode is called.
  const mayRemoveAll = modes.includes('all');
  if (factors.length === 1 && !mayRemoveAll) return giveUp(state, situation, 'mfa.refused');
  const isChoice = factors.length > 1 && modes.includes('single');
  const said = isChoice
    ? sentence('mfa.choose', { accounts })
    : sentence(factors.length === 1 ? 'mfa.confirm-last' : 'mfa.confirm', { accounts, factors: factors.map(nameOf) });
  const options = [
    ...factors.map((factor) => ({ label: sentence('factor.option', nameOf(factor)), value: factorKey(state, factor) })),
    ...(mayRemoveAll ? [{ label: sentence('factor.all'), value: 'all' }] : []),
  ];
  return {
    state: { ...state, stage: 'asking', factors },
    effects: [
      {
        type: 'say',
        sentences: [said],
        question: {
          choices: ['reset-mfa', 'cancel'],
          about: factors.map((factor) => factorKey(state, factor)),
          ...(isChoice ? { form: { field: 'factor', submit: 'reset-mfa', options } } : {}),
        },
      },
      questionTimer(situation),
    ],
  };
}

function nameOf({ label, kind }: FactorName): FactorName {
  return { label, kind };
}

function factorKey({ targets }: MfaResetState, { id }: { readonly id: string }): string {
  return `${targets.map(targetKey).join()}/${id}`;
}

function answer(
  state: MfaResetState,
  event: Extract<PolicyEvent, { type: 'choice-made' }>,
  situation: Situation,
): Step<MfaResetState> {
  if (state.stage === 'holding') return answerHeld(state, event, situation);
  if (!isAsking(state)) return { state, effects: [] };
  switch (event.choice) {
    case 'reset-mfa':
      if (state.stage === 'asking') return confirm(state, event, situation);
      return state.stage === 'offering' ? resume(state, situation) : { state, effects: [] };
    case 'view-answer':
      if (state.stage !== 'offering') return { state, effects: [] };
      return {
        state: { ...state, stage: 'instructing', awaited: state.systems },
        effects: askedInstructions('reset-mfa', state.systems),
      };
    case 'continue': {
      if (state.stage !== 'choosing') return { state, effects: [] };
      const chosen = candidates(state, situation).find((account) => targetKey(account) === event.values.account);
      return chosen === undefined ? finish(state, sentence('mfa.self-only'), 'refused') : read(state, chosen);
    }
    case 'check-again': {
      if (state.stage === 'proving') return askForProof(state, situation);
      const [target] = state.targets;
      const account = target === undefined ? undefined : linkedAccount(situation, target);
      return account === undefined ? resume(state, situation) : read(state, account);
    }
    case 'ask-manager':
      return state.stage === 'proving'
        ? askManager(state, { ...confirmedAct(state, situation), accounts: named(state.targets) }, situation)
        : { state, effects: [] };
    case 'service-desk':
      return state.stage === 'proving' ? giveUp(state, situation, 'mfa.proof-needed') : { state, effects: [] };
    case 'cancel':
      return finish(state, sentence('unlock.cancelled'), 'cancelled');
    default:
      return { state, effects: [] };
  }
}

function candidates(state: MfaResetState, { accounts }: Situation): readonly LinkedAccount[] {
  return accounts.filter((account) => state.candidates.includes(targetKey(account)));
}

/** From the article to the deed. */
function resume(state: MfaResetState, situation: Situation): Step<MfaResetState> {
  const able = candidates(state, situation);
  const [only, ...others] = able;
  if (only === undefined)
    return state.systems.length > 0 ? search(state) : finish(state, sentence('unlock.no-account'), 'refused');
  if (others.length === 0) return read(state, only);
  return {
    state: { ...state, stage: 'choosing' },
    effects: [
      {
        type: 'say',
        sentences: [sentence('mfa.choose-account')],
        question: {
          choices: ['continue', 'cancel'],
          about: [],
          form: accountForm(able),
        },
      },
      questionTimer(situation),
    ],
  };
}

/** Takes down exactly which factors are meant; nothing else is ever removed. */
function confirm(
  state: MfaResetState,
  { about, values }: Extract<PolicyEvent, { type: 'choice-made' }>,
  situation: Situation,
): Step<MfaResetState> {
  const { modes } = situation.settings.mfaReset;
  const shown = state.factors.filter((factor) => about.includes(factorKey(state, factor)));
  const mayChoose = modes.includes('single') && shown.length > 1;
  const wantsAll = !mayChoose || values.factor === 'all';
  if (wantsAll && !modes.includes('all')) return { state, effects: [] };
  const meant = wantsAll ? shown : shown.filter((factor) => factorKey(state, factor) === values.factor);
  if (meant.length === 0) return { state, effects: [] };
  const factors = state.factors.map(
    (factor): ListedFactor => (meant.includes(factor) ? { ...factor, stage: 'confirmed' } : factor),
  );
  return askForProof({ ...state, factors }, situation);
}

/** What was confirmed, as the rules know it. Taking the last one away leaves none, whatever was chosen. */
function confirmedAct(
  { factors, targets, canCheck, recovery }: MfaResetState,
  { instant, wariness, settings: { caution } }: Situation,
) {
  const confirmed = factors.filter(({ stage }) => stage === 'confirmed');
  const [target] = targets;
  if (target === undefined) throw new Error('Factors were confirmed of no account.');
  return {
    action: confirmed.length === factors.length ? ('remove-all-factors' as const) : ('remove-factor' as const),
    target,
    signals: signalsOf({
      lockouts: 0,
      attack: false,
      passwordChangedAt: target.passwordChangedAt,
      wariness,
      caution,
      instant,
    }),
    factors: confirmed.map(nameOf),
    removing: confirmed.map(({ id }) => id),
    // Never one that goes: it may be in other hands by now.
    ways: [
      ...factors.flatMap((factor): readonly ProofWay[] =>
        canCheck && factor.stage !== 'confirmed' && factor.verifiedBy !== undefined && isSettled(factor, instant)
          ? [{ by: 'factor', factor: factor.id, name: nameOf(factor), asks: factor.verifiedBy }]
          : [],
      ),
      ...(recovery ?? []).map((address): ProofWay => ({ by: 'code', address })),
    ],
  };
}

/** Whoever got into an account sets up a factor of their own first: one of today shows nothing. */
function isSettled({ enrolledAt }: ListedFactor, instant: string): boolean {
  return enrolledAt === null || Date.parse(instant) - Date.parse(enrolledAt) >= day;
}

/** Goes on where it is sure enough that it is the person; otherwise asks for what is missing. */
function askForProof(state: MfaResetState, situation: Situation): Step<MfaResetState> {
  const act = confirmedAct(state, situation);
  const authorisation = authorise(state, act, situation);
  if (authorisation.decision === 'allow') return remove(state, situation);
  if (authorisation.decision === 'hold') return hold(state, authorisation.until, situation);
  if (state.recovery === null && mayReadRecovery(act, situation)) return lookForWays(state, act.target);
  if (authorisation.decision !== 'need') return giveUp(state, situation, 'mfa.proof-needed');
  const about = state.targets.map(targetKey);
  const said = sentence('proof.mfa', { accounts: named(state.targets), factors: act.factors });
  const effects = askProof(state, { ...act, needed: authorisation, said, about }, situation);
  return { state: { ...state, stage: 'proving' }, effects };
}

function proven(
  state: MfaResetState,
  event: Extract<PolicyEvent, { type: 'proof-given' | 'proof-refused' }>,
  situation: Situation,
): Step<MfaResetState> {
  if (event.type === 'proof-given') return askForProof({ ...state, proofs: [...state.proofs, event.proof] }, situation);
  if (event.because === 'not-me') return stop(state);
  // What is held was shown already: that another way came to nothing takes nothing of it away.
  if (state.stage === 'holding' && event.because === 'nobody') return { state, effects: [] };
  return giveUp(state, situation, event.because === 'declined' ? 'proof.declined' : 'mfa.proof-needed');
}

/** Addresses are looked up once, and only where one could be of use. */
function mayReadRecovery({ target, signals }: OwnAct, situation: Situation): boolean {
  const isOffered = linkedAccount(situation, target)?.operations.includes('recovery.read') ?? false;
  return situation.settings.proof.code.enabled && signals.length === 0 && isOffered;
}

function lookForWays(state: MfaResetState, { system, account }: Target): Step<MfaResetState> {
  return {
    state: { ...state, stage: 'looking-for-ways' },
    effects: [{ type: 'identity', operation: 'recovery.read', system, account }],
  };
}

/** Whoever it really is has time to say that it was not they, wherever they are reached. */
function hold(state: MfaResetState, until: string, situation: Situation): Step<MfaResetState> {
  const { person, case: id, instant } = situation;
  const accounts = named(state.targets);
  const { factors } = confirmedAct(state, situation);
  const minutes = minutesUntil(until, instant);
  return {
    state: { ...state, stage: 'holding' },
    effects: [
      {
        type: 'say',
        sentences: [sentence('hold.told', { accounts, factors, minutes })],
        question: { choices: ['not-me', 'cancel'], about: state.targets.map(targetKey) },
      },
      { type: 'timer', timer: 'hold', at: until },
      {
        type: 'hand-over',
        to: 'hold-notice',
        event: { type: 'reset-held', from: { person: person.id, case: id }, accounts, factors, until },
      },
    ],
  };
}

function answerHeld(
  state: MfaResetState,
  { choice }: Extract<PolicyEvent, { type: 'choice-made' }>,
  situation: Situation,
): Step<MfaResetState> {
  if (choice === 'cancel') return finish(state, sentence('unlock.cancelled'), 'cancelled');
  return choice === 'not-me' ? report(state, situation) : { state, effects: [] };
}

/** They said so here: the security team hears of it. */
function report(state: MfaResetState, situation: Situation): Step<MfaResetState> {
  const { factors } = confirmedAct(state, situation);
  const reported = reportHeld({ key: keyOf(state, situation), accounts: named(state.targets), factors });
  return end({ state, effects: [{ type: 'say', sentences: [sentence('hold.stopped')] }, ...reported] }, 'reported');
}

/** They said so elsewhere, and the security team heard of it there. */
function stop(state: MfaResetState): Step<MfaResetState> {
  return end({ state, effects: [{ type: 'say', sentences: [sentence('hold.stopped')] }] }, 'reported');
}

function remove(state: MfaResetState, situation: Situation): Step<MfaResetState> {
  const confirmed = state.factors.filter(({ stage }) => stage === 'confirmed');
  const opened =
    situation.settings.mfaReset.tickets === 'always'
      ? openTicket(state, {
          key: keyOf(state, situation),
          subject: `Reset MFA for ${list(state.targets)}`,
          description: `Confirmed for removal: ${confirmed.map(({ label }) => label).join(', ')}.`,
        })
      : { state, effects: [] };
  const next = removeNext({ ...opened.state, stage: 'removing' }, situation);
  return { ...next, effects: [...next.effects, ...opened.effects] };
}

/** One by one: what fails stops the rest, so that what was done can be told exactly. */
function removeNext(state: MfaResetState, situation: Situation): Step<MfaResetState> {
  const [target] = state.targets;
  const next = state.factors.find(({ stage }) => stage === 'confirmed');
  const hasFailed = state.factors.some(({ stage }) => stage === 'failed');
  if (target === undefined) return { state, effects: [] };
  const { system, account } = target;
  if (next !== undefined && !hasFailed) {
    return { state, effects: [{ type: 'identity', operation: 'factor.remove', system, account, factor: next.id }] };
  }
  const isRemoved = state.factors.some(({ stage }) => stage === 'removed');
  const canRevoke = linkedAccount(situation, target)?.operations.includes('sessions.revoke') ?? false;
  if (!isRemoved || !canRevoke) return conclude(state, situation, null);
  return {
    state: { ...state, stage: 'revoking' },
    effects: [{ type: 'identity', operation: 'sessions.revoke', system, account }],
  };
}

function removed(
  state: MfaResetState,
  { factor, change }: Extract<PolicyEvent, { type: 'factor-removed' }>,
  situation: Situation,
): Step<MfaResetState> {
  const [target] = state.targets;
  if (target === undefined || !state.factors.some(({ id, stage }) => id === factor && stage === 'confirmed'))
    return { state, effects: [] };
  const name = { login: target.login, system: target.systemName };
  const factors = state.factors.map(
    (one): ListedFactor =>
      one.id === factor ? { ...one, stage: 'removed', removal: { name, factor: nameOf(one), change } } : one,
  );
  return removeNext({ ...state, factors }, situation);
}

/** The sessions are ended, or something could not be done. */
function tried(
  state: MfaResetState,
  event: Extract<PolicyEvent, { type: 'sessions-revoked' | 'identity-failed' }>,
  situation: Situation,
): Step<MfaResetState> {
  const operation = event.type === 'sessions-revoked' ? 'sessions.revoke' : event.operation;
  switch (operation) {
    case 'recovery.read':
      // No address is known, then: the other ways are still there.
      return state.stage === 'looking-for-ways'
        ? askForProof({ ...state, recovery: [] }, situation)
        : { state, effects: [] };
    case 'factor.list':
      return state.stage === 'listing' ? giveUp(state, situation, 'mfa.failed') : { state, effects: [] };
    case 'factor.remove': {
      const failed = event.type === 'identity-failed' ? event.factor : undefined;
      if (state.stage !== 'removing' || !state.factors.some(({ id, stage }) => id === failed && stage === 'confirmed'))
        return { state, effects: [] };
      const factors = state.factors.map((one): ListedFactor => (one.id === failed ? { ...one, stage: 'failed' } : one));
      return removeNext({ ...state, factors }, situation);
    }
    case 'sessions.revoke':
      if (state.stage !== 'revoking') return { state, effects: [] };
      return conclude(state, situation, event.type === 'sessions-revoked' ? event : null);
    default:
      return { state, effects: [] };
  }
}

/** Says what was read back, and nothing else; the other channels hear of it too. */
function conclude(
  state: MfaResetState,
  situation: Situation,
  revoked: Extract<PolicyEvent, { type: 'sessions-revoked' }> | null,
): Step<MfaResetState> {
  const { tickets } = situation.settings.mfaReset;
  const accounts = named(state.targets);
  const settled = state.factors.flatMap(({ removal }) => (removal === null ? [] : [removal]));
  const removals = settled.filter(({ change }) => change.changed);
  const gone = settled.filter(({ change }) => !change.changed).map(({ factor }) => factor);
  const undone = state.factors.filter(({ stage }) => stage === 'failed' || stage === 'confirmed');
  const isLeft = state.factors.some(({ stage }) => stage !== 'removed');
  const ticket = undone.length > 0 && canHandOver(state, tickets) ? 'opened' : 'none';
  const done = undone.length > 0 ? 'mfa.partly-done' : isLeft ? 'mfa.done-one' : 'mfa.done';
  const [name] = accounts;
  const sentences: readonly Sentence[] = [
    ...(removals.length > 0 ? [sentence(done, { removals })] : []),
    ...(gone.length > 0 ? [sentence('mfa.already-gone', { accounts, factors: gone })] : []),
    ...(undone.length > 0 ? [sentence('mfa.not-removed', { accounts, factors: undone.map(nameOf), ticket })] : []),
    ...(settled.length === 0 || name === undefined
      ? []
      : revoked === null
        ? [sentence('mfa.sessions-remain', { accounts })]
        : [sentence('mfa.sessions-ended', { revocations: [{ name, change: revoked.change }] })]),
    ...(isLeft || situation.settings.mfaReset.enrolUrl === null ? [] : [sentence('mfa.enrol')]),
  ];
  const enrol = settled.length > 0 ? links(situation.settings.mfaReset.enrolUrl) : {};
  const told: readonly Effect[] = [
    { type: 'say', sentences, ...enrol },
    ...(removals.length > 0
      ? ([
          { type: 'hand-over', to: 'security-notice', event: { type: 'factors-reset', removals } },
          ...state.targets.flatMap((target) =>
            watchAccount({ target, what: 'factors', removed: removals.map(({ factor }) => factor.kind) }, situation),
          ),
        ] as const)
      : []),
  ];
  if (undone.length > 0) {
    const { outcome, ...handed } = handOver(state, {
      tickets,
      key: keyOf(state, situation),
      subject: `Reset MFA for ${list(state.targets)}`,
      description: summary(state),
      reason: `Not confirmed as removed: ${undone.map(({ label }) => label).join(', ')}.`,
    });
    return end({ ...handed, effects: [...told, ...handed.effects] }, outcome);
  }
  const awaited = state.targets.filter((target) => tellsSign(target, 'sign-in'));
  if (awaited.length > 0) {
    const followed = follow(state, { targets: awaited, done: summary(state), outcome: 'mfa-reset' }, situation);
    return { state: { ...followed.state, stage: 'following' }, effects: [...told, ...followed.effects] };
  }
  const resolved = resolveTicket(state, summary(state));
  return end({ ...resolved, effects: [...told, ...resolved.effects] }, 'mfa-reset');
}

function summary({ targets, factors }: MfaResetState): string {
  const removed = factors.filter(({ removal }) => removal?.change.changed === true).map(({ label }) => label);
  return `Second factors of ${list(targets)} that were removed and read back: ${removed.join(', ') || 'none'}.`;
}

function links(enrolUrl: string | null): { readonly links?: readonly SaidLink[] } {
  return enrolUrl === null ? {} : { links: [{ label: sentence('mfa.enrol-label'), url: enrolUrl }] };
}

/** The article is offered by its title; its words come after View answer. */
function found(
  state: MfaResetState,
  { system, instructions }: Extract<PolicyEvent, { type: 'instructions-read' }>,
  situation: Situation,
): Step<MfaResetState> {
  if (!state.awaited.includes(system)) return { state, effects: [] };
  const next: MfaResetState = {
    ...state,
    awaited: state.awaited.filter((one) => one !== system),
    systems: instructions === null ? state.systems.filter((one) => one !== system) : state.systems,
    articles:
      instructions === null
        ? state.articles
        : [...state.articles, { title: instructions.title, link: instructions.link }],
  };
  if (next.awaited.length > 0) return { state: next, effects: [] };
  const canDo = candidates(next, situation).length > 0;
  if (next.articles.length > 0) return offer(next, situation, canDo);
  // Nobody wrote an article, and yet it can be done here: then that is what is offered.
  if (canDo) return resume(next, situation);
  const ticket = canHandOver(next, situation.settings.mfaReset.tickets) ? 'opened' : 'none';
  return giveToPeople(
    next,
    situation,
    sentence('instructions.none', { system: systemName(system, situation), ticket }),
  );
}

function offer(state: MfaResetState, situation: Situation, canDo: boolean): Step<MfaResetState> {
  const found = state.articles.flatMap(({ link }) => (link === null ? [] : [link]));
  return {
    state: { ...state, stage: 'offering', articles: [] },
    effects: [
      {
        type: 'say',
        sentences: [
          ...state.articles.map(({ title }) => sentence('mfa.article', { title })),
          ...(canDo ? [sentence('mfa.offer')] : []),
        ],
        ...(found.length > 0 ? { links: found } : {}),
        question: { choices: canDo ? ['view-answer', 'reset-mfa', 'cancel'] : ['view-answer'], about: [] },
      },
      questionTimer(situation),
    ],
  };
}

function instructed(
  state: MfaResetState,
  event: Extract<PolicyEvent, { type: 'instructions-read' }>,
  situation: Situation,
): Step<MfaResetState> {
  if (state.stage !== 'instructing') return { state, effects: [] };
  const { outcome, ...taken } = takeInstructions({
    state,
    event,
    situation,
    tickets: situation.settings.mfaReset.tickets,
    key: keyOf(state, situation),
    asked: `how to reset MFA in ${event.system}`,
  });
  if (outcome === undefined) return taken;
  if (outcome !== 'instructed' || candidates(state, situation).length === 0) return end(taken, outcome);
  const offered: Effect = {
    type: 'say',
    sentences: [sentence('mfa.offer')],
    question: { choices: ['reset-mfa', 'cancel'], about: [] },
  };
  return {
    state: { ...taken.state, stage: 'offering' },
    effects: [...taken.effects, offered, questionTimer(situation)],
  };
}

type Refusal = 'mfa.failed' | 'mfa.refused' | 'mfa.proof-needed' | 'proof.declined';

function giveUp(state: MfaResetState, situation: Situation, key: Refusal): Step<MfaResetState> {
  const ticket = canHandOver(state, situation.settings.mfaReset.tickets) ? 'opened' : 'none';
  const said =
    key === 'mfa.failed' ? sentence(key, { accounts: named(state.targets), ticket }) : sentence(key, { ticket });
  return giveToPeople(state, situation, said);
}

function giveToPeople(state: MfaResetState, situation: Situation, said: Sentence): Step<MfaResetState> {
  const who = state.targets.length > 0 ? list(state.targets) : situation.person.displayName;
  const { outcome, ...handed } = handOver(state, {
    tickets: situation.settings.mfaReset.tickets,
    key: keyOf(state, situation),
    subject: `Reset MFA for ${who}`,
    description: `Asked to reset MFA for ${who}.`,
    reason: reasonOf(said),
  });
  return end({ ...handed, effects: [{ type: 'say', sentences: [said] }, ...handed.effects] }, outcome);
}

function reasonOf({ key }: Sentence): string {
  switch (key) {
    case 'mfa.proof-needed':
      return 'Nothing could prove that it is the person. Nothing was changed.';
    case 'proof.declined':
      return 'The manager did not confirm that it is the person. Nothing was changed.';
    case 'mfa.refused':
      return 'Not allowed for this account. Nothing was changed.';
    case 'mfa.failed':
      return 'The second factors could not be looked at. Nothing was changed.';
    default:
      return 'It cannot be done from here, and there are no instructions for it.';
  }
}

function followUp(
  state: MfaResetState & Parameters<typeof stepFollowing>[0]['state'],
  event: PolicyEvent,
  situation: Situation,
): Step<MfaResetState> {
  const { tickets } = situation.settings.mfaReset;
  const key = keyOf(state, situation);
  const { outcome, ...next } = stepFollowing<MfaResetState>({ state, event, situation, tickets, key });
  return outcome === undefined ? next : end(next, outcome);
}

function isAsking({ stage }: MfaResetState): boolean {
  return stage === 'asking' || stage === 'choosing' || stage === 'offering' || stage === 'proving';
}

const busyStages: readonly MfaResetState['stage'][] = [
  'reading',
  'listing',
  'looking-for-ways',
  'removing',
  'revoking',
];

function delay(
  state: MfaResetState,
  { system }: Extract<PolicyEvent, { type: 'identity-delayed' }>,
): Step<MfaResetState> {
  const isBusy = busyStages.includes(state.stage);
  if (state.delayTold || !isBusy) return { state, effects: [] };
  return {
    state: { ...state, delayTold: true },
    effects: [{ type: 'say', sentences: [sentence('unlock.delayed', { system })] }],
  };
}

function finish(state: MfaResetState, said: Sentence, outcome: CaseOutcome): Step<MfaResetState> {
  const left = leave(state, 'Left as it is');
  return end({ ...left, effects: [{ type: 'say', sentences: [said] }, ...left.effects] }, outcome);
}

function leave(state: MfaResetState, why: string): Step<MfaResetState> {
  return resolveTicket(state, `${why}; nothing was changed.`);
}

function systemName(system: string, { accounts }: Situation): string {
  return accounts.find((account) => account.system === system)?.systemName ?? system;
}

/** One ticket per account of the case. */
function keyOf({ targets }: { readonly targets: readonly Target[] }, situation: Situation): string {
  const [target] = targets;
  return target === undefined ? `case:${situation.case}` : `mfa:${situation.case}:${targetKey(target)}`;
}
