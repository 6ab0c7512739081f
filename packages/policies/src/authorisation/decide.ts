import type { Action, Actor, Asking, Proof, ProofKind, Relation, Signal } from './asking.ts';

/** Rises whenever the same question may get another answer. Kept with every audit entry of an act. */
export const authorisationVersion = 2;

/**
 * How sure it must be that it is the person.
 * 1: signed in to a channel that is linked to them. 2: one proof that does not rest on the channel. 3: two that rest on different people.
 */
export type Assurance = 1 | 2 | 3;

export type Authorisation =
  | { readonly decision: 'allow'; readonly rule: string; readonly proofs: readonly ProofKind[] }
  /** Any one of these sets would do; each lists what is still missing. */
  | { readonly decision: 'need'; readonly rule: string; readonly oneOf: readonly (readonly ProofKind[])[] }
  /** Nothing that can be had here would prove enough: people must look. */
  | { readonly decision: 'ticket'; readonly rule: string }
  | { readonly decision: 'deny'; readonly reason: 'not-recognised' | 'not-theirs' | 'not-enabled' };

type Levels = Readonly<{ [Of in Action]?: Assurance }>;

const own: Levels = { unlock: 1, 'start-password': 1, 'remove-factor': 2, 'remove-all-factors': 2 };
const managed: Levels = { unlock: 2 };
const desk: Levels = { unlock: 2, 'start-password': 2, 'remove-factor': 3, 'remove-all-factors': 3 };

/** Who may do what to whom, and how sure it must be. What is not in it is denied. */
const table: Readonly<{ [By in Actor]?: Readonly<{ [To in Relation]?: Levels }> }> = {
  employee: { self: own, manager: managed },
  'help-desk': { self: own, manager: desk, other: desk },
  administrator: { self: own, manager: managed },
};

/** By how much a sign raises what must be shown, for which acts. */
const raised: Readonly<Record<Signal, readonly Action[]>> = {
  'repeated-locks': ['unlock'],
  attack: [],
  'password-changed': ['remove-factor', 'remove-all-factors'],
  // A new password is begun at the provider's own page, which asks for its own proof.
  reported: ['unlock', 'remove-factor', 'remove-all-factors'],
  'repeated-resets': ['remove-factor', 'remove-all-factors'],
  'many-resets': ['remove-factor', 'remove-all-factors'],
  'outside-hours': ['remove-factor', 'remove-all-factors'],
};

/** What a sign asks for at least, whoever asks: whoever has to show more anyway shows no more than that. */
const required: Readonly<{ [Of in Signal]?: Levels }> = { attack: { unlock: 2 } };

/** What reaches a level, the easiest first. */
const sufficient: Readonly<Record<Assurance, readonly (readonly ProofKind[])[]>> = {
  1: [[]],
  2: [['fresh-login'], ['manager-approval']],
  3: [['fresh-login', 'manager-approval']],
};

/**
 * Whether an act may be done. Default deny: what no rule allows, and what is not known, is denied.
 * More proof never gets less, and more signals never get more.
 */
export function decide(asking: Asking): Authorisation {
  const { actor, relation = 'unknown', action, standing } = asking;
  const levels = table[actor];
  if (levels === undefined) return { decision: 'deny', reason: 'not-recognised' };
  const level = levels[relation]?.[action];
  if (level === undefined) return { decision: 'deny', reason: 'not-theirs' };
  if (standing !== 'enabled') return { decision: 'deny', reason: 'not-enabled' };
  const rule = `${actor}.${relation}.${action}`;
  const given = [...new Set(asking.proofs.filter((proof) => holds(proof, asking)).map(({ kind }) => kind))];
  const options = sufficient[assuranceOf(level, asking)].map((kinds) => kinds.filter((kind) => !given.includes(kind)));
  if (options.some((missing) => missing.length === 0)) return { decision: 'allow', rule, proofs: given };
  const oneOf = options.filter((missing) => missing.every((kind) => asking.obtainable?.includes(kind)));
  return oneOf.length > 0 ? { decision: 'need', rule, oneOf } : { decision: 'ticket', rule };
}

function assuranceOf(level: Assurance, { relation, action, signals, chatIsEnough }: Asking): Assurance {
  const isOwnFactor = relation === 'self' && (action === 'remove-factor' || action === 'remove-all-factors');
  const base = isOwnFactor && chatIsEnough ? 1 : level;
  const isRaised = signals.some((signal) => raised[signal].includes(action));
  const least = signals.map((signal) => required[signal]?.[action] ?? 1);
  return Math.max(isRaised ? Math.min(3, base + 1) : base, ...least) as Assurance;
}

/** A proof counts for what it was given for, and while it lasts; that it was for one factor is none for all of them. */
function holds(proof: Proof, { action, system, account, instant }: Asking): boolean {
  const isSameAct = proof.action === action || (proof.action === 'remove-all-factors' && action === 'remove-factor');
  const isSameAccount = proof.system === system && proof.account === account;
  return isSameAct && isSameAccount && Date.parse(instant) < Date.parse(proof.until);
}
