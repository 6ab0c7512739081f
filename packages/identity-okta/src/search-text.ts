/**
 * Text as a string of Okta's search language (RFC 7644, a JSON string), quoted; undefined where nobody can be called that,
 * so that nothing needs to be asked.
 */
export function searchText(value: string): string | undefined {
  const isName = value.trim() !== '' && value.length <= 100 && !/\p{Cc}/u.test(value) && value.isWellFormed();
  return isName ? `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"` : undefined;
}
