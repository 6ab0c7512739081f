import { shippedKnowledge, trainModel } from '@access-account/understanding';

test('what is shipped is what is learned from the utterances that are shipped: nothing else went into it', () => {
  expect(trainModel(shippedKnowledge.vocabulary)).toEqual(shippedKnowledge.model);
});

test('the order of the files changes nothing of what is learned', () => {
  const { vocabulary, model } = shippedKnowledge;
  expect(trainModel({ ...vocabulary, utterances: vocabulary.utterances.toReversed() })).toEqual(model);
});
