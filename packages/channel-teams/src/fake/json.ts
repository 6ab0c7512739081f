/** Whatever came in; everything is looked at before it is believed. */
export type Json = { readonly [name: string]: unknown };

export function asJson(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
