import { access, constants, type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { AuditRow } from './audit-entry.ts';
import { type Head, highestHead } from './read-witness.ts';

/**
 * An append-only file outside the database. `c id mac` after every commit, `h n mac` after every sealing:
 * what the database is later held against. Opened with O_APPEND, at the first line; one file per process at a time.
 */
export class Witness {
  readonly file: string;
  #handle: FileHandle | undefined;
  #head: Head | null;
  #failure: Error | null = null;
  #tail: Promise<void> = Promise.resolve();
  #pending = '';
  #news = true;

  private constructor(file: string, head: Head | null) {
    this.file = file;
    this.#head = head;
  }

  /**
   * Its head is the highest that the file, or another one of the same audit, knows: what an earlier process saw sealed
   * must still be there. The others are only read.
   * @throws Error when its folder cannot be written to.
   */
  static async open(file: string, others: readonly string[] = []): Promise<Witness> {
    const folder = dirname(file);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.W_OK);
    return new Witness(file, await highestHead([file, ...others]));
  }

  /** The newest link that is known to have been sealed. */
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
    await this.#handle?.close();
  }

  /** Appends in the order of the calls; what failed is kept and goes first the next time. */
  #append(lines: string): Promise<void> {
    this.#pending += lines;
    const mine = this.#tail.then(async () => {
      if (this.#pending === '') return;
      const chunk = this.#pending;
      try {
        // What failed may have left half a line: the next one starts on its own.
        const handle = await this.#opened();
        await handle.appendFile(this.#failure === null ? chunk : `\n${chunk}`);
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

  /** The file is made by the first line: a command that changes nothing leaves none. */
  async #opened(): Promise<FileHandle> {
    if (this.#handle !== undefined) return this.#handle;
    const handle = await open(this.file, 'a+', 0o600);
    try {
      // A process that died in the middle of a line left half of it: the next line starts on its own.
      const { size } = await handle.stat();
      const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, Math.max(0, size - 1));
      if (size > 0 && buffer.toString() !== '\n') await handle.appendFile('\n');
    } catch (error) {
      await handle.close();
      throw error;
    }
    this.#handle = handle;
    return handle;
  }
}
