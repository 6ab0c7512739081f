/**
 * The marks of a cycle: how many days before the end a reminder is due, from the first one down to 1.
 * Each is half of the one before, rounded up: 14, 7, 4, 2, 1 and 30, 15, 8, 4, 2, 1.
 * @throws RangeError unless `firstReminderDays` is a whole number of at least 1.
 */
export function reminderMarks(firstReminderDays: number): readonly number[] {
  if (!Number.isSafeInteger(firstReminderDays) || firstReminderDays < 1)
    throw new RangeError(`The first reminder is due a whole number of days ahead, at least 1: ${firstReminderDays}.`);
  const marks = [firstReminderDays];
  // The half of 1, rounded up, is 1 again.
  for (let mark = firstReminderDays; mark > 1; ) {
    mark = Math.ceil(mark / 2);
    marks.push(mark);
  }
  return marks;
}
