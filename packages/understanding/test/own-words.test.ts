import { shippedKnowledge, Understanding, type Vocabulary, withOwnWords } from '@access-account/understanding';
import { systems } from './systems.ts';

const nothing: Vocabulary = {
  lexicons: [],
  answers: [],
  utterances: [],
  ruleBook: { shadows: [], rules: [] },
  systems: { wellKnown: [], aliases: {} },
};
const withWords = (own: Partial<Vocabulary>) =>
  new Understanding({
    vocabulary: withOwnWords(shippedKnowledge.vocabulary, { ...nothing, ...own }),
    model: shippedKnowledge.model,
  });
const read = (understanding: Understanding, text: string) => understanding.read({ text, systems, question: 'yes-no' });

test('an organisation’s own name for a thing is understood', () => {
  const text = 'my blue fob is gone';
  expect(read(withWords({}), text).intent).not.toBe('mfa_reset');
  const own = withWords({ lexicons: [{ language: 'en', concepts: { MFA: ['blue fob'] }, slips: [] }] });
  expect(read(own, text)).toMatchObject({ candidates: ['mfa_reset'], device: 'blue fob' });
});

test('an organisation’s own rule comes first, and takes the place of the one with its name', () => {
  const rules = [{ name: 'hands-off', intent: 'none', near: ['PASSWORD'] }];
  expect(read(withWords({ ruleBook: { shadows: [], rules } }), 'reset my password').tier).toBe('none');
  const replaced = [{ name: 'locked-account', intent: 'human', near: ['LOCKED', 'ACCOUNT'] }];
  expect(read(withWords({ ruleBook: { shadows: [], rules: replaced } }), 'my account is locked').intent).toBe('human');
});

test('another name for a connected system is that system', () => {
  const own = withWords({ systems: { wellKnown: [], aliases: { payroll: ['moneybag'] } } });
  expect(read(own, 'reset my Moneybag password').system).toEqual({ kind: 'known', name: 'payroll' });
  expect(read(withWords({}), 'reset my Moneybag password').system).toEqual({ kind: 'unknown', words: 'Moneybag' });
});

test('an organisation’s own yes is one', () => {
  const answers = [
    { language: 'en', yes: ['make it happen captain'], no: [], cancel: [], edit: [], ignore: [], courtesies: [] },
  ];
  expect(read(withWords({ answers }), 'Make it happen, captain!').intent).toBe('affirm');
  expect(read(withWords({}), 'Make it happen, captain!').intent).not.toBe('affirm');
});
