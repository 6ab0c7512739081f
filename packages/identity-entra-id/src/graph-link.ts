/**
 * The target that a link of Graph's names (`@odata.nextLink`, `@odata.deltaLink`); null: it is none.
 * The host in it is left out: whoever answers must not send the token anywhere else.
 */
export function targetOfLink(link: string): string | null {
  const url = URL.parse(link);
  return url?.pathname.startsWith('/v1.0/') ? `${url.pathname.slice('/v1.0'.length)}${url.search}` : null;
}
