import { messageProblems } from '../src/message-problems.ts';

const english =
  '{accounts} {count, plural, one {is} other {are}} stuck. {ticket, select, opened {Ticket {number}.} other {Ask.}}';
const problems = (text: string, locale = 'de') => messageProblems({ text, english, locale });

test.each([
  ['other words', '{accounts}: fest. {ticket, select, opened {Nummer {number}.} other {Fragen Sie.}}'],
  [
    'a plural of its own',
    '{count, plural, one {{accounts} ist} other {{accounts} sind}} fest. {ticket, select, opened {{number}} other {x}}',
  ],
  ['another order', '{ticket, select, other {x {accounts}} opened {{number} {accounts}}}'],
  ['an exact number', '{count, plural, =1 {a} other {b}} {accounts} {ticket, select, opened {{number}} other {x}}'],
])('CFG-10 a text may have %s', (_, text) => {
  expect(problems(text)).toEqual([]);
});

test.each([
  ['a placeholder is missing', '{ticket, select, opened {{number}} other {x}}', '{accounts} is missing'],
  [
    'one is missing in one case',
    '{accounts} {ticket, select, opened {x} other {x}}',
    '{number} is missing where ticket=opened.',
  ],
  [
    'one is said in the wrong case',
    '{accounts} {ticket, select, opened {{number}} other {{number}}}',
    '{number} is not known where ticket=other.',
  ],
  ['one is misspelt', '{account} {ticket, select, opened {{number}} other {x}}', '{account} is not known'],
  ['a case is missing', '{accounts} {ticket, select, other {x}}', 'It has nothing to say where ticket=opened.'],
  [
    'there is one too many',
    '{accounts} {ticket, select, opened {{number}} closed {x} other {x}}',
    'There is no case ticket=closed.',
  ],
  ['the cases are not told apart', '{accounts} {number}', 'It must tell the cases apart that English does.'],
  [
    'another parameter is asked',
    '{accounts} {tickets, select, opened {{number}} other {x}}',
    'It has nothing to say where ticket=opened.',
  ],
  [
    'there is no such number',
    '{accounts} {number, plural, one {a} other {b}} {ticket, select, opened {{number}} other {x}}',
    'There is no number {number}',
  ],
  [
    'the language has no such plural',
    '{accounts} {count, plural, one {a} few {b} other {c}} {ticket, select, opened {{number}} other {x}}',
    'no plural “few”',
  ],
  [
    'the singular is missing',
    '{accounts} {count, plural, other {b}} {ticket, select, opened {{number}} other {x}}',
    '{count} has no plural “one”',
  ],
  ['it is empty', '  ', 'It is empty.'],
  ['it cannot be read', '{accounts', 'It is not ICU MessageFormat'],
])('CFG-10 it is told when %s', (_, text, expected) => {
  expect(problems(text).join(' ')).toContain(expected);
});

test('Japanese needs no singular, and has no “one”', () => {
  const rest = '{accounts} {ticket, select, opened {{number}} other {x}}';
  expect(problems(`${rest}{count, plural, other {b}}`, 'ja')).toEqual([]);
  expect(problems(`${rest}{count, plural, one {a} other {b}}`, 'ja').join()).toContain('no plural “one”');
});

test('a number that English tells is told', () => {
  const input = { english: 'in {days, plural, one {# day} other {# days}}', locale: 'de' };
  expect(messageProblems({ ...input, text: 'bald' })).toEqual(['{days} is missing.']);
  expect(messageProblems({ ...input, text: 'in {days} Tagen' })).toEqual([]);
});

test('markup is text', () => {
  expect(messageProblems({ english: 'Hello', text: '<b>Hallo</i>', locale: 'de' })).toEqual([]);
});
