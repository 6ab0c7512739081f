import type { JsonValue } from './json-value.ts';

export type LogFields = { readonly [key: string]: JsonValue | undefined };

/** A structured logger that redacts secrets by key and by known value. Never hand it a password: there is nothing to redact if it never arrives. */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}
