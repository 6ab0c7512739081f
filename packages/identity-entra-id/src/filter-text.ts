/**
 * Text as a string of OData (quotes are doubled), quoted; undefined where nobody can be called that, so that nothing needs to
 * be asked.
 */
export function filterText(value: string): string | undefined {
  const isName = value.trim() !== '' && value.length <= 256 && !/\p{Cc}/u.test(value) && value.isWellFormed();
  return isName ? `'${value.replaceAll("'", "''")}'` : undefined;
}
