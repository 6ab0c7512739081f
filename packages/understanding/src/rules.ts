import type { Hit } from './concept-matcher.ts';

/** What concepts together mean. The first rule that fits is taken. */
export interface Rule {
  readonly name: string;
  /** What is wanted then; `sign-in`: something about signing in that has to be asked; `none`: nothing of ours. */
  readonly intent: string;
  /** Concepts near each other in one sentence; `A|B` is one of them. */
  readonly near: readonly string[];
  /** In this order; default: in any. */
  readonly ordered?: boolean;
  /** How many words may lie between two of them; default 6. In Japanese three times as many letters. */
  readonly within?: number;
  /** The text holds these somewhere as well. */
  readonly with?: readonly string[];
  /** None of these in the text. */
  readonly without?: readonly string[];
  /** Nothing else is said but these and fillers. */
  readonly whole?: boolean;
  /** It may be meant, and has to be asked. */
  readonly unsure?: boolean;
}

export interface RuleInput {
  readonly rules: readonly Rule[];
  readonly hits: readonly Hit[];
  /** How many tokens there are. */
  readonly length: number;
  /** How many tokens a word has: more where every letter is one. */
  readonly scale: number;
}

/** Every rule that fits, in order. */
export function fittingRules({ rules, hits, length, scale }: RuleInput): readonly Rule[] {
  const present = new Set(hits.map(({ concept }) => concept));
  return rules.filter((rule) => {
    if ((rule.without ?? []).some((concept) => present.has(concept))) return false;
    if (!(rule.with ?? []).every((one) => one.split('|').some((concept) => present.has(concept)))) return false;
    if (!isNear({ rule, hits, scale })) return false;
    return rule.whole !== true || isWhole({ rule, hits, length });
  });
}

/** Of one concept: whoever repeats it more often says nothing new. */
const mostHits = 12;

function isNear({
  rule,
  hits,
  scale,
}: {
  readonly rule: Rule;
  readonly hits: readonly Hit[];
  readonly scale: number;
}): boolean {
  const wanted = rule.near.map((one) => {
    const concepts = one.split('|');
    return hits.filter(({ concept }) => concepts.includes(concept)).slice(0, mostHits);
  });
  const within = (rule.within ?? 6) * scale;
  const chosen = (index: number, taken: readonly Hit[]): boolean => {
    const options = wanted[index];
    if (options === undefined) return true;
    return options.some(
      (hit) => fits({ hit, taken, within, ordered: rule.ordered === true }) && chosen(index + 1, [...taken, hit]),
    );
  };
  return chosen(0, []);
}

interface FitInput {
  readonly hit: Hit;
  readonly taken: readonly Hit[];
  readonly within: number;
  readonly ordered: boolean;
}

/** No two concepts of a rule are the same words. */
function fits({ hit, taken, within, ordered }: FitInput): boolean {
  if (taken.length === 0) return true;
  if (taken.some((other) => other.sentence !== hit.sentence || (other.start < hit.end && hit.start < other.end)))
    return false;
  const last = taken.at(-1) as Hit;
  if (ordered) return hit.start >= last.end && hit.start - last.end <= within;
  return taken.some((other) => Math.max(hit.start - other.end, other.start - hit.end) <= within);
}

function isWhole({
  rule,
  hits,
  length,
}: {
  readonly rule: Rule;
  readonly hits: readonly Hit[];
  readonly length: number;
}): boolean {
  const concepts = new Set([...rule.near.flatMap((one) => one.split('|')), 'FILLER']);
  const said = new Set(
    hits
      .filter(({ concept }) => concepts.has(concept))
      .flatMap(({ start, end }) => Array.from({ length: end - start }, (_, offset) => start + offset)),
  );
  return said.size === length;
}
