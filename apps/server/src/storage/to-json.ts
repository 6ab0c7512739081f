/** JSON as PostgreSQL can keep it: `jsonb` has no place for U+0000, which stands for nothing in any text of ours. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'string' ? part.replaceAll('\0', '\ufffd') : part,
  );
}
