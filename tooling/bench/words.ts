import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expandedPatterns, shippedKnowledge } from '../../packages/understanding/src/index.ts';
import { mustRun } from '../real-servers/run-command.ts';
import { watchMachine } from './machine.ts';
import type { Reading } from './reading.ts';
import type { WordsOptions, WordsRow, WordsRun } from './references/read-words.ts';

export interface WordsBenchOptions {
  readonly rounds: number;
  readonly say: (line: string) => void;
}

/** What both of them speak. */
const languages: readonly string[] = ['de', 'en', 'es', 'fr', 'it', 'ja', 'pt-BR'];
const folder = fileURLToPath(new URL('nlpjs', import.meta.url));
/** Of one pattern no more are taught, as in our own training. */
const mostOfOnePattern = 12;

/**
 * How well and how fast words are read, beside nlp.js taught with the same sentences: each in a process of its own. With the
 * utterances of ACCESS_ACCOUNT_UTTERANCES, or with our own evaluation set where there are none.
 */
export async function words({ rounds, say }: WordsBenchOptions): Promise<readonly Reading[]> {
  const rows = rowsOf(process.env.ACCESS_ACCOUNT_UTTERANCES);
  const hasPeer = await install(say);
  const place = await mkdtemp(join(tmpdir(), 'access-account-bench-'));
  const options: WordsOptions = { rows, file: join(place, 'model.json'), learn: false, utterances: taught() };
  try {
    if (hasPeer) {
      say(`… nlp.js learns ${options.utterances.length} sentences`);
      await ran('peer-nlpjs', { ...options, learn: true });
    }
    const readings: Reading[] = [];
    for (let round = 0; round < rounds; round += 1) {
      say(`… ${rows.length} texts are read`);
      readings.push(...(await measured('understanding', 'subject-understanding', options)));
      if (hasPeer) readings.push(...(await measured('peer-nlpjs', 'peer-nlpjs', options)));
    }
    return readings;
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

/** Nobody who installs the product gets it: it is fetched here, once, by its own lockfile and without install scripts. */
async function install(say: (line: string) => void): Promise<boolean> {
  try {
    createRequire(join(folder, 'package.json')).resolve('@nlpjs/nlp');
    return true;
  } catch {
    say('… nlp.js is installed for the bench');
  }
  try {
    await mustRun({
      command: 'npm',
      arguments: ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder],
    });
    return true;
  } catch (error) {
    say(`SKIPPED: nlp.js: it could not be installed. ${(error as Error).message.split('\n')[0]}`);
    return false;
  }
}

function rowsOf(file: string | undefined): readonly WordsRow[] {
  if (file !== undefined && existsSync(file)) {
    const rows = readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as WordsRow & { readonly lang: string });
    return rows
      .filter(({ lang }) => languages.some((language) => language.startsWith(lang)))
      .map(({ text, intent }) => ({ text, intent }));
  }
  const { parse } = createRequire(new URL('../../packages/understanding/package.json', import.meta.url))('yaml') as {
    parse(text: string): Readonly<Record<string, readonly string[]>>;
  };
  return languages.flatMap((language) => {
    const own = new URL(`../../packages/understanding/evaluation/${language}.yaml`, import.meta.url);
    return Object.entries(parse(readFileSync(own, 'utf8'))).flatMap(([intent, texts]) =>
      texts.map((text) => ({ text, intent: intent === 'negatives' ? 'out_of_scope' : intent })),
    );
  });
}

/** The sentences that ours learns from as well. */
function taught(): WordsOptions['utterances'] {
  return shippedKnowledge.vocabulary.utterances.flatMap(({ intent, language, utterances }) =>
    utterances.flatMap((pattern) => {
      const texts = expandedPatterns(pattern);
      const step = Math.max(1, Math.floor(texts.length / mostOfOnePattern));
      return texts
        .filter((_, index) => index % step === 0)
        .map((text) => ({ text, language, intent: intent === 'out_of_scope' ? 'None' : intent }));
    }),
  );
}

async function measured(
  subject: 'understanding' | 'peer-nlpjs',
  program: string,
  options: WordsOptions,
): Promise<readonly Reading[]> {
  const during = watchMachine();
  const run = await ran<WordsRun>(program, options);
  const about = { subject, machine: during() } as const;
  const n = options.rows.length;
  return [
    { ...about, figure: 'words read, p50', unit: 'ms', value: run.p50, n },
    { ...about, figure: 'words read, p99', unit: 'ms', value: run.p99, n },
    { ...about, figure: 'words: load', unit: 'ms', value: run.load, n: 1 },
    { ...about, figure: 'words: memory added', unit: 'MB', value: run.memory, n: 1 },
    { ...about, figure: 'words: macro-F1 of four actions', unit: '', value: run.f1, n: run.wanted },
    { ...about, figure: 'words: false alarms', unit: '', value: run.falseAlarms, n: n - run.wanted },
  ];
}

async function ran<Answer>(program: string, options: WordsOptions): Promise<Answer> {
  const child = spawn(process.execPath, [fileURLToPath(new URL(`references/${program}.ts`, import.meta.url))], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => (errors += chunk));
  const ended = once(child, 'close').then(([code]) => {
    throw new Error(`${program} ended with ${code}: ${errors}`);
  });
  ended.catch(() => undefined);
  child.send(options);
  const [answer] = await Promise.race([once(child, 'message'), ended]);
  await ended.catch(() => undefined);
  return answer as Answer;
}
