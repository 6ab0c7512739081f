import { appendFileSync, existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { lastHead, parseLine, readWitness, type WitnessLine, witnessSize } from '../src/audit/read-witness.ts';
import { Witness } from '../src/audit/witness.ts';
import { newWitnessFile, witnessFiles } from '../src/audit/witness-files.ts';

const id = '0b3c1f6e-0d7c-4a52-9c8e-3f1f2f7f0001';
const mac = `${'Ab_-9'.repeat(8)}xyz`;
const place = () => join(mkdtempSync(join(tmpdir(), 'access-account-witness-')), 'data', 'audit.witness');
const temporary = (text: string) => {
  const file = join(mkdtempSync(join(tmpdir(), 'access-account-witness-')), 'audit.witness');
  writeFileSync(file, text);
  return file;
};
const row = (nth: number) => ({ id: id.replace(/1$/, String(nth)), at: new Date(), body: '{}', mac });

const opened: Witness[] = [];
const handles: FileHandle[] = [];
afterEach(async () => {
  for (const one of [...opened.splice(0), ...handles.splice(0)]) await one.close();
});

async function opening(file: string): Promise<Witness> {
  const witness = await Witness.open(file);
  opened.push(witness);
  return witness;
}

async function handleOf(file: string): Promise<FileHandle> {
  const handle = await open(file, 'r');
  handles.push(handle);
  return handle;
}

describe('a line of a witness', () => {
  test('tells of a commit or of a sealing', () => {
    expect(parseLine(`c ${id} ${mac}`)).toEqual({ kind: 'committed', id, mac });
    expect(parseLine(`h 12 ${mac}`)).toEqual({ kind: 'sealed', n: '12', mac });
  });

  test('may end anywhere, as a killed process leaves it', () => {
    for (const line of [`c ${id} ${mac}`, `h 9223372036854775807 ${mac}`]) {
      for (let length = 0; length < line.length; length += 1)
        expect([length, parseLine(line.slice(0, length)).kind]).toEqual([length, 'half']);
    }
  });

  test.each([
    'hello',
    'x',
    ` c ${id} ${mac}`,
    `c ${id} ${mac} `,
    `c ${id} ${mac}x`,
    `xc ${id} ${mac}`,
    `c ${id}`.toUpperCase(),
    `c ${id}a ${mac}`,
    `c ${id} ${mac.slice(1)}!`,
    `xh 12 ${mac}`,
    `h 12 ${mac}x`,
    `h 12 ${mac.slice(1)}.`,
    `h x ${mac}`,
    `h 123456789012345678901 `,
    'h 12  ',
    'hc',
    'ch',
  ])('that is none is somebody’s hand: %j', (line) => {
    expect(parseLine(line)).toEqual({ kind: 'strange' });
  });
});

describe('reading a witness', () => {
  const pagesOf = async (file: string, page: number, size?: number) => {
    const pages: (readonly WitnessLine[])[] = [];
    for await (const lines of readWitness(file, { page, size: size ?? (await witnessSize(file)) })) pages.push(lines);
    return pages;
  };
  const lines = [1, 2, 3, 4].map((n) => `h ${n} ${mac}\n`);

  test('goes page by page, each line once', async () => {
    const file = temporary(lines.join(''));
    const numbers = (pages: Awaited<ReturnType<typeof pagesOf>>) =>
      pages.map((page) => page.map((line) => (line.kind === 'sealed' ? line.n : line.kind)));
    expect(numbers(await pagesOf(file, 3))).toEqual([['1', '2', '3'], ['4']]);
    expect(numbers(await pagesOf(file, 4))).toEqual([['1', '2', '3', '4'], []]);
    expect(numbers(await pagesOf(file, 5))).toEqual([['1', '2', '3', '4']]);
  });

  test('ends where it ended when it was looked at, however it grows', async () => {
    const file = temporary(lines.join(''));
    const size = await witnessSize(file);
    appendFileSync(file, lines.join(''));
    expect((await pagesOf(file, 100, size)).flat()).toHaveLength(4);
  });

  test('an absent one is empty; one that cannot be looked at is an error', async () => {
    const file = place();
    expect(await witnessSize(file)).toBe(0);
    expect(await pagesOf(file, 3)).toEqual([]);
    await expect(witnessSize(join(temporary(''), 'below-a-file'))).rejects.toThrow('ENOTDIR');
  });

  test('the last head is found from the end, however long the file is and wherever its lines are cut', async () => {
    const commits = `c ${id} ${mac}\n`;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.constant('h'), fc.integer({ min: 1, max: 1200 })), { maxLength: 5 }),
        fc.constantFrom('', 'h 99', `h 99 ${mac.slice(1)}`),
        async (parts, half) => {
          let n = 0;
          const text = parts.map((part) => (part === 'h' ? `h ${++n} ${mac}\n` : commits.repeat(part))).join('') + half;
          const found = await lastHead(await handleOf(temporary(text)));
          expect(found).toEqual(n === 0 ? null : { n: String(n), mac });
        },
      ),
    );
  });

  test('a head whose line lies across the chunks that are read', async () => {
    const chunk = 64 * 1024;
    for (let before = 0; before <= 60; before += 1) {
      // The head's line ends so many bytes before the chunk that is read first, or begins in the chunk before it.
      const rest = 'x'.repeat(chunk - before - 1);
      const file = temporary(`${'y'.repeat(70_000)}\nh 7 ${mac}\n${rest}\n`);
      expect(await lastHead(await handleOf(file))).toEqual({ n: '7', mac });
    }
  });

  test('a head on the very first line', async () => {
    expect(await lastHead(await handleOf(temporary(`h 7 ${mac}`)))).toEqual({ n: '7', mac });
    expect(await lastHead(await handleOf(temporary(`h 7 ${mac}\n${'x'.repeat(100_000)}`)))).toEqual({ n: '7', mac });
  });
});

describe('writing a witness', () => {
  test('makes its folder and itself for nobody else, and has a line for every row and every head', async () => {
    const file = place();
    const witness = await opening(file);
    expect(witness.head).toBeNull();
    await witness.committed([row(1), row(2)]);
    await witness.sealed({ n: '2', mac });
    expect(readFileSync(file, 'utf8')).toBe(`c ${row(1).id} ${mac}\nc ${row(2).id} ${mac}\nh 2 ${mac}\n`);
    expect(witness.head).toEqual({ n: '2', mac });
    expect([dirname(file), file].map((one) => statSync(one).mode & 0o777)).toEqual([0o700, 0o600]);
  });

  test('goes on after what is there: on a line of its own where the last one is half', async () => {
    for (const [before, after] of [
      ['', `h 2 ${mac}\n`],
      [`h 1 ${mac}\n`, `h 1 ${mac}\nh 2 ${mac}\n`],
      [`h 1 ${mac}\nc 0b`, `h 1 ${mac}\nc 0b\nh 2 ${mac}\n`],
      ['c', `c\nh 2 ${mac}\n`],
    ] as const) {
      const file = temporary(before);
      const witness = await opening(file);
      expect(witness.head).toEqual(before.startsWith('h') ? { n: '1', mac } : null);
      await witness.sealed({ n: '2', mac });
      expect(readFileSync(file, 'utf8')).toBe(after);
    }
  });

  test('there is news at the start, for nobody knows what was left, and after a commit; each is told once', async () => {
    const witness = await opening(place());
    expect([witness.hasNews(), witness.hasNews()]).toEqual([true, false]);
    await witness.committed([row(1)]);
    expect([witness.hasNews(), witness.hasNews()]).toEqual([true, false]);
    await witness.sealed({ n: '1', mac });
    expect(witness.hasNews()).toBe(false);
  });

  test('nothing to write is nothing written', async () => {
    const file = place();
    const witness = await opening(file);
    await witness.committed([]);
    expect(await witness.recover()).toBe(true);
    expect(existsSync(file)).toBe(false);
  });

  test('its head is the highest that it or an earlier one knows, and the earlier ones are only read', async () => {
    const others = [`h 9 ${mac}\n`, `h 10 ${mac}\nc 0b`, `c ${id} ${mac}\n`, ''].map(temporary);
    const before = others.map((file) => readFileSync(file, 'utf8'));
    for (const [own, head] of [
      ['', '10'],
      [`h 2 ${mac}\n`, '10'],
      [`h 11 ${mac}\n`, '11'],
    ] as const) {
      const witness = await Witness.open(temporary(own), [...others, place()]);
      opened.push(witness);
      expect(witness.head).toEqual({ n: head, mac });
      await witness.committed([row(1)]);
      expect(readFileSync(witness.file, 'utf8')).toBe(`${own}c ${row(1).id} ${mac}\n`);
    }
    expect(others.map((file) => readFileSync(file, 'utf8'))).toEqual(before);
  });

  test('a folder that cannot be used is told of at once', async () => {
    await expect(Witness.open(join(temporary(''), 'audit.witness'))).rejects.toThrow('EEXIST');
  });

  test('what comes at once is written in its order, each line once', async () => {
    const file = place();
    const witness = await opening(file);
    await Promise.all([1, 2, 3, 4, 5].map((nth) => witness.committed([row(nth)])));
    expect(readFileSync(file, 'utf8')).toBe([1, 2, 3, 4, 5].map((nth) => `c ${row(nth).id} ${mac}\n`).join(''));
  });

  test('a head that could not be written is not the head; all is written once the disk takes it again', async () => {
    const file = place();
    const witness = await opening(file);
    await witness.sealed({ n: '1', mac });
    const disk = brokenDisk(await handleOf(file));
    try {
      await expect(witness.sealed({ n: '2', mac })).rejects.toThrow('ENOSPC');
      expect(witness.head).toEqual({ n: '1', mac });
      expect(witness.failure?.message).toBe('ENOSPC');
      expect(await witness.recover()).toBe(false);
    } finally {
      disk.mend();
    }
    await witness.committed([row(1)]);
    expect(witness.failure).toBeNull();
    expect(readFileSync(file, 'utf8')).toBe(`h 1 ${mac}\n\nh 2 ${mac}\nc ${row(1).id} ${mac}\n`);
    await witness.committed([row(2)]);
    expect(readFileSync(file, 'utf8').endsWith(`c ${row(1).id} ${mac}\nc ${row(2).id} ${mac}\n`)).toBe(true);
  });

  test('it is closed once what is under way is written', async () => {
    const file = place();
    const witness = await Witness.open(file);
    const writing = witness.committed([row(1)]);
    await witness.close();
    await writing;
    expect(readFileSync(file, 'utf8')).toBe(`c ${row(1).id} ${mac}\n`);
  });
});

describe('the witness files of a data directory', () => {
  test('on PostgreSQL no two processes have the same, be it in another container or with a pid that came back', () => {
    const own = () => newWitnessFile({ dataDirectory: '/data', embedded: false });
    expect(new Set([own(), own(), own()]).size).toBe(3);
    expect(newWitnessFile({ dataDirectory: '/data', embedded: true })).toBe('/data/audit.witness');
  });

  test('are all of one database: those of the embedded one are not PostgreSQL’s', async () => {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'access-account-witness-'));
    const own = newWitnessFile({ dataDirectory, embedded: false });
    const files = ['audit.1.witness', 'audit-of-another.witness'].map((name) => join(dataDirectory, name));
    for (const file of [own, ...files, join(dataDirectory, 'audit.witness'), join(dataDirectory, 'audit.key')])
      writeFileSync(file, '');
    expect(await witnessFiles({ dataDirectory, embedded: false })).toEqual([own, ...files].sort());
    expect(await witnessFiles({ dataDirectory, embedded: true })).toEqual([join(dataDirectory, 'audit.witness')]);
  });
});

/** Nothing more can be written to any file. */
function brokenDisk(handle: FileHandle): { mend(): void } {
  const prototype = Object.getPrototypeOf(handle) as FileHandle;
  const { appendFile } = prototype;
  prototype.appendFile = async () => {
    throw new Error('ENOSPC');
  };
  return {
    mend: () => {
      prototype.appendFile = appendFile;
    },
  };
}
