import { percentile } from '../../testing/index.ts';

/** An utterance and what it asks for. */
export interface WordsRow {
  readonly text: string;
  readonly intent: string;
}

export interface WordsOptions {
  readonly rows: readonly WordsRow[];
  /** Where a subject that has to be trained keeps what it learned. */
  readonly file: string;
  /** Learn, and keep it; otherwise read what was kept. */
  readonly learn: boolean;
  readonly utterances: readonly (WordsRow & { readonly language: string })[];
}

/** What one program took to read everybody’s words, and how well it did. */
export interface WordsRun {
  /** Milliseconds from nothing to the first text that is read. */
  readonly load: number;
  /** Megabytes by which the process is larger afterwards. */
  readonly memory: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Macro-F1 of the four actions. */
  readonly f1: number;
  /** Texts that ask for none of the four, read as one of them. */
  readonly falseAlarms: number;
  /** Texts that ask for one of the four. */
  readonly wanted: number;
}

/** The intent that is read; null: none of ours. */
export type ReadText = (text: string) => string | null | Promise<string | null>;

const actions = ['unlock_account', 'password_reset', 'password_change', 'mfa_reset'];

export function readWordsOptions(): Promise<WordsOptions> {
  return new Promise((resolve) => process.once('message', (options) => resolve(options as WordsOptions)));
}

/** Loads, reads every text twice (the shorter time counts: what the machine does besides is not the text's) and answers. */
export async function measureWords({ rows }: WordsOptions, open: () => Promise<ReadText>): Promise<void> {
  const before = process.memoryUsage.rss();
  const begun = performance.now();
  const read = await open();
  await read('unlock my account');
  const load = performance.now() - begun;
  const memory = (process.memoryUsage.rss() - before) / 1_000_000;
  const times: number[] = [];
  const judged: { readonly intent: string; readonly read: string | null }[] = [];
  for (const { text, intent } of rows) {
    const first = await timed(read, text);
    const second = await timed(read, text);
    times.push(Math.min(first.took, second.took));
    judged.push({ intent, read: first.read });
  }
  const isAction = (intent: string | null) => intent !== null && actions.includes(intent);
  const f1s = actions.map((action) => {
    const right = judged.filter(({ intent, read: got }) => intent === action && got === action).length;
    const all = judged.filter(({ intent }) => intent === action).length;
    const said = judged.filter(({ read: got }) => got === action).length;
    return right === 0 ? 0 : (2 * right) / (all + said);
  });
  const run: WordsRun = {
    load,
    memory,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    f1: f1s.reduce((sum, f1) => sum + f1, 0) / f1s.length,
    falseAlarms: judged.filter(({ intent, read: got }) => !isAction(intent) && isAction(got)).length,
    wanted: judged.filter(({ intent }) => isAction(intent)).length,
  };
  process.send?.(run, undefined, undefined, () => process.disconnect());
}

async function timed(read: ReadText, text: string): Promise<{ readonly read: string | null; readonly took: number }> {
  const start = performance.now();
  const got = await read(text);
  return { read: got, took: performance.now() - start };
}
