import fc from 'fast-check';
import { growsLinearly } from '../../../tooling/testing/index.ts';
import { masked } from '../src/understanding/masked.ts';
import { nameless, wordsOf } from '../src/understanding/nameless.ts';

const names = new Set(['thaddea', 'vandermolen', 'may', 'garcia', 'o', 'neill']);

test.each([
  ['Thaddea Vandermolen can’t get in', '[person] [person] can’t get in'],
  ['thaddea vandermolen can’t get in', '[person] [person] can’t get in'],
  ['it is about Thaddea', 'it is about [person]'],
  ['I am García, and locked out', 'I am [person], and locked out'],
  ['may I have my account back', 'may I have my account back'],
  ['ask May', 'ask [person]'],
  ['my account is locked', 'my account is locked'],
])('“%s” is shown as “%s”', (text, shown) => {
  expect(nameless(text, names)).toBe(shown);
});

test('words are looked up as the database has them', () => {
  expect(wordsOf('Ask GARCÍA, García or Mary-Jane')).toEqual(['ask', 'garcia', 'or', 'mary', 'jane']);
});

test('no name that is written like one is left, whatever is around it', () => {
  const name = fc.constantFrom('Thaddea', 'Vandermolen', 'García', 'GARCIA', 'May');
  const around = fc.string({ unit: fc.constantFrom(' ', ',', '.', '(', '"', '\n', '!'), minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(around, fc.oneof(name, fc.constantFrom('my', 'account', 'is', 'locked')))),
      (parts) => {
        const text = parts.flat().join('');
        expect(nameless(text, names)).not.toMatch(/Thaddea|Vandermolen|Garc[ií]a|GARCIA|\bMay\b/u);
      },
    ),
  );
});

test.each(['a', '<@U', '<at>', 'a@', '@', '@a '])('%j over and over is masked in linear time', (part) => {
  const read = (redacted: string) => masked({ redacted, target: { kind: 'self' } });
  expect(growsLinearly({ read, text: (length) => part.repeat(Math.ceil(length / part.length)) })).toBe(true);
});
