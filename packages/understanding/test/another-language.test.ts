import { understand } from '../src/index.ts';

const read = (text: string) =>
  understand({
    text,
    systems: [{ name: 'payroll', displayName: 'Acme Payroll', aliases: ['payroll'] }],
    question: null,
  }).system;

test.each([
  'Ich habe mein Passwort vergessen',
  'Mein Konto ist gesperrt, mein Passwort geht nicht',
  'j’ai oublié mon password',
  "J'ai perdu mon account",
  'he olvidado mi password',
  'ho dimenticato la mia password',
  'esqueci minha password',
  'パスワード password を忘れました',
])('no name of a system is made of another language’s words: %s', (text) => {
  expect(read(text)).toBeNull();
});

test('a name that is known, or known to everybody, is found in any language', () => {
  expect(read('Ich habe mein Payroll Passwort vergessen')).toEqual({ kind: 'known', name: 'payroll' });
  expect(read('Ich habe mein Netflix Passwort vergessen')).toEqual({ kind: 'unknown', words: 'Netflix' });
});

test('in English a name that is not known stays one', () => {
  expect(read('reset my Fidelity password')).toEqual({ kind: 'unknown', words: 'Fidelity' });
});
