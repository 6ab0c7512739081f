import { type Sentence, sentence, type VerifiedUnlock } from '@access-account/messages';
import { signalsOf } from './authorisation/signals-of.ts';
import { type Delegated, type DelegationOptions, followDelegation } from './delegation.ts';
import type { CaseOutcome, Effect } from './effect.ts';
import { type FollowThrough, follow, notFollowing, tellsSign } from './follow-through.ts';
import type { Step } from './policy.ts';
import type { PolicyEvent } from './policy-event.ts';
import { authorise, type OwnAct, type Proving } from './proving.ts';
import type { Situation } from './situation.ts';
import { linkedAccount, list, named, readTarget, type Target, targetKey, withTarget } from './target.ts';
import { canHandOver, handOver, notTicketing, openTicket, resolveTicket } from './ticketing.ts';

/** What unlocking needs of a policy's state: both ways into an unlock share the rest of the way. */
export interface Unlocking extends FollowThrough {
  readonly targets: readonly Target[];
  /** The person was told that a system cannot be reached. */
  readonly delayTold: boolean;
}

export const notUnlocking: Unlocking = { ...notTicketing, ...notFollowing, targets: [], delayTold: false };

/** The ticket's key: the notice and the person's own request about the same lock share one. */
export function episodeKey(targets: readonly Target[], situation: Situation): string {
  const [first] = targets
    .filter(({ episode }) => episode !== null)
    .map((target) => `unlock:${targetKey(target)}:${target.episode}`)
    .sort();
  return first ?? `case:${situation.case}`;
}

/** The targets a Yes is about. One that is being looked at again still has the lock that was shown. */
export function chosenTargets({ targets }: Unlocking, about: readonly string[]): readonly Target[] {
  return targets.filter(
    (target) =>
      (target.stage === 'locked' || (target.stage === 'unread' && target.episode !== null)) &&
      about.includes(targetKey(target)),
  );
}

/** The first of these that may not be unlocked with what was shown so far; undefined: all of them may. */
export function unproven(state: Proving, targets: readonly Target[], situation: Situation): OwnAct | undefined {
  return targets
    .map((target): OwnAct => {
      const lockouts = linkedAccount(situation, target)?.lockoutsToday ?? 0;
      const { attack, wariness, instant, settings } = situation;
      const signals = signalsOf({
        lockouts,
        attack,
        passwordChangedAt: null,
        wariness,
        caution: settings.caution,
        instant,
      });
      return { action: 'unlock', target, signals };
    })
    .find((act) => authorise(state, act, situation).decision !== 'allow');
}

/** Starts lifting the locks that the person was shown and said Yes to. */
export function beginUnlock<State extends Unlocking>(
  state: State,
  chosen: readonly Target[],
  situation: Situation,
): Step<State> {
  const opened =
    situation.settings.unlockAccount.tickets === 'always'
      ? openTicket(state, {
          key: episodeKey(chosen, situation),
          subject: `Unlock ${list(chosen)}`,
          description: `Locked after failed logins: ${list(chosen)}.${askedFor(chosen)}`,
        })
      : { state, effects: [] };
  return {
    state: {
      ...opened.state,
      targets: state.targets.map((target) => (chosen.includes(target) ? { ...target, stage: 'unlocking' } : target)),
    },
    effects: [
      ...chosen.map(
        ({ system, account, episode }): Effect => ({
          type: 'identity',
          operation: 'account.unlock',
          system,
          account,
          episode: episode ?? '',
        }),
      ),
      ...opened.effects,
    ],
  };
}

/** For the ticket: what was asked for, where that is mastered by what is unlocked. */
function askedFor(chosen: readonly Target[]): string {
  const through = chosen.flatMap((target) => target.through ?? []);
  return through.length === 0 ? '' : ` Mastered there: ${list(through)}.`;
}

/** What an outcome of reading or unlocking means for the targets; undefined: the event is about something else. */
export function takeOutcome(
  targets: readonly Target[],
  event: PolicyEvent,
  options: DelegationOptions,
): Delegated | undefined {
  switch (event.type) {
    case 'account-read':
    case 'account-changed': {
      const target = targets.find((one) => targetKey(one) === targetKey(event));
      // Whoever is being unlocked by now is spoken of by the outcome of that.
      if (target === undefined || (event.type === 'account-read' && target.stage !== 'unread'))
        return { targets, effects: [] };
      const read = readTarget(target, event.status, options.instant);
      return followDelegation({ ...options, targets, read, capabilities: event.status.capabilities });
    }
    case 'account-unlocked':
      return simply(withTarget(targets, event, (target) => ({ ...target, stage: 'unlocked', change: event.change })));
    case 'account-found-open':
      return simply(withTarget(targets, event, (target) => ({ ...target, stage: 'found-open' })));
    case 'account-read-failed':
      return simply(
        withTarget(targets, event, (target) => (target.stage === 'unread' ? { ...target, stage: 'failed' } : target)),
      );
    case 'account-unlock-failed':
      return simply(withTarget(targets, event, (target) => ({ ...target, stage: 'failed' })));
    default:
      return undefined;
  }
}

function simply(targets: readonly Target[]): Delegated {
  return { targets, effects: [] };
}

/** Whether a target still waits for an outcome. */
export function isBusy({ stage }: Target): boolean {
  return stage === 'unread' || stage === 'unlocking';
}

/** The targets without those that wait for a system that cannot be reached: they have failed. undefined: nothing else is left to go on with. */
export function withoutUnreachable(targets: readonly Target[], system: string): readonly Target[] | undefined {
  const isWaiting = ({ stage, systemName }: Target) => stage === 'unread' && systemName === system;
  return targets.some((target) => target.stage !== 'failed' && !isWaiting(target))
    ? targets.map((target) => (isWaiting(target) ? { ...target, stage: 'failed' } : target))
    : undefined;
}

export interface Concluded<State> extends Step<State> {
  /** undefined: a sign that it helped is waited for. */
  readonly outcome: CaseOutcome | undefined;
}

export interface ConcludeOptions {
  /** Nothing else keeps the case busy, so that it can wait for a sign of success. */
  readonly mayFollow: boolean;
}

/** Says what became of every target, and settles the ticket: resolved, or handed to people. */
export function conclude<State extends Unlocking>(
  state: State,
  situation: Situation,
  { mayFollow }: ConcludeOptions,
): Concluded<State> {
  const { tickets } = situation.settings.unlockAccount;
  const at = (stage: Target['stage']) => state.targets.filter((target) => target.stage === stage);
  const open = [...at('open'), ...at('found-open')];
  const failed = at('failed');
  const refused = at('refused');
  const troubled = [...failed, ...refused];
  const unlocks = unlocksOf(state.targets);
  const ticket = troubled.length > 0 && canHandOver(state, tickets) ? 'opened' : 'none';
  const sentences: Sentence[] = [
    ...unlockedSentences(state.targets, situation),
    ...openSentences(open),
    ...(failed.length > 0 ? [sentence('unlock.failed', { accounts: named(failed), ticket })] : []),
    ...(refused.length > 0 ? [sentence('unlock.refused', { ticket })] : []),
  ];
  const says: readonly Effect[] = sentences.length > 0 ? [{ type: 'say', sentences }] : [];
  if (troubled.length > 0) {
    const handed = handOver(state, {
      tickets,
      key: episodeKey(state.targets, situation),
      subject: `Help with ${list(troubled)}`,
      description: `Asked to unlock: ${list(state.targets)}.`,
      reason: `Not unlocked automatically: ${list(troubled)}.`,
    });
    return { ...handed, effects: [...says, ...handed.effects] };
  }
  const done = [
    ...unlocks.map(({ name, change }) => `Unlocked ${name.login} in ${change.system}; read back as not locked.`),
    ...open.map(({ login, systemName }) => `${login} in ${systemName} was not locked; nothing was changed.`),
  ].join(' ');
  const awaited = unlocks.map(({ target }) => target).filter((target) => tellsSign(target, 'sign-in'));
  if (mayFollow && awaited.length > 0) {
    const followed = follow(state, { targets: awaited, done, outcome: 'unlocked' }, situation);
    return { ...followed, effects: [...says, ...followed.effects], outcome: undefined };
  }
  const resolved = resolveTicket(state, done);
  return {
    ...resolved,
    effects: [...says, ...resolved.effects],
    outcome: unlocks.length > 0 ? 'unlocked' : 'self-resolved',
  };
}

type Unlocked = VerifiedUnlock & { readonly target: Target };

function unlocksOf(targets: readonly Target[]): readonly Unlocked[] {
  return targets.flatMap((target) =>
    target.stage === 'unlocked' && target.change !== null
      ? [{ name: { login: target.login, system: target.systemName }, change: target.change, target }]
      : [],
  );
}

/** That these are unlocked, and what is to be known of signing in with the current password: it may be due, or a device may still use an old one. */
export function unlockedSentences(targets: readonly Target[], situation: Situation): readonly Sentence[] {
  const unlocks = unlocksOf(targets);
  const plain = (kept: typeof unlocks) => kept.map(({ name, change }) => ({ name, change }));
  const due = unlocks.filter(({ target }) => target.passwordDue);
  const repeated = unlocks.filter(
    ({ target }) => !target.passwordDue && (linkedAccount(situation, target)?.lockoutsToday ?? 0) >= 3,
  );
  const others = unlocks.filter((unlock) => !due.includes(unlock) && !repeated.includes(unlock));
  return [
    ...(others.length > 0 ? [sentence('unlock.done', { unlocks: plain(others) })] : []),
    ...(repeated.length > 0 ? [sentence('unlock.done-repeatedly', { unlocks: plain(repeated) })] : []),
    ...(due.length > 0 ? [sentence('unlock.done-password-due', { unlocks: plain(due) })] : []),
  ];
}

function openSentences(open: readonly Target[]): readonly Sentence[] {
  const due = open.filter(({ passwordDue }) => passwordDue);
  const others = open.filter(({ passwordDue }) => !passwordDue);
  return [
    ...(others.length > 0 ? [sentence('unlock.already-open', { accounts: named(others) })] : []),
    ...(due.length > 0 ? [sentence('unlock.password-due', { accounts: named(due) })] : []),
  ];
}
