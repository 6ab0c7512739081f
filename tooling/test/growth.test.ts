import { findGrowth, type Lived, maximumProcessor } from '../deep/growth.ts';
import type { SoakSample } from '../deep/soak-sample.ts';
import { findTooManyNotices, Unanswered } from '../deep/unanswered.ts';

const hour = 60 * 60_000;
/** A week: in each cycle the clock runs four times 1.4 hours ahead, and of 28 people one in three does not answer. */
const cycles = 30;
const jump = 1.4 * hour;
const people = 28;

interface Leak {
  readonly table: string;
  readonly perStory: number;
}

function week(leak?: Leak): readonly SoakSample[] {
  const unanswered = new Unanswered();
  const lived = { helped: 0, silent: 0 };
  let now = 0;
  return Array.from({ length: cycles }, () => {
    for (let part = 0; part < 4; part += 1) {
      for (let person = 0; person < people / 4; person += 1) {
        if (person % 3 === 2) {
          lived.silent += 1;
          unanswered.told(now);
        } else lived.helped += 1;
      }
      now += jump;
      unanswered.clockShows(now);
    }
    return sample({ ...lived, reminders: unanswered.reminders }, { day: now / (24 * hour), ...(leak && { leak }) });
  });
}

function sample(lived: Lived, { day, leak }: { readonly day: number; readonly leak?: Leak }): SoakSample {
  const { helped, silent, reminders } = lived;
  const stories = helped + silent;
  const rows: Record<string, number> = {
    audit: 12 + 19 * helped + 7 * silent + 9 * reminders,
    effect: 8 * helped + 3 * silent + 4 * reminders,
    notice: stories + reminders,
    person: stories,
    watch: 1,
  };
  if (leak !== undefined) rows[leak.table] = (rows[leak.table] ?? 0) + Math.floor(leak.perStory * stories);
  const [heap, resident, size] = [50 + 0.001 * stories, 300, 20 + 0.02 * stories];
  return { stories, lived, day, processor: 1, heap, resident, size, connections: 9, files: 30, rows };
}

test('a week in which some do not answer, and are told again four times a day at most, is no growth', () => {
  expect(findGrowth(week())).toEqual([]);
});

test('a database that takes more room than its rows explain has grown', () => {
  const swollen = week().map((one) => ({ ...one, size: one.size + 0.3 * one.stories }));
  expect(findGrowth(swollen)).toEqual([expect.stringContaining('size: ')]);
});

test.each([
  { table: 'audit', perStory: 1 },
  { table: 'effect', perStory: 1 },
  { table: 'watch', perStory: 0.1 },
  { table: 'person', perStory: 0.1 },
])('$perStory rows more per person in table $table are growth', (leak) => {
  expect(findGrowth(week(leak))).toEqual([expect.stringContaining(`table ${leak.table}: `)]);
});

test('one notice in twenty that no rule explains is growth', () => {
  const reminded = week().map((one) => sample({ ...one.lived, reminders: one.lived.reminders * 1.05 }, one));
  const findings = findGrowth(week().map((one, index) => ({ ...one, rows: reminded[index]?.rows ?? {} })));
  expect(findings).toEqual(['audit', 'effect', 'notice'].map((table) => expect.stringContaining(`table ${table}: `)));
});

test('LN-11 LN-12: whoever does not answer is told again after six hours, once however late it is', () => {
  const unanswered = new Unanswered();
  unanswered.told(0);
  for (const [hours, reminders] of [
    [5.9, 0],
    [6, 1],
    [11.9, 1],
    [12, 2],
    [48, 3],
  ] as const) {
    unanswered.clockShows(hours * hour);
    expect(unanswered.reminders).toBe(reminders);
  }
});

test('LN-11 LN-12: four notices in 24 hours, six hours apart, are within the rules; a fifth and a quick one are not', () => {
  const notices = (...hours: readonly number[]) => hours.map((at) => ({ person: 'alex', at: at * hour }));
  expect(findTooManyNotices([...notices(30, 24, 18, 12, 6, 0), { person: 'sam', at: 1 }])).toEqual([]);
  expect(findTooManyNotices(notices(0, 6, 11.5))).toEqual(['alex was told twice within 330 minutes']);
  expect(findTooManyNotices(notices(0, 1, 2, 3, 4))).toContain('alex was told 5 times within 24 hours');
});

test('a server that works while nothing happens is red, and in the short form from twice as much on', () => {
  const busy = week().map((one) => ({ ...one, processor: 2.1 }));
  expect(findGrowth(busy)).toEqual(['it uses 2.1 % of a core while nothing happens, and may use 2 %']);
  expect(findGrowth(busy, maximumProcessor.short)).toEqual([]);
  const looping = week().map((one) => ({ ...one, processor: 4.1 }));
  expect(findGrowth(looping, maximumProcessor.short)).toHaveLength(1);
});
