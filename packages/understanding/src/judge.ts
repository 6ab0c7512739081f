import type { Guess } from './classifier.ts';
import type { Intent } from './reading.ts';
import type { Rule } from './rules.ts';

/** What is wanted, as far as it can be told. */
export interface Judgement {
  readonly tier: 'propose' | 'clarify' | 'none';
  /** The likeliest first; of `propose` the one. */
  readonly candidates: readonly Intent[];
}

export interface JudgeInput {
  /** Those that fit, the first is meant. */
  readonly rules: readonly Rule[];
  readonly guesses: readonly Guess[];
  /** Whether a word says what it is about: without one a guess is no more than that. */
  readonly isAnchored: boolean;
}

const actions: ReadonlySet<string> = new Set(['unlock_account', 'password_reset', 'password_change', 'mfa_reset']);

/** A rule and the classifier agree: proposed. Only one of them is sure: asked. */
export function judge({ rules, guesses, isAnchored }: JudgeInput): Judgement {
  const [rule] = rules;
  const [top] = guesses;
  const probability = (intent: string) => guesses.find((guess) => guess.intent === intent)?.probability ?? 0;
  if (rule === undefined) return guessed({ top, isAnchored });
  if (rule.intent === 'none') return { tier: 'none', candidates: [] };
  const intent = rule.intent as Intent;
  if (!actions.has(intent)) {
    const isMeant = rule.unsure !== true || probability(intent) >= 0.35;
    return isMeant ? { tier: 'propose', candidates: [intent] } : guessed({ top, isAnchored });
  }
  const nothing = probability('out_of_scope');
  if (rule.unsure === true) {
    if (nothing > 0.9) return { tier: 'none', candidates: [] };
    return { tier: 'clarify', candidates: [intent] };
  }
  return { tier: nothing > 0.8 ? 'clarify' : 'propose', candidates: [intent] };
}

function guessed({ top, isAnchored }: { readonly top: Guess | undefined; readonly isAnchored: boolean }): Judgement {
  if (top === undefined || top.intent === 'out_of_scope') return { tier: 'none', candidates: [] };
  if (!actions.has(top.intent)) return { tier: 'none', candidates: [] };
  return isAnchored && top.probability >= 0.97
    ? { tier: 'clarify', candidates: [top.intent] }
    : { tier: 'none', candidates: [] };
}
