import { type Sentence, sentence, type VerifiedUnlock } from '@access-account/messages';
import type { CaseOutcome, Effect } from './effect.ts';
import type { PolicyEvent } from './policy-event.ts';
import type { Situation } from './situation.ts';
import { linkedAccount, named, readTarget, type Target, targetKey, withTarget } from './target.ts';

/** What unlocking needs of a policy's state: both ways into an unlock share the rest of the way. */
export interface Unlocking {
  readonly targets: readonly Target[];
  /** The ticket of this access episode; null until one was asked for. */
  readonly ticket: string | null;
  /** The person was told that a system cannot be reached. */
  readonly delayTold: boolean;
}

export const notUnlocking: Unlocking = { targets: [], ticket: null, delayTold: false };

interface Begun<State> {
  readonly state: State;
  readonly effects: readonly Effect[];
}

/** The ticket's key: the notice and the person's own request about the same lock share one. */
export function episodeKey(targets: readonly Target[], situation: Situation): string {
  const [first] = targets
    .filter(({ episode }) => episode !== null)
    .map((target) => `unlock:${targetKey(target)}:${target.episode}`)
    .sort();
  return first ?? `case:${situation.case}`;
}

/** Starts lifting the locks that the person was shown and said Yes to. */
export function beginUnlock<State extends Unlocking>(
  state: State,
  about: readonly string[],
  situation: Situation,
): Begun<State> {
  const chosen = state.targets.filter((target) => target.stage === 'locked' && about.includes(targetKey(target)));
  const key = state.ticket ?? episodeKey(chosen, situation);
  const opensTicket = situation.settings.unlockAccount.tickets === 'always' && state.ticket === null;
  return {
    state: {
      ...state,
      ticket: opensTicket ? key : state.ticket,
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
      ...(opensTicket
        ? [openTicket(key, `Unlock ${list(chosen)}`, `Locked after failed logins: ${list(chosen)}.`)]
        : []),
    ],
  };
}

/** What an outcome of reading or unlocking means for the targets; undefined: the event is about something else. */
export function takeOutcome(
  targets: readonly Target[],
  event: PolicyEvent,
  instant: string,
): readonly Target[] | undefined {
  switch (event.type) {
    case 'account-read':
    case 'account-changed':
      return withTarget(targets, event, (target) => readTarget(target, event.status, instant));
    case 'account-unlocked':
      return withTarget(targets, event, (target) => ({ ...target, stage: 'unlocked', change: event.change }));
    case 'account-found-open':
      return withTarget(targets, event, (target) => ({ ...target, stage: 'found-open' }));
    case 'account-read-failed':
    case 'account-unlock-failed':
      return withTarget(targets, event, (target) => ({ ...target, stage: 'failed' }));
    default:
      return undefined;
  }
}

export interface Conclusion<State> extends Begun<State> {
  /** null: a ticket was handed to people, and the case waits to tell its number. */
  readonly outcome: CaseOutcome | null;
}

/** Says what became of every target, and settles the ticket. */
export function conclude<State extends Unlocking>(state: State, situation: Situation): Conclusion<State> {
  const at = (stage: Target['stage']) => state.targets.filter((target) => target.stage === stage);
  const open = [...at('open'), ...at('found-open')];
  const failed = at('failed');
  const refused = at('refused');
  const unlocks = at('unlocked').flatMap((target): readonly (VerifiedUnlock & { readonly target: Target })[] =>
    target.change === null
      ? []
      : [{ name: { login: target.login, system: target.systemName }, change: target.change, target }],
  );
  const sentences: Sentence[] = [
    ...unlockedSentences(unlocks, situation),
    ...openSentences(open),
    ...(failed.length > 0 ? [sentence('unlock.failed', { accounts: named(failed) })] : []),
    ...(refused.length > 0 ? [sentence('unlock.refused')] : []),
  ];
  const troubled = [...failed, ...refused];
  const settings = situation.settings.unlockAccount;
  const key = state.ticket ?? episodeKey(state.targets, situation);
  const says: Effect[] = sentences.length > 0 ? [{ type: 'say', sentences }] : [];

  if (troubled.length > 0) {
    const opens = state.ticket === null;
    if (settings.tickets === 'never' && opens) {
      return { state, effects: says, outcome: 'refused' };
    }
    return {
      state: { ...state, ticket: key },
      effects: [
        ...says,
        ...(opens ? [openTicket(key, `Help with ${list(troubled)}`, `Asked to unlock: ${list(state.targets)}.`)] : []),
        {
          type: 'ticket',
          operation: 'ticket.hand-off',
          key,
          to: 'service-desk',
          reason: `Not unlocked automatically: ${list(troubled)}.`,
        },
      ],
      outcome: null,
    };
  }
  const resolution = [
    ...unlocks.map(({ name, change }) => `Unlocked ${name.login} in ${change.system}; read back as not locked.`),
    ...open.map(({ login, systemName }) => `${login} in ${systemName} was not locked; nothing was changed.`),
  ].join(' ');
  return {
    state,
    effects: [
      ...says,
      ...(state.ticket === null
        ? []
        : [{ type: 'ticket', operation: 'ticket.resolve', key: state.ticket, resolution } as const]),
    ],
    outcome: unlocks.length > 0 ? 'unlocked' : 'self-resolved',
  };
}

function unlockedSentences(
  unlocks: readonly (VerifiedUnlock & { readonly target: Target })[],
  situation: Situation,
): readonly Sentence[] {
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

export function openTicket(key: string, subject: string, description: string): Effect {
  return { type: 'ticket', operation: 'ticket.open', key, subject, description };
}

export function list(targets: readonly Target[]): string {
  return targets.map(({ login, systemName }) => `${login} (${systemName})`).join(', ');
}
