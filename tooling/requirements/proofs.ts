import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The families of requirements and of edge cases, and the numbers that they have. Who writes a test for one names it: `LN-4 tells the person within seconds`. */
const families: Readonly<Record<string, readonly [first: number, last: number]>> = {
  GEN: [1, 10],
  LN: [1, 15],
  UA: [1, 10],
  PR: [1, 6],
  MFA: [0, 9],
  PE: [1, 14],
  CFG: [1, 12],
  EC: [1, 42],
  OPS: [1, 3],
};

/** Those that are known to have no test, and why. */
export const unproven: Readonly<Record<string, string>> = {
  'CFG-6': 'shown by PE-3',
  'CFG-7': 'shown by PE-6',
};

/** Where tests are, by whose they are: the whole server on both databases, the policies alone, everything else. */
export const placesOfTests = {
  server: ['apps/server/test'],
  policies: ['packages/policies/test'],
  others: ['packages', 'tooling/test'],
} as const;
type Place = keyof typeof placesOfTests;

export interface Proof {
  readonly id: string;
  /** How many files have tests with this id, by place. */
  readonly files: Readonly<Record<Place, number>>;
  readonly total: number;
}

/** Every requirement, with how many files show it. */
export function findProofs(root: string): readonly Proof[] {
  const found = new Map<string, Record<Place, number>>();
  for (const place of Object.keys(placesOfTests) as Place[]) {
    for (const file of testFiles(root, place)) {
      for (const id of idsIn(readFileSync(file, 'utf8'))) {
        const files = found.get(id) ?? { server: 0, policies: 0, others: 0 };
        files[place] += 1;
        found.set(id, files);
      }
    }
  }
  return Object.entries(families).flatMap(([family, [first, last]]) =>
    Array.from({ length: last - first + 1 }, (_, index): Proof => {
      // Edge cases are numbered with two digits.
      const id = `${family}-${String(first + index).padStart(family === 'EC' ? 2 : 1, '0')}`;
      const files = found.get(id) ?? { server: 0, policies: 0, others: 0 };
      return { id, files, total: files.server + files.policies + files.others };
    }),
  );
}

/** The ids in the names of a file's tests: a comment proves nothing. */
export function idsIn(text: string): ReadonlySet<string> {
  const code = text.replace(/\/\*.*?\*\//gs, '').replace(/^\s*\/\/.*$/gm, '');
  const names = new RegExp(`(?<![\\w-])(?:${Object.keys(families).join('|')})-\\d+(?![\\w-])`, 'g');
  return new Set([...code.matchAll(names)].map(([id]) => id));
}

function testFiles(root: string, place: Place): readonly string[] {
  return placesOfTests[place].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => !file.includes('node_modules') && file.endsWith('.ts'))
      .map((file) => join(root, folder, file))
      .filter((file) => isTest(file) && (place === 'policies' || !file.includes('packages/policies'))),
  );
}

/** A test, or a conformance suite: those are tests that are run from elsewhere. */
function isTest(file: string): boolean {
  return file.endsWith('.test.ts') || /[\\/]conformance[\\/]/.test(file);
}
