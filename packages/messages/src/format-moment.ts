import type { Moment } from './sentence.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** A moment as a person writes it who speaks that language and lives in that zone: day of the week, date and time. */
export function formatMoment({ at, timeZone }: Moment, locale: string): string {
  const identity = `${locale} ${timeZone}`;
  let format = formats.get(identity);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(locale, {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      hour: 'numeric',
      minute: '2-digit',
      timeZone,
    });
    formats.set(identity, format);
  }
  return format.format(new Date(at));
}
