import { z } from 'zod';

/** A secret value that does not print itself: `String()`, `JSON.stringify` and `util.inspect` say `[secret]`. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value. Every call site is a place where a secret leaves its wrapping: easy to search for on purpose. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[secret]';
  }
}

/** A configuration field for a secret. The configuration holds a reference (`${env:…}`, `${file:…}`); its JSON Schema says `format: password`. */
export function secret(description: string) {
  return z
    .string()
    .min(1)
    .meta({ description, format: 'password', writeOnly: true })
    .transform((value) => new Secret(value));
}
