import { AnswerGrammar } from './answer-grammar.ts';
import { Classifier, type Guess } from './classifier.ts';
import { cleanText } from './clean-text.ts';
import type { ConceptMatcher, Hit } from './concept-matcher.ts';
import { conceptsOf } from './concepts-of.ts';
import { featuresOf } from './features.ts';
import { isAnotherLanguage } from './is-another-language.ts';
import { type Judgement, judge } from './judge.ts';
import type { Knowledge, Systems, Utterances, Vocabulary } from './knowledge.ts';
import { matchersOf } from './matchers-of.ts';
import { expandedPatterns } from './pattern.ts';
import { readSystem } from './read-system.ts';
import { ownerElsewhere, readTarget } from './read-target.ts';
import type { Intent, KnownSystem, Reading, UnderstandInput } from './reading.ts';
import { redactSecrets } from './redact-secrets.ts';
import { fittingRules, type Rule } from './rules.ts';
import { type Token, tokensOf } from './tokens.ts';
import { wordsOf } from './words.ts';

/** Why a text was read so. */
export interface Explanation {
  readonly reading: Reading;
  /** In the order of the text; `words` as the lexicon has them. */
  readonly concepts: readonly { readonly concept: string; readonly words: string }[];
  /** Names of the rules that fit. The first is meant. */
  readonly rules: readonly string[];
  /** What the classifier holds for likeliest, three of them. */
  readonly guesses: readonly Guess[];
}

/** Without one of these a guess is no more than that. */
const anchors: ReadonlySet<string> = new Set([
  'ACCOUNT',
  'LOGIN',
  'PASSWORD',
  'MFA',
  'PHONE',
  'LOCKED_OUT',
  'CREDENTIALS',
  'DEVICE',
  'TOKEN',
]);
/** With one of these it is about something else. */
const strangers: readonly string[] = ['ELSEWHERE', 'BANK_PIN', 'FIND', 'BUY'];
/** What the second factor is. */
const deviceConcepts: ReadonlySet<string> = new Set(['PHONE', 'TOKEN', 'DEVICE', 'MFA']);
const nobodyElse = { kind: 'self' } as const;

type Slots = Pick<Reading, 'system' | 'target' | 'device'>;

interface SlotInput {
  readonly text: string;
  readonly systems: readonly KnownSystem[];
  readonly tokens: readonly Token[];
  readonly hits: readonly Hit[];
}

interface Sighting extends Judgement {
  readonly slots: Slots;
  readonly tokens: readonly Token[];
  readonly hits: readonly Hit[];
  readonly rules: readonly string[];
  readonly guesses: readonly Guess[];
}

/** Reads texts with one knowledge. Pure, in linear time; it looks at the first 4,000 characters. */
export class Understanding {
  readonly #vocabulary: Vocabulary;
  readonly #matchers: ReadonlyMap<string, ConceptMatcher>;
  readonly #wellKnown: ReadonlySet<string>;
  /** What people are known to write, word for word, as rules. */
  readonly #whole: ReadonlyMap<string, Rule>;
  readonly #grammar: AnswerGrammar;
  readonly #classifier: Classifier;

  constructor({ vocabulary, model }: Knowledge) {
    this.#vocabulary = vocabulary;
    this.#matchers = matchersOf(vocabulary);
    this.#wellKnown = new Set(vocabulary.systems.wellKnown);
    this.#whole = wholeUtterances(vocabulary.wordForWord ?? []);
    this.#grammar = new AnswerGrammar(vocabulary.answers);
    this.#classifier = new Classifier(model);
  }

  read(input: UnderstandInput): Reading {
    return this.explain(input).reading;
  }

  /** Secrets are taken out first: nothing behind that line has seen them. */
  explain({ text, systems, question, language = null, expectsSecret = false }: UnderstandInput): Explanation {
    const clean = cleanText(text);
    const isAnswer =
      expectsSecret &&
      (this.#grammar.read(clean) !== null || conceptsOf({ text: clean, matchers: this.#matchers }).hits.length > 0);
    const { redacted, containsSecret } = redactSecrets(clean, { expectsSecret: expectsSecret && !isAnswer });
    const privacy = { redacted, containsSecret };
    const answer = containsSecret ? null : this.#grammar.read(redacted);
    const nothing = { mode: 'do', system: null, target: nobodyElse, device: null, ...privacy } as const;
    if (answer !== null && (question !== null || answer === 'cancel')) {
      const isOffered = answer !== 'edit' || question === 'yes-edit-cancel';
      const reading: Reading = isOffered
        ? { intent: answer, tier: 'propose', candidates: [answer], ...nothing }
        : { intent: null, tier: 'none', candidates: [], ...nothing };
      return { reading, concepts: [], rules: [`answer: ${answer}`], guesses: [] };
    }
    const seen = this.#see({ text: redacted, language, systems });
    const why = {
      concepts: seen.hits.map(({ concept, start, end }) => ({ concept, words: wordsAt(seen.tokens, start, end) })),
      rules: seen.rules,
      guesses: seen.guesses.slice(0, 3),
    };
    const mode = seen.hits.some(({ concept }) => concept === 'HOW') ? 'how' : 'do';
    const { tier, candidates } = seen;
    if (tier === 'none') {
      const intent = answer !== null || seen.tokens.length === 0 ? null : 'out_of_scope';
      return { reading: { intent, tier, candidates, ...nothing, mode }, ...why };
    }
    const [first] = candidates;
    const intent: Intent | null = tier === 'propose' ? (first ?? null) : null;
    return { reading: { intent, tier, candidates, mode, ...seen.slots, ...privacy }, ...why };
  }

  #see({
    text,
    language,
    systems,
  }: {
    readonly text: string;
    readonly language: string | null;
    readonly systems: readonly KnownSystem[];
  }): Sighting {
    const { tokens, hits, scale } = conceptsOf({ text, matchers: this.#matchers, language });
    const slots = this.#slots({ text, systems, tokens, hits });
    const whole = this.#whole.get(tokens.map(({ word }) => word).join(' '));
    const fitting = fittingRules({ rules: this.#vocabulary.ruleBook.rules, hits, length: tokens.length, scale });
    const present = new Set(hits.map(({ concept }) => concept));
    const found = fitting.length > 0 ? fitting : namedRules({ present, slots });
    const rules = whole === undefined ? found : [whole, ...found];
    const guesses = this.#classifier.guesses(featuresOf({ tokens, hits }));
    const isAnchored =
      [...present].some((concept) => anchors.has(concept)) && !strangers.some((concept) => present.has(concept));
    return {
      tokens,
      hits,
      slots,
      rules: rules.map(({ name }) => name),
      guesses,
      ...judge({ rules, guesses, isAnchored }),
    };
  }

  #slots({ text, systems, tokens, hits }: SlotInput): Slots {
    const words = wordsOf(text);
    const known = withAliases(systems, this.#vocabulary.systems);
    const wellKnown = this.#wellKnown;
    const device = hits.find(({ concept }) => deviceConcepts.has(concept));
    const system = readSystem({ words, systems: known, wellKnown, tokens, hits, lexicons: this.#vocabulary.lexicons });
    const owner = isAnotherLanguage(words) ? ownerElsewhere({ text, system }) : null;
    return {
      system: owner === null ? system : null,
      target:
        owner === null
          ? readTarget({ words, systems: known, wellKnown, tokens, hits, text })
          : { kind: 'other', words: owner },
      device: device === undefined ? null : wordsAt(tokens, device.start, device.end),
    };
  }
}

function wholeUtterances(utterances: readonly Utterances[]): ReadonlyMap<string, Rule> {
  return new Map(
    utterances.flatMap(({ intent, utterances: patterns }) => {
      const rule = { name: 'utterance', intent: intent === 'out_of_scope' ? 'none' : intent, near: [] };
      return patterns.flatMap(expandedPatterns).map(
        (text) =>
          [
            tokensOf(text)
              .map(({ word }) => word)
              .join(' '),
            rule,
          ] as const,
      );
    }),
  );
}

/** "unlock bob", "my Jira is locked": what is meant by a word without a noun is told by the name beside it. */
function namedRules({
  present,
  slots,
}: {
  readonly present: ReadonlySet<string>;
  readonly slots: Slots;
}): readonly Rule[] {
  if (strangers.some((concept) => present.has(concept)) || present.has('OTHER_PASSWORD') || present.has('DONT'))
    return [];
  const isSomebody = slots.target.kind === 'other';
  const isSystem = slots.system !== null;
  if (present.has('UNLOCK') && (isSomebody || isSystem))
    return [{ name: 'unlock-named', intent: 'unlock_account', near: [] }];
  if (present.has('LOCKED') && isSystem) return [{ name: 'locked-named', intent: 'unlock_account', near: [] }];
  if (present.has('PASSWORD') && isSystem)
    return [{ name: 'password-named', intent: 'password_reset', near: [], unsure: true }];
  return [];
}

function wordsAt(tokens: readonly Token[], start: number, end: number): string {
  return tokens
    .slice(start, end)
    .map(({ word }) => word)
    .join(' ');
}

function withAliases(systems: readonly KnownSystem[], { aliases }: Systems): readonly KnownSystem[] {
  return systems.map((system) => ({
    ...system,
    aliases: [...system.aliases, ...(Object.hasOwn(aliases, system.name) ? (aliases[system.name] ?? []) : [])],
  }));
}
