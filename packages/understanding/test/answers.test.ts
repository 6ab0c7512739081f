import { type UnderstandInput, understand } from '@access-account/understanding';
import fc from 'fast-check';
import { systems } from './systems.ts';

const answer = (text: string, question: UnderstandInput['question'] = 'yes-edit-cancel') =>
  understand({ text, systems, question }).intent;

const affirmations = [
  'yes', 'Yes.', 'YES!!!', 'yes please', 'yep', 'yup', 'yeah', 'sure', 'Sure thing', 'ok', 'okay', 'okay, thanks', 'ok great',
  'alright', 'of course', 'go ahead', 'yes, go ahead', 'do it', 'please do', 'yesss', 'yess', 'okk', 'sounds good', 'absolutely',
  'confirm', 'I agree', 'fine', '👍', '👍🏽', '👍👍', ':+1:', ':thumbsup::skin-tone-3:', '+1', '✅', 'y', 'hi, yes please', 'that’s right',
]; // biome-ignore format: a list to read

const denials = [
  'no', 'No.', 'nope', 'nah', 'no thanks', 'no, thank you', 'not now', "don't", 'do not', "please don't", 'nooo', 'not ok',
  'not okay', "I don't want to", 'no way', '👎', ':-1:', '❌', 'n', 'no no no', 'sorry, no', "I'm good",
]; // biome-ignore format: a list to read

const neither = [
  'no sure', 'not sure', "I'm not sure", 'yes and no', 'yes no', 'ok?', 'yes?', 'sure?', 'maybe', 'later', '👍👎', 'yes but not mine',
  'ok so what now', 'is that ok', 'not yes', "don't say yes", 'she said yes', 'thanks', 'great', 'yes unlock Bob', 'please', 'oki doki maybe',
  'I would say yes if I could', 'no problem', 'yes, I mean no', "that's not ok with yes", 'yesterday', 'surely not', 'okay no', "don't cancel",
]; // biome-ignore format: a list to read

test.each(affirmations.map((text) => [text]))('LN-7 "%s" is a yes', (text) => {
  expect(answer(text)).toBe('affirm');
  expect(answer(text, 'yes-no')).toBe('affirm');
});

test.each(denials.map((text) => [text]))('"%s" is a no', (text) => {
  expect(answer(text)).toBe('deny');
  expect(answer(text, 'yes-no')).toBe('deny');
});

test.each(neither.map((text) => [text]))('EC-21 "%s" is neither a yes nor a no', (text) => {
  for (const question of ['yes-no', 'yes-edit-cancel'] as const) {
    expect(['affirm', 'deny', 'edit']).not.toContain(answer(text, question));
  }
});

test.each([['cancel'], ['Cancel it, please'], ['never mind'], ['no, cancel'], ['stop'], ['forget it']])(
  'UA-5 "%s" cancels',
  (text) => {
    expect(answer(text)).toBe('cancel');
  },
);

test.each([['edit'], ['Edit Request'], ['edit the request'], ['change it'], ['no, change it'], ['another account']])(
  'UA-4 "%s" edits, and only where editing was offered',
  (text) => {
    expect(answer(text)).toBe('edit');
    expect(answer(text, 'yes-no')).not.toBe('edit');
  },
);

test('another wish in place of an answer is read as what it is', () => {
  expect(answer('no, I forgot my password')).toBe('password_reset');
  expect(answer('reset my MFA instead')).toBe('mfa_reset');
  expect(answer('I want to talk to a human')).toBe('human');
});

test('without one open question nothing is an answer', () => {
  for (const text of [...affirmations, ...denials]) {
    expect(['affirm', 'deny', 'edit']).not.toContain(answer(text, null));
  }
});

test('whatever is written, without a question it is never a yes', () => {
  const words = fc.constantFrom(
    ...affirmations,
    ...denials,
    ...neither,
    'cancel',
    'unlock',
    'my account',
    ' ',
    '\n',
    '?',
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(words).map((parts) => parts.join(' ')),
  );
  fc.assert(fc.property(texts, (text) => expect(['affirm', 'deny', 'edit']).not.toContain(answer(text, null))));
});

test('a negation anywhere takes the yes away', () => {
  const yes = fc.constantFrom(...affirmations);
  const negation = fc.constantFrom('no', 'not', "don't", 'never', 'nope', 'do not', "isn't", 'nicht', '👎', '❌');
  fc.assert(
    fc.property(yes, negation, fc.boolean(), (text, not, first) => {
      expect(answer(first ? `${not} ${text}` : `${text} ${not}`)).not.toBe('affirm');
    }),
  );
});

test('a word that is not ours takes the yes away', () => {
  const stranger = fc.stringMatching(/^[a-z]{5,12}$/).map((word) => `q${word}`);
  fc.assert(
    fc.property(fc.constantFrom(...affirmations), stranger, (text, word) => {
      expect(answer(`${text} ${word}`)).not.toBe('affirm');
    }),
  );
});
