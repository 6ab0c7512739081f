import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readHolidays } from '@access-account/policies';
import { ConfigurationError } from './configuration-error.ts';

export interface ReadHolidaysFileOptions {
  /** Dates, or the path of an ICS file. */
  readonly holidays: readonly string[] | string;
  /** The configuration file's: paths are relative to it. */
  readonly directory: string;
}

/** Years for which yearly holidays are spelled out: a server is restarted before they are over. */
const years = 10;

/**
 * The days on which nobody is reminded, as ISO dates.
 * @throws ConfigurationError when the file cannot be read, or something in it would make a wrong or a missing holiday.
 */
export function readHolidaysFile({ holidays, directory }: ReadHolidaysFileOptions): readonly string[] {
  if (typeof holidays !== 'string') return holidays;
  const file = resolve(directory, holidays);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigurationError(file, [
      {
        line: null,
        key: '(file)',
        summary: `cannot be read (${(error as NodeJS.ErrnoException).code}).`,
        remedy: 'Give the right path in policies.passwordExpiry.holidays, or a list of dates.',
      },
    ]);
  }
  const year = new Date().getUTCFullYear();
  const { dates, problems } = readHolidays({ text, from: `${year - 1}-01-01`, until: `${year + years}-12-31` });
  if (problems.length > 0)
    throw new ConfigurationError(
      file,
      problems.map(({ line, message }) => ({
        line,
        key: 'holidays',
        summary: message,
        remedy: 'Correct the event in the file, or list the dates in the configuration.',
      })),
    );
  return dates;
}
