import type { AccountStatus, Lock } from '@access-account/contract';
import {
  type Action,
  type Authorisation,
  authorisationVersion,
  type Caution,
  decide,
  type Proof,
  type Relation,
  signalsOf,
  type Wariness,
} from '@access-account/policies';
import type { ShadowableFeature } from '../config/shadowed-features.ts';
import { isPaused, type PausableFeature } from '../pauses.ts';

/** What is known of the person and the account besides its state, read right now. */
export interface Facts {
  /** What the account is to the person: theirs by its link, that of somebody they manage as the directory says, or another’s. */
  readonly relation: Relation;
  /** Whether the person is of the help desk. */
  readonly helpDesk: boolean;
  /** Those of the case; who gave them was looked at. */
  readonly proofs: readonly Proof[];
  /** Lockouts of the account within 24 hours. */
  readonly lockouts: number;
  /** Of the account’s owner. */
  readonly wariness: Wariness;
  /** Whether many people are being locked at this moment. */
  readonly attack: boolean;
  /** What operators have stopped. */
  readonly paused: readonly string[];
}

export interface GateRules {
  /** Whether a feature only watches this account: nothing of it is done, whatever asks for it. */
  readonly isShadowed: (
    feature: ShadowableFeature,
    system: string,
    account: { readonly login: string; readonly email: string | null },
  ) => boolean;
  /** Whether a person's own second factors may be removed for a click in a channel alone. */
  readonly chatIsEnough: boolean;
  readonly caution: Caution;
}

interface Question {
  readonly system: string;
  readonly facts: Facts;
  /** Read right now. */
  readonly status: AccountStatus;
  readonly rules: GateRules;
  /** ISO 8601. */
  readonly instant: string;
  /** The ids of the factors that would go. Absent: it is about something else. */
  readonly removing?: readonly string[] | undefined;
}

export interface GateInput extends Question {
  /** The lock the person was shown. */
  readonly episode: string;
}

/** By which rule it is allowed, as the audit is told. */
export interface Grant {
  /** The rule, and the version of the rules. */
  readonly rule: string;
  /** The proofs it rests on. */
  readonly proofs: string;
}

export type Verdict =
  | { readonly verdict: 'allow'; readonly lock: Lock; readonly grant: Grant }
  /** Nothing is locked: there is nothing to do. */
  | { readonly verdict: 'already-open' }
  /** The state is another than the one that was shown: ask afresh, or refuse. */
  | { readonly verdict: 'changed'; readonly reason: string }
  /** It is not sure enough that it is the person, or operators have stopped it. */
  | { readonly verdict: 'withheld'; readonly reason: string };

/**
 * Asked right before every identity effect, with freshly read facts; a policy cannot go around it. Default deny.
 * An unlock is allowed to the account's own person, and with more proof to their manager and to the help desk; on an enabled account, for
 * the very lock by failed logins that was shown.
 */
export function gate({ episode, ...question }: GateInput): Verdict {
  const { lock, capabilities } = question.status;
  const authorisation = authorise('unlock', question);
  if (authorisation.decision === 'deny')
    return { verdict: 'changed', reason: denied(authorisation.reason, question.status) };
  if (lock === null) return { verdict: 'already-open' };
  if (lock.cause !== 'failed-logins') return { verdict: 'changed', reason: 'the lock is not one by failed logins' };
  if (lock.episode !== episode) return { verdict: 'changed', reason: 'the lock is a newer one' };
  if (!capabilities['account.unlock'].able)
    return { verdict: 'changed', reason: capabilities['account.unlock'].reason };
  const stopped = stoppedBy('unlock', question);
  if (stopped !== null) return { verdict: 'withheld', reason: stopped };
  return authorisation.decision === 'allow'
    ? { verdict: 'allow', lock, grant: grantOf(authorisation) }
    : { verdict: 'withheld', reason: unproven };
}

export interface PermitInput extends Question {
  readonly operation: string;
  /** What it comes to; null: a look, which needs no proof; `protect`: what takes access away, which the account’s own person may at any time. */
  readonly action: Action | 'protect' | null;
}

export type Permission =
  | { readonly verdict: 'allow'; readonly grant: Grant | null }
  | { readonly verdict: 'refuse'; readonly reason: string }
  /** It cannot be done for this account, whoever asks. */
  | { readonly verdict: 'unable'; readonly reason: string };

/**
 * The same question for everything that is not an unlock: only for the account's own person, on an enabled account, and
 * only what the provider says can be done for this very account.
 */
export function permit({ operation, action, ...question }: PermitInput): Permission {
  const { status } = question;
  const authorisation = authorise(action === null || action === 'protect' ? 'start-password' : action, question);
  if (authorisation.decision === 'deny') return { verdict: 'refuse', reason: denied(authorisation.reason, status) };
  const needed = isPartOfReset.has(operation) ? 'factor.remove' : operation;
  const capability = Object.entries(status.capabilities).find(([name]) => name === needed)?.[1];
  if (capability === undefined) return { verdict: 'unable', reason: `${needed} is not offered for the account` };
  if (!capability.able) return { verdict: 'unable', reason: capability.reason };
  if (action === null) return { verdict: 'allow', grant: null };
  const stopped = stoppedBy(action, question);
  if (stopped !== null) return { verdict: 'refuse', reason: stopped };
  if (action === 'protect') {
    if (question.facts.relation !== 'self') return { verdict: 'refuse', reason: notTheirs };
    return { verdict: 'allow', grant: { rule: `owner.${operation}@${authorisationVersion}`, proofs: '' } };
  }
  return authorisation.decision === 'allow'
    ? { verdict: 'allow', grant: grantOf(authorisation) }
    : { verdict: 'refuse', reason: unproven };
}

/** What belongs to taking factors away is possible where that is. */
const isPartOfReset: ReadonlySet<string> = new Set(['factor.list', 'recovery.read', 'sessions.revoke']);

const unproven = 'it is not shown well enough that it is the person';
const paused = 'operators have paused it';
const watched = 'the feature only watches this account';
const notTheirs = 'the account is not the person’s own';

/** What only protects belongs to no feature: it stops with everything, or with its system. */
const featureOf: Readonly<Record<Action, PausableFeature>> & { readonly protect: undefined } = {
  protect: undefined,
  unlock: 'unlockAccount',
  'start-password': 'passwordReset',
  'remove-factor': 'mfaReset',
  'remove-all-factors': 'mfaReset',
};

/** Why it is not to be done at this moment, whoever asks; null: nothing stands against it. */
function stoppedBy(action: Action | 'protect', { facts, system, rules, status }: Question): string | null {
  const feature = featureOf[action];
  if (isPaused(facts.paused, { feature, system })) return paused;
  return feature !== undefined && rules.isShadowed(feature, system, status.account) ? watched : null;
}

function authorise(action: Action, { system, facts, status, rules, instant, removing }: Question): Authorisation {
  return decide({
    actor: facts.helpDesk ? 'help-desk' : 'employee',
    relation: facts.relation,
    action,
    system,
    account: status.account.id,
    standing: status.standing,
    proofs: facts.proofs,
    removing,
    signals: signalsOf({
      lockouts: facts.lockouts,
      attack: facts.attack,
      passwordChangedAt: status.password.changedAt,
      wariness: facts.wariness,
      caution: rules.caution,
      instant,
    }),
    chatIsEnough: rules.chatIsEnough,
    instant,
  });
}

function denied(reason: 'not-recognised' | 'not-theirs' | 'not-enabled', { standing }: AccountStatus): string {
  return reason === 'not-enabled' ? `the account is ${standing}` : notTheirs;
}

function grantOf({ rule, proofs }: Extract<Authorisation, { decision: 'allow' }>): Grant {
  return { rule: `${rule}@${authorisationVersion}`, proofs: proofs.join(', ') };
}
