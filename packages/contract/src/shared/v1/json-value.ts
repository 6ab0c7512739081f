/** Anything JSON can carry. What crosses the contract is JSON-safe, so that a connector can one day live in another process. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue | undefined };
