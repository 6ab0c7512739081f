import type { AccountStatus } from '@access-account/contract';
import { sentence } from '@access-account/messages';
import type { CaseOutcome, Effect } from './effect.ts';
import { later } from './later.ts';
import type { Step } from './policy.ts';
import type { PolicyEvent } from './policy-event.ts';
import type { Situation, TicketSetting } from './situation.ts';
import { list, named, type Target, targetKey } from './target.ts';
import { canHandOver, handOver, resolveTicket, type Ticketing } from './ticketing.ts';

/** An account on which something was done, until a sign shows that it helped. */
interface Followed extends Target {
  /** Whether it could be read at the last look. */
  readonly isReadable: boolean;
}

/** What is waited for after an act. */
interface Following {
  readonly followed: readonly Followed[];
  /** Keys of the accounts that are being looked at. */
  readonly looking: readonly string[];
  /** ISO 8601 instant of the act. */
  readonly since: string;
  /** One sentence for the ticket: what was done. */
  readonly done: string;
  readonly outcome: CaseOutcome;
  readonly nudged: boolean;
}

/** What following through needs of a policy's state. */
export interface FollowThrough extends Ticketing {
  /** null: nothing is waited for. */
  readonly following: Following | null;
}

export const notFollowing: Pick<FollowThrough, 'following'> = { following: null };

/** Milliseconds by which a provider's clock may be behind ours. */
const skew = 60_000;

/** Looks before the nudge, as parts of the time until then: the ticket of somebody who signs in at once is not open for long. */
const glances = [0.2, 0.5];

/** Whether the provider tells a sign of success for this account at all. Of a new password, the day of its change is one too. */
export function tellsSign({ lastSignInAt, passwordChangedAt }: Target, act: 'sign-in' | 'password'): boolean {
  return lastSignInAt !== undefined || (act === 'password' && passwordChangedAt !== null);
}

export interface FollowOptions {
  readonly targets: readonly Target[];
  readonly done: string;
  readonly outcome: CaseOutcome;
}

/** Keeps the case open until there is a sign of success, or for as long as the organisation waits for one. */
export function follow<State extends FollowThrough>(
  state: State,
  { targets, done, outcome }: FollowOptions,
  { instant, settings }: Situation,
): Step<State> {
  const followed = targets.map((target) => ({ ...target, isReadable: true }));
  return {
    state: { ...state, following: { followed, looking: [], since: instant, done, outcome, nudged: false } },
    effects: [nextGlance(instant, { instant, settings })],
  };
}

/** The next look before the nudge, or the one that may bring it. */
function nextGlance(since: string, { instant, settings }: Pick<Situation, 'instant' | 'settings'>): Effect {
  const { nudgeAfter } = settings.followThrough;
  const elapsed = Date.parse(instant) - Date.parse(since);
  const part = glances.find((one) => one * nudgeAfter > elapsed) ?? 1;
  return timer(later(since, part * nudgeAfter));
}

export interface StepFollowingInput<State> {
  readonly state: State & { readonly following: Following };
  readonly event: PolicyEvent;
  readonly situation: Situation;
  /** The setting of the feature that acted. */
  readonly tickets: TicketSetting;
  readonly key: string;
}

export interface Followup<State> extends Step<State> {
  /** undefined: it is still waited for. */
  readonly outcome: CaseOutcome | undefined;
}

export function isFollowing<State extends FollowThrough>(state: State): state is State & { following: Following } {
  // A case from before following through was there says nothing of it.
  return state.following != null;
}

/** Whether the event is one that following through waits for. */
export function isFollowed({ following }: FollowThrough, event: PolicyEvent): boolean {
  switch (event.type) {
    case 'timer-due':
      return event.timer === 'follow-through';
    case 'account-read':
    case 'account-read-failed':
      return following?.looking.includes(targetKey(event)) ?? false;
    case 'choice-made':
      return event.choice === 'works' || event.choice === 'service-desk';
    default:
      return false;
  }
}

/** Looks for the sign a few times until it nudges the person, and once more before people get it. Who cannot be looked at is not spoken of. */
export function stepFollowing<State extends FollowThrough>({
  state,
  event,
  ...input
}: StepFollowingInput<State>): Followup<State> {
  const { following } = state;
  switch (event.type) {
    case 'timer-due': {
      const looking = following.followed.map(targetKey);
      const effects = following.followed.map(
        ({ system, account }): Effect => ({ type: 'identity', operation: 'account.read', system, account }),
      );
      return { state: { ...state, following: { ...following, looking } }, effects, outcome: undefined };
    }
    case 'account-read':
    case 'account-read-failed':
      return look({ state: { ...state, following: looked(following, event) }, ...input });
    case 'choice-made':
      return event.choice === 'works'
        ? succeed(state, 'The person says that it works.', [{ type: 'say', sentences: [sentence('follow.works')] }])
        : giveUp({ state, ...input, said: [{ type: 'say', sentences: [sentence('desk.opening')] }] });
    default:
      return { state, effects: [], outcome: undefined };
  }
}

/** Leaves off following, because something else happened to the account. */
export function leaveFollowing<State extends FollowThrough>(state: State): Step<State> {
  if (!isFollowing(state)) return { state, effects: [] };
  return resolveTicket({ ...state, following: null }, state.following.done);
}

function looked(
  following: Following,
  event: Extract<PolicyEvent, { type: 'account-read' | 'account-read-failed' }>,
): Following {
  const key = targetKey(event);
  return {
    ...following,
    looking: following.looking.filter((one) => one !== key),
    followed: following.followed.flatMap((one) => {
      if (targetKey(one) !== key) return [one];
      if (event.type === 'account-read-failed') return [{ ...one, isReadable: false }];
      return hasSign(one, event.status, following.since) ? [] : [{ ...one, isReadable: true }];
    }),
  };
}

function hasSign(before: Target, { lastSignInAt, password }: AccountStatus, since: string): boolean {
  const isNew = (now: string | null | undefined, was: string | null | undefined) =>
    now != null && now !== was && Date.parse(now) > Date.parse(since) - skew;
  return isNew(lastSignInAt, before.lastSignInAt) || isNew(password.changedAt, before.passwordChangedAt);
}

function look<State extends FollowThrough>(input: Omit<StepFollowingInput<State>, 'event'>): Followup<State> {
  const { state, situation } = input;
  const { following } = state;
  if (following.looking.length > 0) return { state, effects: [], outcome: undefined };
  const missing = following.followed.filter(({ isReadable }) => isReadable);
  if (following.followed.length === 0) return succeed(state, 'A sign-in or a new password was seen since.');
  const { nudgeAfter, handOffAfter } = situation.settings.followThrough;
  if (!following.nudged) {
    const nudgeAt = later(following.since, nudgeAfter);
    if (Date.parse(situation.instant) < Date.parse(nudgeAt)) {
      return { state, effects: [nextGlance(following.since, situation)], outcome: undefined };
    }
    const nudge: Effect = {
      type: 'say',
      sentences: [sentence('follow.nudge', { accounts: named(missing) })],
      question: {
        choices: canHandOver(state, input.tickets) ? ['works', 'service-desk'] : ['works'],
        about: missing.map(targetKey),
      },
    };
    // A nudge that comes late, after an outage of ours, leaves as much time for an answer as one that is in time.
    const at = later(situation.instant, handOffAfter - nudgeAfter);
    return {
      state: { ...state, following: { ...following, nudged: true } },
      effects: [...(missing.length > 0 ? [nudge] : []), timer(at)],
      outcome: undefined,
    };
  }
  if (missing.length === 0) return succeed(state, 'Whether it helped could not be seen.');
  const ticket = canHandOver(state, input.tickets) ? 'opened' : 'none';
  const said: Effect = {
    type: 'say',
    sentences: [sentence('follow.handed-over', { accounts: named(missing), ticket })],
  };
  return ticket === 'opened' ? giveUp({ ...input, said: [said] }) : succeed(state, 'No sign of success was seen.');
}

function succeed<State extends FollowThrough>(
  state: State & { readonly following: Following },
  sign: string,
  said: readonly Effect[] = [],
): Followup<State> {
  const { outcome, done } = state.following;
  const resolved = resolveTicket<State>({ ...state, following: null }, `${done} ${sign}`);
  return { state: resolved.state, effects: [...said, ...resolved.effects], outcome };
}

interface GiveUpInput<State> extends Omit<StepFollowingInput<State>, 'event'> {
  readonly said: readonly Effect[];
}

/** The desk is given the timeline. */
function giveUp<State extends FollowThrough>({
  state,
  situation,
  tickets,
  key,
  said,
}: GiveUpInput<State>): Followup<State> {
  const { following } = state;
  const timeline = [
    `${following.since}: ${following.done}`,
    ...(following.nudged ? ['Asked whether it works.'] : []),
    `${situation.instant}: given to people.`,
  ].join('\n');
  const who = list(following.followed);
  const handed = handOver<State>(
    { ...state, following: null },
    {
      key,
      tickets,
      subject: `Help with ${who}`,
      description: timeline,
      reason: `No sign-in to ${who} was seen since.\n${timeline}`,
    },
  );
  return { ...handed, effects: [...(handed.outcome === 'handed-off' ? said : []), ...handed.effects] };
}

function timer(at: string): Effect {
  return { type: 'timer', timer: 'follow-through', at };
}
