import { readLanguage, understand } from '@access-account/understanding';
import fc from 'fast-check';
import { growsLinearly } from '../../../tooling/testing/index.ts';
import { withoutQuotations } from '../src/read-language.ts';
import { folded } from '../src/tokens.ts';
import { wordsOf } from '../src/words.ts';
import { systems } from './systems.ts';

const questions = [null, 'yes-no', 'yes-edit-cancel'] as const;
const intents = [
  'unlock_account', 'password_reset', 'password_change', 'mfa_reset', 'affirm', 'deny', 'cancel', 'edit', 'help', 'human', 'status',
  'out_of_scope', null,
]; // biome-ignore format: a list to read

test('whatever is written, it is read without a fault', () => {
  const texts = fc.oneof(fc.string({ unit: 'binary', maxLength: 5_000 }), fc.string({ unit: 'grapheme' }));
  fc.assert(
    fc.property(texts, fc.constantFrom(...questions), (text, question) => {
      const reading = understand({ text, systems, question });
      expect(intents).toContain(reading.intent);
      expect(reading.redacted.length).toBeLessThanOrEqual(4_000 + '[redacted]'.length * 2_000);
      expect(reading.redacted.isWellFormed()).toBe(true);
    }),
  );
});

test('reading twice brings the same, and what was redacted stays so', () => {
  fc.assert(
    fc.property(fc.lorem({ maxCount: 30 }), (text) => {
      const read = () => understand({ text, systems, question: null });
      expect(read()).toEqual(read());
    }),
  );
});

test('only the first 4,000 characters are looked at', () => {
  expect(understand({ text: `${'x '.repeat(2_000)}unlock my account`, systems, question: null }).intent).toBe(
    'out_of_scope',
  );
});

test('hidden, wide and turned letters change nothing', () => {
  for (const text of [
    'un\u200block my acc\u00adount',
    'ｕｎｌｏｃｋ my account',
    '\u202eunlock\u202c my account',
    'unlock\u00a0my\taccount',
  ]) {
    expect(understand({ text, systems, question: null }).intent).toBe('unlock_account');
  }
  expect(understand({ text: '\u200by\u200bes\u2060', systems, question: 'yes-no' }).intent).toBe('affirm');
});

test('a name that belongs to every object is no system', () => {
  for (const text of ['unlock my __proto__ account', 'unlock constructor', 'reset my toString password']) {
    expect(understand({ text, systems: [], question: null }).system?.kind).not.toBe('known');
  }
});

test.each([
  ['cannot access '],
  ['lost new reset '],
  ['password '],
  ['my password is '],
  ['is my account '],
  ['need a new '],
  ['unlock '],
  ['my '],
  ['a'],
  [' '],
  ['\n'],
  ['.'],
  ["'s "],
  ['"'],
  ['password for a b '],
  ['code 1'],
  ['what can you '],
  ['talk to a b c '],
  ['not a b '],
  ['yes '],
  ['no '],
  ['cancel '],
  ['account locked if '],
  ['1a'],
  ['@'],
  ['pin = '],
  ['put my new phone '],
  ['ﷺ'],
  ['status update '],
  ['Xx1!'],
  ['someone is has '],
  ['on behalf of my '],
])('%j over and over is read in linear time', (part) => {
  const repeated = (length: number) => part.repeat(Math.ceil(length / part.length)).slice(0, length);
  // What this thread computes, in milliseconds: others may use the machine.
  const time = (text: string) => {
    const start = process.threadCpuUsage();
    for (const question of questions) understand({ text, systems, question });
    const { user, system } = process.threadCpuUsage(start);
    return (user + system) / 1000;
  };
  const best = (text: string) => Math.min(...Array.from({ length: 5 }, () => time(text)));
  best(repeated(4_000));
  // Quadratic growth would be 16 times as much; 4,000 characters are the most that is ever read.
  expect(best(repeated(4_000))).toBeLessThan(Math.max(best(repeated(1_000)) * 12, 60));
});

test.each(["a'", 'a-', '-', '\u0301', 'a\u0301', '"a', '"a"a', 'a', '@', 'a b'])(
  '%j over and over costs no more by its length, also without the limit of what is read',
  (part) => {
    const text = (length: number) => `a${part.repeat(Math.ceil(length / part.length))}a`;
    for (const read of [wordsOf, folded, withoutQuotations]) expect(growsLinearly({ read, text })).toBe(true);
  },
);

test('an accent goes with all that stand on its letter, and a mark of Japanese stays', () => {
  expect(folded('E\u0301\u0323\u0300re')).toBe('ere');
  expect(folded('ガ')).toBe('ガ');
});

test('what is quoted and every address is nobody’s language, also right behind one another', () => {
  const read = (text: string) => readLanguage(text, ['de', 'en']);
  expect(read('Beim Anmelden steht "you are locked out"alex@the.acme.test und ich komme nicht mehr rein')).toBe('de');
});
