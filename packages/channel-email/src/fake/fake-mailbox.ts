export interface StoredMail {
  readonly uid: number;
  readonly raw: Buffer;
  readonly arrived: Date;
  readonly flags: Set<string>;
}

/** One folder, as an IMAP server keeps it: numbers that only rise, as long as its validity is the same. */
export class FakeMailbox {
  readonly #listeners = new Set<() => void>();
  #validity = 1_700_000_000;
  #next = 1;
  #mails: StoredMail[] = [];

  get validity(): number {
    return this.#validity;
  }

  get next(): number {
    return this.#next;
  }

  get mails(): readonly StoredMail[] {
    return this.#mails;
  }

  /** A mail arrives. */
  add(raw: Buffer, arrived = new Date()): StoredMail {
    const mail = { uid: this.#next, raw, arrived, flags: new Set<string>() };
    this.#next += 1;
    this.#mails.push(mail);
    for (const listener of this.#listeners) listener();
    return mail;
  }

  /** The folder is restored from a backup: the same mails, under other numbers, nothing marked. */
  renumber(): void {
    this.#validity += 1;
    this.#mails = this.#mails.map(({ raw, arrived }, index) => ({ uid: index + 1, raw, arrived, flags: new Set() }));
    this.#next = this.#mails.length + 1;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
