import { shippedKnowledge, trainModel } from '@access-account/understanding';

test('what is shipped is what is learned from the utterances that are shipped, in whatever order: nothing else went into it', () => {
  const { vocabulary, model } = shippedKnowledge;
  expect(trainModel({ ...vocabulary, utterances: vocabulary.utterances.toReversed() })).toEqual(model);
});
