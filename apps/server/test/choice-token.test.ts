import { createHash, createSecretKey } from 'node:crypto';
import fc from 'fast-check';
import { choiceToken, hashToken, proofToken } from '../src/road/choice-token.ts';
import { mac } from '../src/storage/keys.ts';

const key = createSecretKey(Buffer.alloc(32, 1));
const other = createSecretKey(Buffer.alloc(32, 2));
const choices = ['yes', 'no', 'edit', 'cancel', 'continue', 'not-me', 'check-again'] as const;

test('a message that is sent again bears the same buttons', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.constantFrom(...choices), (question, choice) => {
      expect(choiceToken(key, question, choice)).toBe(choiceToken(key, question, choice));
    }),
  );
});

test('every button of every question has a token of its own, 256 bits long', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.uuid(), { minLength: 2, maxLength: 5 }), (questions) => {
      const tokens = questions.flatMap((question) => choices.map((choice) => choiceToken(key, question, choice)));
      expect(new Set(tokens).size).toBe(questions.length * choices.length);
      for (const token of tokens) expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    }),
  );
});

test('without the key nobody makes one', () => {
  const question = '0b3c1f6e-0d7c-4a52-9c8e-3f1f2f7f0001';
  expect(choiceToken(other, question, 'yes')).not.toBe(choiceToken(key, question, 'yes'));
});

test('what is stored is the token’s SHA-256, from which nobody gets the token back', () => {
  const token = choiceToken(key, '0b3c1f6e-0d7c-4a52-9c8e-3f1f2f7f0001', 'yes');
  expect(hashToken(token)).toBe(createHash('sha256').update(token).digest('base64url'));
  expect(hashToken(token)).not.toContain(token);
});

test('a button that stands for an option has a token for it, and one that stands for none is what it always was', () => {
  const question = '0b3c1f6e-0d7c-4a52-9c8e-3f1f2f7f0001';
  const tokens = [undefined, '', 'phone', 'key'].map((option) => choiceToken(key, question, 'continue', option));
  expect(new Set(tokens).size).toBe(4);
  expect(choiceToken(key, question, 'continue', 'phone')).toBe(tokens[2]);
  expect(tokens[0]).toBe(mac(key, question, 'continue'));
});

test('MFA-9 the link for signing in afresh is no button of its message: the same for a repeat, another for another', () => {
  const effect = '0b3c1f6e-0d7c-4a52-9c8e-3f1f2f7f0001';
  const token = proofToken(key, effect);
  expect(token).toBe(mac(key, effect, '(proof)'));
  expect(choices.map((choice) => choiceToken(key, effect, choice))).not.toContain(token);
  expect(proofToken(key, '0b3c1f6e-0d7c-4a52-9c8e-3f1f2f7f0002')).not.toBe(token);
  expect(proofToken(other, effect)).not.toBe(token);
});
