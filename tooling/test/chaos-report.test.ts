import { faults } from '../chaos/faults.ts';
import { lineOf, tableOf } from '../chaos/report.ts';
import { strikeOn } from '../chaos/round.ts';
import type { FaultResult } from '../chaos/run-place.ts';

/** A fault whose rounds recovered after so many milliseconds each, and of which nothing else is wrong. */
function recovered(recoveries: readonly number[], recoversWithin?: number): FaultResult {
  return {
    fault: 'kill',
    database: 'embedded',
    rounds: recoveries.length,
    strikes: recoveries.map((recovery) => ({ landed: ['unlocking'], recovery, heldUp: 1 })),
    stories: [],
    verdicts: [],
    auditFindings: [],
    findings: [],
    seconds: 1,
    recoversWithin,
  };
}

test('a line whose median recovery is over its bar is red', () => {
  const line = lineOf(recovered([4000, 5100, 5200], 5000));
  expect(line).toMatchObject({ ok: false, recovery: { p50: 5100, max: 5200, bar: 5000 } });
  expect(line.findings).toEqual(['half of the recoveries took 5100 ms or more; they may take 5000 ms']);
});

test('a line whose median recovery is below its bar is not red, however late the last one was', () => {
  const line = lineOf(recovered([3000, 3100, 60_000], 5000));
  expect(line).toMatchObject({ ok: true, findings: [], recovery: { p50: 3100, max: 60_000, bar: 5000 } });
});

test('fewer than three rounds have no median, and are not judged', () => {
  expect(lineOf(recovered([5001, 5001], 5000)).ok).toBe(true);
  expect(lineOf(recovered([5001, 5001, 5001], 5000)).ok).toBe(false);
});

test('without a bar no recovery is red', () => {
  expect(lineOf(recovered([60_000]))).toMatchObject({ ok: true, recovery: { bar: null } });
});

test('the table shows the bar between the median and the slowest', () => {
  expect(tableOf([lineOf(recovered([3000, 3100, 4000], 5000))])).toMatch(/3100 ms +≤ 5 s +4000 ms/);
});

test('whatever kills one server has a bar on every database it is played on', () => {
  const barred = faults.filter(({ recoversWithin }) => recoversWithin !== undefined);
  expect(barred.map(({ name }) => name)).toEqual([
    ...['kill', 'kill-mfa-reset', 'kill-again'],
    ...['kill-one-of-two', 'kill-one-of-three', 'kill-a-worker'],
  ]);
  for (const { databases, recoversWithin } of barred)
    for (const database of databases) expect(recoversWithin?.[database]).toBe(database === 'embedded' ? 5000 : 15_000);
});

const fault = { tookHoldAt: 1000, healedAt: 2000 };

test('whoever is in the middle of it from the first moment of a fault to its last is held up', () => {
  expect(strikeOn([{ beganAt: 900, endedAt: 2300 }], fault)).toEqual({ heldUp: 1, recovery: 300 });
});

test('a fault meets nobody where everybody was done before it was over', () => {
  const stories = [
    { beganAt: 100, endedAt: 990 },
    { beganAt: 900, endedAt: 1990 },
    { beganAt: 2100, endedAt: 2900 },
  ];
  expect(strikeOn(stories, fault)).toEqual({ heldUp: 0, recovery: 0 });
});

test('whoever came after a fault had taken hold is waited for, and is no proof that it held anybody up', () => {
  expect(strikeOn([{ beganAt: 1500, endedAt: 2300 }], fault)).toEqual({ heldUp: 0, recovery: 300 });
});
