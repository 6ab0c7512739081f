import { render, renderer, type Sentence } from '@access-account/messages';
import fc from 'fast-check';
import { anySentenceOf, sentenceKeys } from './support/any-sentence.ts';

const { languages } = renderer();
const inAnyLanguage = fc.constantFrom(...languages, 'de-AT', 'pt', 'fr-CA', 'en-GB', 'tlh', 'not a language');
const anySentence = fc.constantFrom(...sentenceKeys).chain(anySentenceOf);

test.each(languages)(
  'every sentence can be said in %s, whatever its parameters, and nothing of its making shows',
  (language) => {
    for (const key of sentenceKeys) {
      fc.assert(
        fc.property(anySentenceOf(key), (sentence) => {
          const words = render(sentence, language);
          expect(words.trim()).not.toBe('');
          expect(words).not.toMatch(/[{}]|undefined|\[object|NaN/);
        }),
        { numRuns: 20 },
      );
    }
  },
);

test('GEN-6 what is named is said: accounts, systems, numbers, and nothing that is not in the sentence', () => {
  fc.assert(
    fc.property(anySentence, inAnyLanguage, (sentence, language) => {
      const words = render(sentence, language);
      const {
        accounts = [],
        system,
        number,
        to,
      } = sentence.parameters as {
        accounts?: readonly { login: string; system: string }[];
        system?: string;
        number?: string;
        to?: string;
      };
      for (const name of accounts) expect(words).toContain(`${name.login} (${name.system})`);
      for (const named of [system, number, to]) if (named !== undefined) expect(words).toContain(named);
    }),
    { numRuns: 500 },
  );
});

describe('GEN-6 a sentence that says something was done', () => {
  type Claim = { readonly key: string; readonly parameters: Record<string, readonly Outcome[]> };
  interface Outcome {
    readonly name: { readonly login: string; readonly system: string };
    readonly change: { readonly verified: boolean; readonly system: string };
  }
  const lists = ['unlocks', 'removals', 'revocations'];
  const claimOf = (sentence: Sentence) =>
    lists.flatMap((list) => ((sentence as Claim).parameters[list] === undefined ? [] : [list]))[0];
  const claims = sentenceKeys.filter((key) =>
    claimOf(fc.sample(anySentenceOf(key), { numRuns: 1, seed: 1 })[0] as Sentence),
  );
  const anyClaim = fc.constantFrom(...claims).chain(anySentenceOf);
  const parts = (sentence: Sentence) => {
    const list = claimOf(sentence) ?? '';
    return { list, outcomes: (sentence as Claim).parameters[list] ?? [] };
  };

  test('is each of those that there are', () => {
    expect(claims).toEqual([
      'another.done',
      'mfa.done',
      'mfa.done-elsewhere',
      'mfa.done-one',
      'mfa.partly-done',
      'mfa.sessions-ended',
      'security.unlocked-by-another',
      'unlock.done',
      'unlock.done-password-due',
      'unlock.done-repeatedly',
    ]);
  });

  test('names the systems that were acted on and no other, in every language', () => {
    const marked = anyClaim.map((sentence) => {
      const { list, outcomes } = parts(sentence);
      const told = outcomes.map((one, index) => ({
        ...one,
        name: { login: `login${index}`, system: `ASKED${index}` },
        change: { ...one.change, system: `ACTED${index}` },
      }));
      return {
        sentence: { ...sentence, parameters: { ...sentence.parameters, [list]: told } } as unknown as Sentence,
        acted: told.length,
      };
    });
    fc.assert(
      fc.property(marked, inAnyLanguage, ({ sentence, acted }, language) => {
        const words = render(sentence, language);
        expect(words).not.toContain('ASKED');
        for (let index = 0; index < acted; index += 1) expect(words).toContain(`login${index} (ACTED${index})`);
      }),
      { numRuns: 300 },
    );
  });

  test('is not said at all where one outcome was not read back, or where there is none', () => {
    const broken = fc.tuple(anyClaim, fc.nat(), fc.boolean()).map(([sentence, at, empty]) => {
      const { list, outcomes } = parts(sentence);
      const told = outcomes.map((one, index) =>
        index === at % outcomes.length ? { ...one, change: { ...one.change, verified: false } } : one,
      );
      return { ...sentence, parameters: { ...sentence.parameters, [list]: empty ? [] : told } } as unknown as Sentence;
    });
    fc.assert(
      fc.property(broken, inAnyLanguage, (sentence, language) => {
        expect(() => render(sentence, language)).toThrow('needs an outcome that was read back');
      }),
      { numRuns: 300 },
    );
  });
});
