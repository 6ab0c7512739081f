import { type FileHandle, mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { AuditRow } from './audit-entry.ts';

/** The newest link of the chain: its position and its MAC. */
export interface Head {
  readonly n: string;
  readonly mac: string;
}

/** What a witness file says. */
export interface WitnessAccount {
  /** Row id → row MAC, for every row that was committed. */
  readonly committed: ReadonlyMap<string, string>;
  readonly head: Head | null;
  /** Lines that are neither: somebody wrote into the file. */
  readonly strange: readonly string[];
}

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

  private constructor(file: string, handle: FileHandle, head: Head | null) {
    this.file = file;
    this.#handle = handle;
    this.#head = head;
  }

  static async open(file: string): Promise<Witness> {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const handle = await open(file, 'a', 0o600);
    const { head } = await readWitness(file);
    // A process that died in the middle of a line left half of it: the next line starts on its own.
    const text = await readFile(file, 'utf8');
    if (text !== '' && !text.endsWith('\n')) await handle.appendFile('\n');
    return new Witness(file, handle, head);
  }

  get head(): Head | null {
    return this.#head;
  }

  /** Why the witness cannot be written; null while all is well. */
  get failure(): Error | null {
    return this.#failure;
  }

  async committed(rows: readonly AuditRow[]): Promise<void> {
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

/** Reads a witness file; an absent one is an empty account. */
export async function readWitness(file: string): Promise<WitnessAccount> {
  const committed = new Map<string, string>();
  const strange: string[] = [];
  let head: Head | null = null;
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const lines = text.split('\n');
  const unfinished = lines.pop();
  for (const line of lines) {
    const [, id, rowMac] = /^c ([0-9a-f-]{36}) ([\w-]{43})$/.exec(line) ?? [];
    const [, n, headMac] = /^h (\d+) ([\w-]{43})$/.exec(line) ?? [];
    if (id && rowMac) committed.set(id, rowMac);
    else if (n && headMac) head = { n, mac: headMac };
    // Half a line has half a MAC: it witnesses nothing.
    else if (line !== '') strange.push(line);
  }
  if (unfinished) strange.push(unfinished);
  return { committed, head, strange };
}
