/** Whether the runtime knows this name of the IANA time zone database. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    // An offset such as +02:00 is understood, too, and knows no summer time.
    return !/^[+-]/.test(name);
  } catch {
    return false;
  }
}
