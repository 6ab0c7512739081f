import type { Model } from './classifier.ts';
import type { Concepts } from './concept-matcher.ts';
import type { Rule } from './rules.ts';

/** What people call things in one language: lexicon/<lang>.yaml. */
export interface Lexicon {
  readonly language: string;
  readonly concepts: Concepts;
  /** Words in which one slip is forgiven. */
  readonly slips: readonly string[];
  /** May stand between a noun such as "account" and the name of a system: "cuenta DE LA Acme". */
  readonly between?: readonly string[];
  /** Stand where the name of a system stands, and name none. */
  readonly generic?: readonly string[];
}

/** What concepts mean together: rules.yaml. */
export interface RuleBook {
  /** Concepts whose words mean nothing else. */
  readonly shadows: readonly string[];
  readonly rules: readonly Rule[];
}

/** How one language answers a question: answers/<lang>.yaml. */
export interface Answers {
  readonly language: string;
  readonly yes: readonly string[];
  readonly no: readonly string[];
  readonly cancel: readonly string[];
  readonly edit: readonly string[];
  readonly ignore: readonly string[];
  /** Said along with an answer; it decides nothing. */
  readonly courtesies: readonly string[];
}

/** Names of systems: systems.yaml. */
export interface Systems {
  /** Services people have accounts at: a name of these is a system even where nothing else says so. */
  readonly wellKnown: readonly string[];
  /** By the name of a connector: what else people call it. */
  readonly aliases: Readonly<Record<string, readonly string[]>>;
}

/** What people write when they want something: intents/<intent>/<lang>.yaml; `out_of_scope` is negatives/<lang>.yaml. */
export interface Utterances {
  readonly intent: string;
  readonly language: string;
  readonly utterances: readonly string[];
}

/** Everything that texts are read with, but what is learned from it. */
export interface Vocabulary {
  readonly lexicons: readonly Lexicon[];
  readonly ruleBook: RuleBook;
  readonly answers: readonly Answers[];
  readonly systems: Systems;
  readonly utterances: readonly Utterances[];
  /** Those that are understood as they stand, whatever the rules make of their words: an organisation's own. */
  readonly wordForWord?: readonly Utterances[];
}

export interface Knowledge {
  readonly vocabulary: Vocabulary;
  readonly model: Model;
}
