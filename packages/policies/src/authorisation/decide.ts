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
  /** Enough was shown, and it is waited for whoever would say that it was not they. */
  | { readonly decision: 'hold'; readonly rule: string /** ISO 8601 instant. */; readonly until: string }
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
  'moved-link': ['unlock', 'remove-factor', 'remove-all-factors'],
  'repeated-resets': ['remove-factor', 'remove-all-factors'],
  'many-resets': ['remove-factor', 'remove-all-factors'],
  'outside-hours': ['remove-factor', 'remove-all-factors'],
};

/** What a sign asks for at least, whoever asks: whoever has to show more anyway shows no more than that. */
const required: Readonly<{ [Of in Signal]?: Levels }> = { attack: { unlock: 2 } };

/** What reaches a level, the easiest first. */
const sufficient: Readonly<Record<Assurance, readonly (readonly ProofKind[])[]>> = {
  1: [[]],
  2: [['factor'], ['fresh-login'], ['manager-approval'], ['code']],
  3: [
    ['factor', 'manager-approval'],
    ['fresh-login', 'manager-approval'],
  ],
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
  const proofs = asking.proofs.filter((proof) => holds(proof, asking));
  const given = kindsOf(proofs);
  const held = proofs.filter((proof) => isHeld(proof, asking));
  const counting = kindsOf(proofs.filter((proof) => !held.includes(proof)));
  const options = sufficient[assuranceOf(level, asking)].filter((kinds) =>
    kinds.every((kind) => isGoodFor(kind, asking)),
  );
  const lacking = (shown: readonly ProofKind[]) =>
    options.map((kinds) => kinds.filter((kind) => !shown.includes(kind)));
  if (lacking(counting).some((missing) => missing.length === 0)) return { decision: 'allow', rule, proofs: counting };
  if (lacking(given).some((missing) => missing.length === 0)) return { decision: 'hold', rule, until: firstOf(held) };
  const oneOf = lacking(given).filter((missing) => missing.every((kind) => asking.obtainable?.includes(kind)));
  return oneOf.length > 0 ? { decision: 'need', rule, oneOf } : { decision: 'ticket', rule };
}

function kindsOf(proofs: readonly Proof[]): readonly ProofKind[] {
  return [...new Set(proofs.map(({ kind }) => kind))];
}

function takesFactors(action: Action): boolean {
  return action === 'remove-factor' || action === 'remove-all-factors';
}

/** Whether somebody can still say that it was not they. Two codes are not worth more than the first of them. */
function isHeld({ countsFrom }: Proof, { action, instant }: Asking): boolean {
  return takesFactors(action) && Date.parse(instant) < Date.parse(countsFrom ?? instant);
}

/** When the first of them counts. */
function firstOf(held: readonly Proof[]): string {
  return new Date(Math.min(...held.map(({ countsFrom = '' }) => Date.parse(countsFrom)))).toISOString();
}

function assuranceOf(level: Assurance, { relation, action, signals, chatIsEnough }: Asking): Assurance {
  const isOwnFactor = relation === 'self' && takesFactors(action);
  const base = isOwnFactor && chatIsEnough ? 1 : level;
  const isRaised = signals.some((signal) => raised[signal].includes(action));
  const least = signals.map((signal) => required[signal]?.[action] ?? 1);
  return Math.max(isRaised ? Math.min(3, base + 1) : base, ...least) as Assurance;
}

/**
 * What a proof is good for at all. A factor speaks for the account it belongs to, and only while it stays: for its owner, where
 * another one goes. A code only shows that somebody reads a mailbox: good for its owner, and only where nothing speaks for care.
 */
function isGoodFor(kind: ProofKind, { relation, action, signals }: Asking): boolean {
  switch (kind) {
    case 'factor':
      return relation === 'self' && action === 'remove-factor';
    case 'code':
      return relation === 'self' && signals.length === 0;
    default:
      return true;
  }
}

/** A proof counts for what it was given for, and while it lasts; that it was for one factor is none for all of them. */
function holds(proof: Proof, asking: Asking): boolean {
  const { action, system, account, instant, removing } = asking;
  if (!isGoodFor(proof.kind, asking)) return false;
  if (proof.kind === 'code' && takesFactors(action) && proof.countsFrom === undefined) return false;
  if (proof.kind === 'factor' && (proof.factor === undefined || removing?.includes(proof.factor))) return false;
  const isSameAct = proof.action === action || (proof.action === 'remove-all-factors' && action === 'remove-factor');
  const isSameAccount = proof.system === system && proof.account === account;
  return isSameAct && isSameAccount && Date.parse(instant) < Date.parse(proof.until);
}
