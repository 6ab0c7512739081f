import { ConceptMatcher } from './concept-matcher.ts';
import type { Vocabulary } from './knowledge.ts';

/** A matcher for each language of a vocabulary. */
export function matchersOf({
  lexicons,
  ruleBook,
}: Pick<Vocabulary, 'lexicons' | 'ruleBook'>): ReadonlyMap<string, ConceptMatcher> {
  return new Map(
    lexicons.map(({ language, concepts, slips }) => [
      language,
      new ConceptMatcher({ concepts, slips, shadows: ruleBook.shadows }),
    ]),
  );
}
