import { OverridesInvalidError, overrideProblems, renderer, type Sentence, sentence } from '@access-account/messages';
import { formatMoment } from '../src/format-moment.ts';
import { en } from '../src/languages/en.ts';

const alex = { login: 'alex', system: 'Corp' };
const sam = { login: 'sam', system: 'Payroll' };
const confirm = sentence('unlock.confirm', { accounts: [alex, sam] });
const de = (sentences: unknown, language = 'de') => ({ file: `messages/${language}.yaml`, language, sentences });

describe('GEN-10 the language of a locale', () => {
  const { render } = renderer();
  test.each([
    ['en-GB', 'Shall I unlock alex (Corp) and sam (Payroll)?'],
    ['de', 'Soll ich alex (Corp) und sam (Payroll) entsperren?'],
    ['de-AT', 'Soll ich alex (Corp) und sam (Payroll) entsperren?'],
    ['de_DE', 'Soll ich alex (Corp) und sam (Payroll) entsperren?'],
    ['fr-CA', 'Voulez-vous que je déverrouille alex (Corp) et sam (Payroll)\u202f?'],
    ['pt', 'Quer que eu desbloqueie alex (Corp) e sam (Payroll)?'],
    ['pt-PT', 'Quer que eu desbloqueie alex (Corp) e sam (Payroll)?'],
    ['ja-JP', 'alex (Corp)、sam (Payroll) のロックを解除しますか？'],
    ['nl', 'Shall I unlock alex (Corp) and sam (Payroll)?'],
    ['C', 'Shall I unlock alex (Corp) and sam (Payroll)?'],
    ['', 'Shall I unlock alex (Corp) and sam (Payroll)?'],
  ])('%s, lists and all', (locale, words) => {
    expect(render(confirm, locale)).toBe(words);
  });
});

describe('German', () => {
  const opened = sentence('desk.opened', { number: 'AA-7' });

  test('is formal, and informal for whoever asks for it', () => {
    expect(renderer().render(opened, 'de')).toContain('Ihr Ticket');
    expect(renderer().render(opened, 'de-x-informal')).toContain('Dein Ticket');
  });

  test('is informal for everybody by a setting', () => {
    const { render } = renderer({ informal: ['de'] });
    expect(render(opened, 'de-AT')).toContain('Dein Ticket');
    expect(render(sentence('choice.yes'), 'de')).toBe('Ja');
    expect(render(opened, 'fr')).toContain('Votre ticket');
  });
});

describe('CFG-10 own words', () => {
  test('take the place of the product’s, for one key in one language', () => {
    const { render } = renderer({ overrides: [de({ 'unlock.confirm': 'Darf ich {accounts} freigeben?' })] });
    expect(render(confirm, 'de')).toBe('Darf ich alex (Corp) und sam (Payroll) freigeben?');
    expect(render(confirm, 'de-CH')).toContain('freigeben');
    expect(render(sentence('choice.yes'), 'de')).toBe('Ja');
    expect(render(confirm, 'en')).toContain('Shall I unlock');
  });

  test('for a region are for that region, on top of those for the language', () => {
    const { render } = renderer({
      overrides: [de({ 'choice.yes': 'Jawohl' }), de({ 'choice.yes': 'Jo', 'choice.no': 'Na' }, 'de-AT')],
    });
    expect(['de', 'de-AT', 'de-CH'].map((locale) => render(sentence('choice.yes'), locale))).toEqual([
      'Jawohl',
      'Jo',
      'Jawohl',
    ]);
    expect(render(sentence('choice.no'), 'de')).toBe('Nein');
  });

  test('win over the informal variant too', () => {
    const { render } = renderer({ overrides: [de({ 'help.what-now': 'Was gibt’s?' })], informal: ['de'] });
    expect(render(sentence('help.what-now'), 'de')).toBe('Was gibt’s?');
  });

  test('for a language without a region reach the region the product speaks', () => {
    const { render } = renderer({ overrides: [de({ 'choice.yes': 'Claro' }, 'pt')] });
    expect(render(sentence('choice.yes'), 'pt-BR')).toBe('Claro');
  });

  test('of the last file win where two are of one language', () => {
    const { render } = renderer({ overrides: [de({ 'choice.yes': 'Eins' }), de({ 'choice.yes': 'Zwei' }, 'DE')] });
    expect(render(sentence('choice.yes'), 'de')).toBe('Zwei');
  });

  test('may bring a language the product does not speak, when they are complete', () => {
    const klingon = Object.fromEntries(Object.entries(en).map(([key, text]) => [key, `tlh ${text}`]));
    const { render, languages } = renderer({ overrides: [de(klingon, 'tlh')] });
    expect(render(sentence('choice.yes'), 'tlh')).toBe('tlh Yes');
    expect(languages).toContain('tlh');
  });

  test('an empty file says nothing', () => {
    expect(overrideProblems([de(null), de({})])).toEqual([]);
  });

  test.each([
    [
      'an unknown key',
      { 'unlock.finished': 'x' },
      'unlock.finished',
      'There is no sentence of that key',
      'unlock.done',
    ],
    ['an unknown kind of key', { nonsense: 'x' }, 'nonsense', 'There is no sentence of that key', 'choice.yes'],
    ['a key of every object', { toString: 'x' }, 'toString', 'There is no sentence of that key', 'choice.yes'],
    [
      'a missing placeholder',
      { 'unlock.confirm': 'Soll ich?' },
      'unlock.confirm',
      '{accounts} is missing',
      'Shall I unlock',
    ],
    ['a wrong placeholder', { 'desk.opened': '{number} {nummer}' }, 'desk.opened', '{nummer} is not known', '{number}'],
    ['a text that is none', { 'choice.yes': true }, 'choice.yes', 'It is not a text', 'quotes'],
    ['an empty text', { 'choice.yes': ' ' }, 'choice.yes', 'It is empty', 'Yes'],
    ['a brace left open', { 'choice.yes': 'Ja {' }, 'choice.yes', 'not ICU MessageFormat', 'Yes'],
  ])('CFG-11 %s is refused with its file, key and remedy', (_, sentences, key, message, remedy) => {
    const [problem] = overrideProblems([de(sentences)]);
    expect(problem).toMatchObject({ file: 'messages/de.yaml', key });
    expect(problem?.message).toContain(message);
    expect(problem?.remedy).toContain(remedy);
    expect(() => renderer({ overrides: [de(sentences)] })).toThrow(OverridesInvalidError);
    expect(() => renderer({ overrides: [de(sentences)] })).toThrow(`messages/de.yaml: ${key}: `);
  });

  test.each([
    ['a file that is a list', de(['Ja']), 'not a list of sentences'],
    ['a file that is a text', de('Ja'), 'not a list of sentences'],
    ['a file of no language', de({}, 'not a language'), 'not a language'],
  ])('CFG-11 %s is refused', (_, file, message) => {
    expect(overrideProblems([file])[0]).toMatchObject({ key: null, message: expect.stringContaining(message) });
  });

  test('CFG-11 a new language is never half English', () => {
    const problems = overrideProblems([de({ 'choice.yes': 'Ja' }, 'nl')]);
    expect(problems).toHaveLength(Object.keys(en).length - 1);
    expect(problems[0]?.message).toContain('does not speak nl');
  });
});

describe('moments', () => {
  const moment = { at: '2026-11-27T18:30:00Z', timeZone: 'America/Los_Angeles' };
  const words = (locale: string) => formatMoment(moment, locale).replaceAll(/[\u00a0\u202f]/g, ' ');

  test.each([
    ['en', 'Friday, November 27 at 10:30 AM'],
    ['en-GB', 'Friday 27 November at 10:30'],
    ['de', 'Freitag, 27. November um 10:30'],
    ['fr', 'vendredi 27 novembre à 10:30'],
    ['ja', '11月27日金曜日 10:30'],
  ])('PE-5 are told in the person’s language and zone: %s', (locale, expected) => {
    expect(words(locale)).toBe(expected);
  });

  test('in another zone it may be another day', () => {
    expect(formatMoment({ ...moment, timeZone: 'Asia/Tokyo' }, 'de')).toContain('Samstag, 28. November');
  });

  test('are written out wherever a sentence has one', () => {
    const said = sentence('desk.opened', { number: moment } as never) as Sentence;
    expect(renderer().render(said, 'de')).toContain('Freitag, 27. November');
  });
});
