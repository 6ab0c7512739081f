import type { ChoiceName, Effect, PolicyId, Say } from '@access-account/policies';

/** Somebody the product helps. */
export interface Person {
  readonly id: string;
  readonly displayName: string;
  readonly login: string;
  readonly email: string | null;
  readonly locale: string;
}

/** Where a case's messages go. */
export interface Address {
  readonly channel: string;
  readonly conversation: string;
}

/** A question that waits for its answer. */
export interface OpenQuestion {
  /** The effect that asks it. */
  readonly effect: string;
  readonly choices: readonly ChoiceName[];
  readonly about: readonly string[];
  /** ISO 8601. */
  readonly askedAt: string;
}

/** One course of help: one policy instance for one person. */
export interface HelpCase {
  readonly id: string;
  readonly person: string;
  readonly policy: PolicyId;
  readonly policyVersion: number;
  readonly state: unknown;
  /** 0: not stored yet. */
  readonly version: number;
  readonly nextOrdinal: number;
  readonly question: OpenQuestion | null;
  /** The accounts it has looked at or acted on, as `system/account`. */
  readonly subjects: readonly string[];
  readonly address: Address | null;
  readonly locale: string;
}

/** Bringing a question's message up to date once it was answered or closed. Not a policy's business. */
export interface Settle {
  readonly type: 'settle';
  /** The effect that asked. */
  readonly question: string;
  /** The label of the answer; null: the question was closed without one. */
  readonly answer: string | null;
}

/** What a policy wants done as it waits to be performed; a message in place of another knows which. */
export type RecordedEffect = Exclude<Effect, Say | { type: 'close' }> | RecordedSay | Settle;

export type RecordedSay = Say & { readonly replaces?: string };
