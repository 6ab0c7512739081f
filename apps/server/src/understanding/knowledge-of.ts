import { type Knowledge, shippedKnowledge, trainModel, withOwnWords } from '@access-account/understanding';
import { readVocabulary } from './read-vocabulary.ts';

/**
 * What texts are read with: what is shipped, and the organisation's own words where there is a folder of them. Own utterances
 * are learned from at once, which takes about a second.
 * @throws ConfigurationError
 */
export function knowledgeOf(folder: string | null): Knowledge {
  if (folder === null) return shippedKnowledge;
  const own = readVocabulary(folder);
  const vocabulary = withOwnWords(shippedKnowledge.vocabulary, own);
  const isLearned = own.utterances.length > 0;
  return { vocabulary, model: isLearned ? trainModel(vocabulary) : shippedKnowledge.model };
}
