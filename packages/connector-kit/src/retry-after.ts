/** Milliseconds. */
const longest = 60 * 60_000;

/** Milliseconds to wait by a `Retry-After` header (RFC 9110, 10.2.3: seconds or a date), at most an hour; undefined: it says nothing of use. */
export function retryAfter(headers: Headers, now: Date): number | undefined {
  const said = headers.get('retry-after')?.trim() ?? '';
  if (said === '') return undefined;
  const wait = /^\d+$/.test(said) ? Number(said) * 1000 : Date.parse(said) - now.getTime();
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), longest) : undefined;
}
