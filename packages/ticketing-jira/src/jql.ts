/** A value in JQL: quoted, with what could end it escaped. Undefined: no field of Jira holds this. */
export function jqlString(value: string): string | undefined {
  return /[\p{Cc}\u2028\u2029]/u.test(value) ? undefined : `"${value.replace(/["\\]/g, '\\$&')}"`;
}
