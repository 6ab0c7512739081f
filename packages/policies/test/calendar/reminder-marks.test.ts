import fc from 'fast-check';
import { reminderMarks } from '../../src/index.ts';

describe('PE-4 CFG-6 each mark is half of the one before, rounded up', () => {
  test.each([
    [1, [1]],
    [2, [2, 1]],
    [3, [3, 2, 1]],
    [5, [5, 3, 2, 1]],
    [7, [7, 4, 2, 1]],
    [9, [9, 5, 3, 2, 1]],
    [10, [10, 5, 3, 2, 1]],
    [11, [11, 6, 3, 2, 1]],
    [13, [13, 7, 4, 2, 1]],
    [14, [14, 7, 4, 2, 1]],
    [21, [21, 11, 6, 3, 2, 1]],
    [30, [30, 15, 8, 4, 2, 1]],
    [45, [45, 23, 12, 6, 3, 2, 1]],
    [60, [60, 30, 15, 8, 4, 2, 1]],
    [90, [90, 45, 23, 12, 6, 3, 2, 1]],
  ])('from %i', (first, expected) => {
    expect(reminderMarks(first)).toEqual(expected);
  });

  test.each(Array.from({ length: 90 }, (_, index) => index + 1))(
    'from %i they fall strictly to 1, and as many as halving needs',
    (first) => {
      const marks = reminderMarks(first);
      expect(marks[0]).toBe(first);
      expect(marks.at(-1)).toBe(1);
      expect(marks).toHaveLength(Math.ceil(Math.log2(first)) + 1);
      for (const [index, mark] of marks.entries())
        if (index > 0) expect(mark).toBe(Math.floor(((marks[index - 1] ?? 0) + 1) / 2));
    },
  );

  test('whatever the first, they fall strictly to 1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (first) => {
        const marks = reminderMarks(first);
        expect(marks.at(-1)).toBe(1);
        expect([...new Set(marks)].sort((one, other) => other - one)).toEqual(marks);
      }),
    );
  });

  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('%d days ahead are refused', (first) => {
    expect(() => reminderMarks(first)).toThrow(
      new RangeError(`The first reminder is due a whole number of days ahead, at least 1: ${first}.`),
    );
  });
});
