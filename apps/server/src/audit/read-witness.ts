import { createReadStream } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';

/** The newest link of the chain: its position and its MAC. */
export interface Head {
  readonly n: string;
  readonly mac: string;
}

/** Tells of a row that was committed. */
interface Committed {
  readonly kind: 'committed';
  readonly id: string;
  readonly mac: string;
}

/** One line of a witness file. */
export type WitnessLine =
  | Committed
  | ({ readonly kind: 'sealed' } & Head)
  /** What a process leaves that was killed while it wrote. */
  | { readonly kind: 'half' }
  /** Somebody's hand. */
  | { readonly kind: 'strange' };

const half = /^(c( [0-9a-f-]{0,36}( [\w-]{0,43})?)?|h( \d{0,20}( [\w-]{0,43})?)?)?$/;

export function parseLine(line: string): WitnessLine {
  const row = /^c (?<id>[0-9a-f-]{36}) (?<mac>[\w-]{43})$/.exec(line)?.groups as Omit<Committed, 'kind'> | undefined;
  if (row !== undefined) return { kind: 'committed', ...row };
  const head = /^h (?<n>\d+) (?<mac>[\w-]{43})$/.exec(line)?.groups as Head | undefined;
  if (head !== undefined) return { kind: 'sealed', ...head };
  return { kind: half.test(line) ? 'half' : 'strange' };
}

export interface ReadWitnessOptions {
  /** Lines in one page. */
  readonly page: number;
  /** Bytes to read: a file that is being written to ends where it ended when we looked. */
  readonly size: number;
}

/** Bytes of a witness file; an absent one is empty. */
export async function witnessSize(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}

/** Reads a witness file page by page, so that its length costs no memory. */
export async function* readWitness(
  file: string,
  { page, size }: ReadWitnessOptions,
): AsyncGenerator<readonly WitnessLine[]> {
  if (size === 0) return;
  let lines: WitnessLine[] = [];
  const input = createReadStream(file, { end: size - 1 });
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    lines.push(parseLine(line));
    if (lines.length < page) continue;
    yield lines;
    lines = [];
  }
  yield lines;
}

/** The one that is further along the chain. */
export function highest(one: Head | null, other: Head | null): Head | null {
  if (one === null || other === null) return one ?? other;
  return BigInt(other.n) > BigInt(one.n) ? other : one;
}

/** The highest of the last heads that these files tell of; an absent file tells of none. */
export async function highestHead(files: readonly string[]): Promise<Head | null> {
  let head: Head | null = null;
  for (const file of files) {
    if ((await witnessSize(file)) === 0) continue;
    const handle = await open(file, 'r');
    try {
      head = highest(head, await lastHead(handle));
    } finally {
      await handle.close();
    }
  }
  return head;
}

const chunk = 64 * 1024;

/** The last head that a witness file tells of, found from its end; null where there is none. */
export async function lastHead(handle: FileHandle): Promise<Head | null> {
  let { size: end } = await handle.stat();
  let rest = '';
  while (end > 0) {
    const start = Math.max(0, end - chunk);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(end - start), 0, end - start, start);
    const [first = '', ...lines] = `${buffer.toString('latin1', 0, bytesRead)}${rest}`.split('\n');
    // Its beginning is in the chunk before it.
    rest = first;
    for (const line of (start === 0 ? [first, ...lines] : lines).toReversed()) {
      const parsed = parseLine(line);
      if (parsed.kind === 'sealed') return { n: parsed.n, mac: parsed.mac };
    }
    end = start;
  }
  return null;
}
