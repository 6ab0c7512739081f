/**
 * Path and query of the page that follows, from a Link header (RFC 8288); null where there is none.
 * The host in it is left out: whoever answers must not send the credentials anywhere else.
 */
export function nextPage(link: string | null): string | null {
  for (const [, address, parameters] of (link ?? '').matchAll(/<([^>]*)>((?:\s*;\s*[^,<]*)?)/g)) {
    if (address === undefined || !/;\s*rel="?next"?\s*(;|$)/.test(parameters ?? '')) continue;
    return targetOf(address);
  }
  return null;
}

function targetOf(address: string): string | null {
  const url = URL.parse(address, 'https://okta.invalid');
  return url?.pathname.startsWith('/api/v1/') ? `${url.pathname}${url.search}` : null;
}
