import { type AccountName, type FactorName, type Sentence, sentence } from '@access-account/messages';
import type { Action, Proof, ProofKind, Signal } from './authorisation/asking.ts';
import { type Authorisation, decide } from './authorisation/decide.ts';
import type { ChoiceName, Effect, ProofWay } from './effect.ts';
import { later } from './later.ts';
import type { Step } from './policy.ts';
import { questionTimer } from './question-life.ts';
import type { Situation } from './situation.ts';
import { type Target, targetKey } from './target.ts';

/** What showing that it is the person needs of a policy's state. */
export interface Proving {
  readonly proofs: readonly Proof[];
  /** What was asked for already, by `askedKey`: nobody is asked twice for the same. */
  readonly proofsAsked: readonly string[];
}

export const notProving: Proving = { proofs: [], proofsAsked: [] };

/** An act on one of the person's own accounts. */
export interface OwnAct {
  readonly action: Action;
  readonly target: Target;
  readonly signals: readonly Signal[];
  /** The ids of the factors that would go. Absent: none. */
  readonly removing?: readonly string[];
  /** How the account itself lets its owner show it. Absent: in no way. */
  readonly ways?: readonly ProofWay[];
}

/** Whether the person may do it, with what was shown so far. The gate asks the same again right before the act. */
export function authorise({ proofs }: Proving, act: OwnAct, situation: Situation): Authorisation {
  const { action, target, signals, removing } = act;
  const { settings, instant } = situation;
  const { system, account } = target;
  return decide({
    actor: 'employee',
    relation: 'self',
    action,
    system,
    account,
    // It was looked at; what it is by now, the gate sees.
    standing: 'enabled',
    proofs,
    signals,
    obtainable: obtainable(act, situation),
    ...(removing === undefined ? {} : { removing }),
    chatIsEnough: settings.mfaReset.verification === 'chat',
    instant,
  });
}

function obtainable(
  { action, target: { system, manager }, ways = [] }: OwnAct,
  { settings, accounts }: Situation,
): readonly ProofKind[] {
  const { freshLogin, managerApproval, otherFactor, code } = settings.proof;
  // Whoever is locked out of the page cannot show it there.
  const isLockedThere = action === 'unlock' && system === freshLogin;
  const canSignIn = accounts.some((one) => one.system === freshLogin) && !isLockedThere;
  return [
    ...(otherFactor && ways.some(({ by }) => by === 'factor') ? (['factor'] as const) : []),
    ...(canSignIn ? (['fresh-login'] as const) : []),
    ...(managerApproval && manager !== undefined ? (['manager-approval'] as const) : []),
    ...(code.enabled && ways.some(({ by }) => by === 'code') ? (['code'] as const) : []),
  ];
}

export interface AskProofOptions extends OwnAct {
  readonly needed: Extract<Authorisation, { decision: 'need' }>;
  readonly said: Sentence;
  readonly about: readonly string[];
}

/** Asks for what is missing, by the ways that were not tried yet. */
export function askProof(
  { proofsAsked }: Proving,
  { needed, said, about, action, target, ways: own = [] }: AskProofOptions,
  situation: Situation,
): readonly Effect[] {
  const kinds = needed.oneOf.flat();
  const canAsk = kinds.includes('manager-approval');
  const wasAsked = proofsAsked.includes(askedKey('manager-approval', target));
  const choices: readonly ChoiceName[] = [
    ...(canAsk && !wasAsked ? (['ask-manager'] as const) : []),
    'service-desk',
    'cancel',
  ];
  const { system, account } = target;
  const { instant, settings } = situation;
  const until = later(instant, settings.proof.approvalWithin);
  const asked = (by: ProofWay['by']) => own.filter((way) => way.by === by && kinds.includes(by));
  const ways: readonly ProofWay[] = [
    ...asked('factor'),
    ...(kinds.includes('fresh-login') ? [{ by: 'fresh-login' } as const] : []),
    ...asked('code'),
  ];
  // Where there is but one way, the link says it.
  const isSignIn = ways.every(({ by }) => by === 'fresh-login');
  const label = sentence(isSignIn ? 'proof.sign-in' : 'proof.confirm');
  const proof = { label, action, system, account, until, ways };
  return [
    {
      type: 'say',
      sentences: [said],
      question: { choices, about },
      ...(ways.length > 0 ? { proof } : {}),
    },
    questionTimer(situation),
  ];
}

export interface AskManagerOptions extends OwnAct {
  readonly accounts: readonly AccountName[];
  /** Those to be removed; none where it is about something else. */
  readonly factors: readonly FactorName[];
}

/** Asks whoever the directory names as the manager, in a conversation of their own; the person can still take another way. */
export function askManager<State extends Proving>(
  state: State,
  { action, target, accounts, factors }: AskManagerOptions,
  { person, case: id, instant, settings }: Situation,
): Step<State> {
  const { system, account, manager } = target;
  const asked = askedKey('manager-approval', target);
  if (manager === undefined || state.proofsAsked.includes(asked)) return { state, effects: [] };
  const until = later(instant, settings.proof.approvalWithin);
  return {
    state: { ...state, proofsAsked: [...state.proofsAsked, asked] },
    effects: [
      {
        type: 'hand-over',
        to: 'approval',
        owner: { system, account: manager },
        event: {
          type: 'approval-asked',
          from: { person: person.id, case: id },
          displayName: person.displayName,
          action,
          system,
          account,
          accounts,
          factors,
          until,
        },
      },
      {
        type: 'say',
        sentences: [sentence('proof.manager-asked')],
        question: { choices: ['service-desk', 'cancel'], about: [targetKey(target)] },
      },
      { type: 'timer', timer: 'question', at: until },
    ],
  };
}

/** Whether a case waits for what shows that it is the person. */
export function isProving(state: unknown): boolean {
  return (state as { readonly stage?: unknown } | null)?.stage === 'proving';
}

function askedKey(kind: ProofKind, target: Target): string {
  return `${kind}:${targetKey(target)}`;
}
