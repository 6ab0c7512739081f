import { type AccountName, type Sentence, sentence, type VerifiedRevocation } from '@access-account/messages';
import type { Effect, Say } from './effect.ts';
import type { Policy, Step } from './policy.ts';
import type { LinkMoved, PolicyEvent } from './policy-event.ts';
import { questionTimer } from './question-life.ts';
import type { LinkedAccount, Situation } from './situation.ts';
import { targetKey } from './target.ts';

/** An account whose sessions the owner wants ended. */
interface EndedSessions {
  readonly system: string;
  readonly account: string;
  readonly name: AccountName;
  /** null: not confirmed. Absent: being ended. */
  readonly revocation?: VerifiedRevocation | null;
}

/**
 * Something was done to somebody’s account, or by somebody else: every other channel of theirs is told, with “This wasn’t me” for a day.
 * Whoever presses it has the sessions of all their accounts ended, and is asked for more proof until the desk has settled it.
 */
export interface SecurityNoticeState {
  readonly stage:
    | 'new'
    | 'told'
    /** The owner said that it was not to be; the sessions are being ended. The server looks for this stage. */
    | 'reporting'
    | 'closed';
  /** What was removed, or unlocked, for the security team. */
  readonly removed: string;
  /** Who had it unlocked. Absent: the account's owner seemed to ask. */
  readonly by?: string;
  /** Who became the person on a channel. Absent: it is about something else. */
  readonly link?: Pick<LinkMoved, 'channel' | 'channelName' | 'user'>;
  /** Of the ticket that the security team has of it already. Absent: it has none. */
  readonly key?: string;
  readonly sessions: readonly EndedSessions[];
}

export const securityNoticePolicy: Policy<SecurityNoticeState> = {
  id: 'security-notice',
  version: 2,
  initial: { stage: 'new', removed: '', sessions: [] },

  step(state, event, situation) {
    switch (event.type) {
      case 'factors-reset': {
        const { removals } = event;
        if (state.stage !== 'new' || removals.length === 0) return { state, effects: [] };
        const removed = removals
          .map(({ name, factor, change }) => `${factor.label} of ${name.login} in ${change.system}`)
          .join(', ');
        return tell({ ...state, removed }, [sentence('mfa.done-elsewhere', { removals })], situation);
      }
      case 'unlocked-by-another': {
        const { by, unlocks } = event;
        if (state.stage !== 'new' || unlocks.length === 0) return { state, effects: [] };
        const removed = unlocks.map(({ name, change }) => `${name.login} in ${change.system}`).join(', ');
        const said = sentence('security.unlocked-by-another', { name: by, unlocks });
        return tell({ ...state, removed, by }, [said], situation);
      }
      case 'link-moved': {
        if (state.stage !== 'new') return { state, effects: [] };
        const { channel, channelName, user, before } = event;
        const named = { channel: channelName };
        const also = before === null ? {} : { also: { channel, conversation: before } };
        const told = tell(
          { ...state, link: { channel, channelName, user } },
          [sentence('link.moved-elsewhere', named)],
          situation,
          also,
        );
        const welcome: Effect = { type: 'say', sentences: [sentence('link.moved', named)] };
        // Whoever may object is told first: nothing that the new user does keeps them waiting.
        return { ...told, effects: [...told.effects, welcome] };
      }
      case 'account-suspected': {
        if (state.stage !== 'new') return { state, effects: [] };
        const { name, suspected, key } = event;
        const accounts = [name];
        const sentences = [
          ...suspected.map((one) => sentence('security.suspicion', { accounts, ...one })),
          sentence('security.suspicion-ask'),
        ];
        return tell({ ...state, key }, sentences, situation);
      }
      case 'choice-made':
        if (state.stage !== 'told' || event.choice !== 'not-me') return { state, effects: [] };
        return report(state, situation);
      case 'sessions-revoked':
      case 'identity-failed':
        return state.stage === 'reporting' ? ended(state, event, situation) : { state, effects: [] };
      case 'timer-due':
        if (state.stage !== 'told' || event.timer !== 'question') return { state, effects: [] };
        return { state: { ...state, stage: 'closed' }, effects: [{ type: 'close', outcome: 'answered' }] };
      default:
        return { state, effects: [] };
    }
  },
};

function tell(
  state: SecurityNoticeState,
  sentences: readonly Sentence[],
  situation: Situation,
  also: Pick<Say, 'also'> = {},
): Step<SecurityNoticeState> {
  return {
    state: { ...state, stage: 'told' },
    effects: [
      { type: 'say', sentences, question: { choices: ['not-me'], about: [] }, elsewhere: true, ...also },
      questionTimer(situation),
    ],
  };
}

/** Everybody who is signed in as the person is signed out, at every system that can: which of them it was is not known. */
function report(state: SecurityNoticeState, situation: Situation): Step<SecurityNoticeState> {
  const { link } = state;
  const key = ticketKey(state, situation);
  const able = situation.accounts.filter(({ operations }) => operations.includes('sessions.revoke'));
  const told: readonly Effect[] = [
    ...(link === undefined ? [] : [{ type: 'unlink' as const, channel: link.channel, user: link.user }]),
    { type: 'say', sentences: [sentence('security.reported-mfa'), sentence('security.wary')] },
    {
      type: 'ticket',
      operation: 'ticket.open',
      key,
      ...ticketOf(state),
    },
    {
      type: 'ticket',
      operation: 'ticket.hand-off',
      key,
      to: 'security',
      reason: 'The owner answered “This wasn’t me”.',
    },
  ];
  if (able.length === 0) return close({ state, effects: told });
  return {
    state: { ...state, stage: 'reporting', sessions: able.map(sessionsOf) },
    effects: [
      ...able.map(
        ({ system, account }): Effect => ({
          type: 'identity',
          operation: 'sessions.revoke',
          system,
          account,
          reported: true,
        }),
      ),
      ...told,
    ],
  };
}

/** What the security team is to look at. */
function ticketOf({ by, removed, key, link }: SecurityNoticeState): { subject: string; description: string } {
  if (key !== undefined)
    return {
      subject: 'Signs of somebody else reported by the account’s owner',
      description: 'The owner was told what the provider’s log shows, and says that it was not they.',
    };
  if (link !== undefined)
    return {
      subject: `A new user of ${link.channelName} reported by the account’s owner`,
      description: `The user ${link.user} of ${link.channelName} took the owner’s place there. The owner says that it was not they: neither that user nor whoever has taken the place since is the owner, nobody is the owner there until this is resolved, and then whoever comes first with the owner’s address.`,
    };
  if (by === undefined)
    return {
      subject: 'A reset of second factors reported by the account’s owner',
      description: `The owner says that somebody else had these removed: ${removed}.`,
    };
  return {
    subject: 'An unlock for somebody else reported by the account’s owner',
    description: `${by} had this unlocked: ${removed}. The owner says that it was not to be.`,
  };
}

function sessionsOf({ system, systemName, account, login }: LinkedAccount): EndedSessions {
  return { system, account, name: { login, system: systemName } };
}

/** Says what was confirmed once every system has answered, and tells the desk. */
function ended(
  before: SecurityNoticeState,
  event: Extract<PolicyEvent, { type: 'sessions-revoked' | 'identity-failed' }>,
  situation: Situation,
): Step<SecurityNoticeState> {
  const sessions = before.sessions.map((one) => {
    if (targetKey(one) !== targetKey(event)) return one;
    return { ...one, revocation: event.type === 'sessions-revoked' ? { name: one.name, change: event.change } : null };
  });
  const state = { ...before, sessions };
  if (sessions.some(({ revocation }) => revocation === undefined)) return { state, effects: [] };
  const revocations = sessions.flatMap(({ revocation }) => revocation ?? []);
  const remaining = sessions.filter(({ revocation }) => revocation === null).map(({ name }) => name);
  const listed = (names: readonly AccountName[]) =>
    names.map(({ login, system }) => `${login} in ${system}`).join(', ');
  const notes = [
    ...(revocations.length > 0 ? [`Sessions ended: ${listed(revocations.map(({ name }) => name))}.`] : []),
    ...(remaining.length > 0 ? [`Sessions that could not be confirmed as ended: ${listed(remaining)}.`] : []),
  ];
  return close({
    state,
    effects: [
      {
        type: 'say',
        sentences: [
          ...(revocations.length > 0 ? [sentence('mfa.sessions-ended', { revocations })] : []),
          ...(remaining.length > 0 ? [sentence('mfa.sessions-remain', { accounts: remaining })] : []),
        ],
      },
      { type: 'ticket', operation: 'ticket.note', key: ticketKey(state, situation), text: notes.join(' ') },
    ],
  });
}

function ticketKey({ key }: SecurityNoticeState, situation: Situation): string {
  return key ?? `case:${situation.case}`;
}

function close({ state, effects }: Step<SecurityNoticeState>): Step<SecurityNoticeState> {
  return { state: { ...state, stage: 'closed' }, effects: [...effects, { type: 'close', outcome: 'reported' }] };
}
