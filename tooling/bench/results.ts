import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Judged, judge } from './goals.ts';
import type { Line } from './reading.ts';

export type Form = 'short' | 'long';

/** A line that is older than the results it stands in: its area was not measured again. */
interface EarlierLine extends Line {
  readonly at?: string;
  readonly revision?: string;
}

/** What one run came to. */
export interface Results {
  readonly form: Form;
  /** ISO 8601 instant. */
  readonly at: string;
  /** The commit that was measured. */
  readonly revision: string;
  readonly machine: string;
  readonly goals: readonly Judged[];
  readonly lines: readonly EarlierLine[];
  readonly notYet: Readonly<Record<string, string>>;
  readonly skipped: readonly string[];
}

type ResultsFile = { readonly [form in Form]?: Results };

const folder = fileURLToPath(new URL('../../bench/results', import.meta.url));

/** The newest results of this form that were saved; undefined before the first. */
export async function newestResults(form: Form): Promise<Results | undefined> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => /^\d{4}-\d\d-\d\d\.json$/.test(name));
  for (const name of names.toSorted().toReversed()) {
    const found = (await readFileOf(name))[form];
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * Some areas beside what was measured of the others before. Both sides of a ratio belong to one area, so that they are of one
 * run always.
 */
export function besideEarlier(results: Results, earlier: Results): Results {
  const nameOf = ({ subject, figure }: Line) => `${subject} · ${figure}`;
  const again = new Set(results.lines.map(nameOf));
  const { at, revision } = earlier;
  const kept = earlier.lines.filter((line) => !again.has(nameOf(line))).map((line) => ({ at, revision, ...line }));
  const lines = [...kept, ...results.lines];
  return { ...results, lines, goals: judge(lines) };
}

/** Writes `bench/results/<date>.json`, one per day, the results of each form in it. Answers its path. */
export async function saveResults(results: Results): Promise<string> {
  const name = `${results.at.slice(0, 10)}.json`;
  const file = { ...(await readFileOf(name)), [results.form]: results };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), `${JSON.stringify(file, null, 2)}\n`);
  return `bench/results/${name}`;
}

async function readFileOf(name: string): Promise<ResultsFile> {
  const text = await readFile(join(folder, name), 'utf8').catch(() => '{}');
  return JSON.parse(text) as ResultsFile;
}
