/**
 * A Bot Connector’s address, as a base to append to; undefined where it is not on exactly one of the origins that are allowed.
 * The address comes with every request and our token is sent to it: nothing about it is lenient.
 */
export function serviceUrlIn(allowed: readonly string[], address: string): string | undefined {
  // What parsers disagree about is not parsed: blanks, backslashes, user names, queries.
  if (!/^https?:\/\/[a-z0-9.:[\]-]+(\/[A-Za-z0-9._~/-]*)?$/.test(address) || address.length > 500) return undefined;
  const url = URL.parse(address);
  const isAllowed = url !== null && allowed.some((one) => URL.parse(one)?.origin === url.origin);
  return isAllowed && address.startsWith(url.origin) && !/\/\.{1,2}(\/|$)/.test(address)
    ? address.replace(/\/+$/, '')
    : undefined;
}
