import type { Entry } from 'ldapts';

/** One entry as the directory answered it. Attribute names are taken in any case, as LDAP does; an absent attribute has no values. */
export class LdapEntry {
  readonly dn: string;
  readonly #values: ReadonlyMap<string, readonly (string | Buffer)[]>;

  constructor({ dn, ...attributes }: Entry) {
    this.dn = dn;
    this.#values = new Map(Object.entries(attributes).map(([name, value]) => [name.toLowerCase(), [value].flat()]));
  }

  texts(name: string): readonly string[] {
    return (this.#values.get(name.toLowerCase()) ?? []).map(String);
  }

  text(name: string): string | undefined {
    return this.texts(name)[0];
  }

  /** Only for attributes that were asked for as bytes. */
  bytes(name: string): Buffer | undefined {
    const [value] = this.#values.get(name.toLowerCase()) ?? [];
    return value === undefined ? undefined : Buffer.from(value);
  }
}
