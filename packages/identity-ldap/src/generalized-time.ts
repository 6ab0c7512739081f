const pattern = /^(\d{4})(\d{2})(\d{2})(\d{2})(?:(\d{2})(?:(\d{2}))?)?(?:[.,](\d+))?(Z|[+-]\d{2}(?:\d{2})?)$/;

/** The instant of an LDAP generalized time (RFC 4517: 20260115090000Z), in milliseconds since 1970; undefined for anything else. */
export function fromGeneralizedTime(value: string | undefined): number | undefined {
  const match = pattern.exec(value ?? '');
  if (!match) return undefined;
  const [, year, month, day, hour, minute = '00', second = '00', fraction, zone = 'Z'] = match;
  const offset = zone === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(3) || '00'}`;
  const whole = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`);
  if (Number.isNaN(whole)) return undefined;
  // The fraction belongs to the smallest unit that is given.
  const unit = match[6] ? 1000 : match[5] ? 60_000 : 3_600_000;
  return whole + Math.floor(Number(`0.${fraction ?? '0'}`) * unit);
}

/** @param instant milliseconds since 1970. */
export function toGeneralizedTime(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19).replace(/[-T:]/g, '')}Z`;
}
