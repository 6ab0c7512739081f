import { judge } from '../bench/goals.ts';
import { linesOf, type Reading } from '../bench/reading.ts';
import { besideEarlier } from '../bench/results.ts';

const reading = (more: Partial<Reading>): Reading => ({
  subject: 'postgres',
  figure: 'clicks, 32 open',
  unit: '/s',
  value: 100,
  n: 10,
  machine: { load: 1, strangers: 0 },
  ...more,
});
const rounds = (values: readonly (readonly [number, number])[], more: Partial<Reading> = {}) =>
  values.map(([value, strangers]) => reading({ ...more, value, machine: { load: 1, strangers } }));

test('a figure is the median of its rounds', () => {
  expect(
    linesOf(
      rounds([
        [1, 0],
        [9, 0],
        [5, 0],
      ]),
    ),
  ).toMatchObject([{ value: 5, rounds: [1, 9, 5], isDisturbed: false }]);
});

test('three quiet rounds count, and those that strangers disturbed do not', () => {
  const [line] = linesOf(
    rounds([
      [1, 0],
      [900, 2],
      [5, 0],
      [800, 1],
      [9, 0.3],
    ]),
  );
  expect(line).toMatchObject({ value: 5, isDisturbed: false, machine: { strangers: 0.3 } });
});

test('without three quiet rounds all count, and the line says that it was disturbed', () => {
  expect(
    linesOf(
      rounds([
        [1, 0],
        [9, 2],
        [5, 0],
      ]),
    ),
  ).toMatchObject([{ value: 5, isDisturbed: true, machine: { strangers: 2 } }]);
});

test('a goal is judged by the ratio of the product to its reference in the same run', () => {
  const against = (value: number) =>
    judge(linesOf([reading({ value }), reading({ subject: 'limit-durable-step', value: 1000 })])).find(
      ({ id }) => id === 'G1',
    );
  expect(against(249)).toMatchObject({ value: 0.249, unit: '×', verdict: 'RED' });
  expect(against(250)).toMatchObject({ value: 0.25, verdict: 'must' });
  expect(against(400)).toMatchObject({ value: 0.4, verdict: 'aim' });
});

test('a ratio without a bar is told, and never red', () => {
  const lines = linesOf([reading({ value: 1 }), reading({ subject: 'limit-hmac', value: 1000 })]);
  expect(judge(lines).filter(({ value }) => value !== null)).toMatchObject([
    { measure: 'clicks, 32 open · postgres ÷ limit-hmac', value: 0.001, must: '–', verdict: 'told' },
  ]);
});

test('a goal without its reference is not measured, and neither good nor red', () => {
  expect(judge(linesOf([reading({})])).find(({ id }) => id === 'G1')).toMatchObject({
    value: null,
    verdict: 'not measured',
  });
});

test('clicks under pressure are judged by the same clicks in quiet', () => {
  const took = (figure: Reading['figure'], value: number) => reading({ figure, unit: 'ms', value });
  const under = (value: number) =>
    judge(linesOf([took('click acknowledged, quiet, p99', 10), took('click acknowledged, pressed, p99', value)])).find(
      ({ id }) => id === 'pressure',
    );
  expect(under(12)).toMatchObject({
    measure: 'click acknowledged, pressed, p99 · postgres ÷ click acknowledged, quiet, p99',
    verdict: 'must',
  });
  expect(under(12.1)).toMatchObject({ verdict: 'RED' });
});

test('what strangers disturbed is said of the ratio too', () => {
  const lines = linesOf([reading({}), ...rounds([[1000, 1]], { subject: 'limit-durable-step' })]);
  expect(judge(lines).find(({ id }) => id === 'G1')).toMatchObject({ isDisturbed: true });
});

test('one lost click is too many', () => {
  const [lost] = linesOf([reading({ figure: 'clicks lost, doubled or left locked', unit: '', value: 1 })]);
  expect(judge(lost === undefined ? [] : [lost]).filter(({ verdict }) => verdict === 'RED')).toMatchObject([
    { id: 'G6' },
  ]);
});

test('words are judged beside nlp.js: as right, and with a fifth of its false alarms at most', () => {
  const found = (subject: Reading['subject'], figure: Reading['figure'], value: number) =>
    reading({ subject, figure, unit: '', value });
  const beside = (f1: number, alarms: number) =>
    judge(
      linesOf([
        found('understanding', 'words: macro-F1 of four actions', f1),
        found('peer-nlpjs', 'words: macro-F1 of four actions', 0.6),
        found('understanding', 'words: false alarms', alarms),
        found('peer-nlpjs', 'words: false alarms', 100),
      ]),
    )
      .filter(({ id, measure, value }) => id === 'G18' && measure.includes('peer-nlpjs') && value !== null)
      .map(({ verdict }) => verdict);
  expect(beside(0.9, 4)).toEqual(['aim', 'aim']);
  expect(beside(0.61, 20)).toEqual(['must', 'must']);
  expect(beside(0.59, 21)).toEqual(['RED', 'RED']);
});

test('an area that is measured anew stands beside what was measured of the others before, each with its commit', () => {
  const results = (revision: string, readings: readonly Reading[]) => {
    const lines = linesOf(readings);
    return {
      form: 'long',
      at: revision,
      revision,
      machine: '',
      goals: judge(lines),
      lines,
      notYet: {},
      skipped: [],
    } as const;
  };
  const whole = results('first', [reading({ value: 100 }), reading({ figure: 'sweep', value: 7 })]);
  const anew = besideEarlier(results('second', [reading({ value: 200 })]), whole);
  expect(anew.lines.map(({ figure, value, revision }) => [figure, value, revision ?? anew.revision])).toEqual([
    ['sweep', 7, 'first'],
    ['clicks, 32 open', 200, 'second'],
  ]);
  const third = besideEarlier(results('third', [reading({ value: 300 })]), anew);
  expect(third.lines.map(({ revision }) => revision ?? third.revision)).toEqual(['first', 'third']);
});
