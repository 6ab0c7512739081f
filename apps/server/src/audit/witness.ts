import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { AuditRow } from './audit-entry.ts';
import { type Head, lastHead } from './read-witness.ts';

/**
 * An append-only file outside the database. `c id mac` after every commit, `h n mac` after every sealing:
 * what the database is later held against. Opened with O_APPEND; one file per server process at a time.
 */
export class Witness {
  readonly file: string;
  readonly #handle: FileHandle;
  #head: Head | null;
  #failure: Error | null = null;
  #tail: Promise<void> = Promise.resolve();
  #pending = '';
  #news = true;

  private constructor(file: string, handle: FileHandle, head: Head | null) {
    this.file = file;
    this.#handle = handle;
    this.#head = head;
  }

  static async open(file: string): Promise<Witness> {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const handle = await open(file, 'a+', 0o600);
    const head = await lastHead(handle);
    // A process that died in the middle of a line left half of it: the next line starts on its own.
    const { size } = await handle.stat();
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, Math.max(0, size - 1));
    if (size > 0 && buffer.toString() !== '\n') await handle.appendFile('\n');
    return new Witness(file, handle, head);
  }

  get head(): Head | null {
    return this.#head;
  }

  /** Why the witness cannot be written; null while all is well. */
  get failure(): Error | null {
    return this.#failure;
  }

  /** Whether rows were committed since the last time somebody asked. */
  hasNews(): boolean {
    const news = this.#news;
    this.#news = false;
    return news;
  }

  async committed(rows: readonly AuditRow[]): Promise<void> {
    this.#news = true;
    await this.#append(rows.map(({ id, mac }) => `c ${id} ${mac}\n`).join(''));
  }

  async sealed(head: Head): Promise<void> {
    await this.#append(`h ${head.n} ${head.mac}\n`);
    this.#head = head;
  }

  /** Tries to write what could not be written. Resolves to whether nothing is left. */
  async recover(): Promise<boolean> {
    await this.#append('').catch(() => undefined);
    return this.#failure === null;
  }

  async close(): Promise<void> {
    await this.#tail.catch(() => undefined);
    await this.#handle.close();
  }

  /** Appends in the order of the calls; what failed is kept and goes first the next time. */
  #append(lines: string): Promise<void> {
    this.#pending += lines;
    const mine = this.#tail.then(async () => {
      if (this.#pending === '') return;
      const chunk = this.#pending;
      try {
        // What failed may have left half a line: the next one starts on its own.
        await this.#handle.appendFile(this.#failure === null ? chunk : `\n${chunk}`);
        this.#pending = this.#pending.slice(chunk.length);
        this.#failure = null;
      } catch (error) {
        this.#failure = error as Error;
        throw error;
      }
    });
    this.#tail = mine.catch(() => undefined);
    return mine;
  }
}
