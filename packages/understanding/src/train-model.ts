import type { Class, Model } from './classifier.ts';
import { conceptsOf } from './concepts-of.ts';
import { featuresOf } from './features.ts';
import type { Utterances, Vocabulary } from './knowledge.ts';
import { matchersOf } from './matchers-of.ts';
import { expandedPatterns } from './pattern.ts';
import { type Example, train } from './train.ts';

/** Of one pattern no more are learned from: else the one with the most alternatives would speak loudest. */
const mostOfOnePattern = 12;

/** Learns from the utterances of a vocabulary. The same vocabulary brings the same model. Takes about a second. */
export function trainModel(vocabulary: Vocabulary): Model {
  const matchers = matchersOf(vocabulary);
  const ordered = vocabulary.utterances.toSorted(byName);
  return train(
    ordered.flatMap(({ intent, utterances }) =>
      utterances.flatMap((pattern) => {
        const texts = someOf(expandedPatterns(pattern));
        return texts.map((text): Example => {
          const { tokens, hits } = conceptsOf({ text, matchers });
          return {
            intent: intent as Class,
            features: featuresOf({ tokens, hits }),
            weight: 1 / Math.sqrt(texts.length),
          };
        });
      }),
    ),
  );
}

/** Files come in any order; what is learned must not depend on it. */
function byName(one: Utterances, other: Utterances): number {
  const [name, next] = [one, other].map(({ intent, language }) => `${intent} ${language}`) as [string, string];
  return name < next ? -1 : name > next ? 1 : 0;
}

function someOf(texts: readonly string[]): readonly string[] {
  const step = Math.max(1, Math.floor(texts.length / mostOfOnePattern));
  return texts.filter((_, index) => index % step === 0);
}
