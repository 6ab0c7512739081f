import { createInterface } from 'node:readline';
import { Understanding } from '@access-account/understanding';
import { z } from 'zod';
import { StartError } from '../../start-error.ts';
import { knowledgeOf } from '../../understanding/knowledge-of.ts';
import { wordsFor } from './words-for.ts';

const line = z.object({
  text: z.string(),
  lang: z.string().nullish(),
  /** What is open: nothing, or a question. Absent: a question, so that a yes is read as one. */
  question: z.enum(['yes-no', 'yes-edit-cancel']).nullish(),
  expectsSecret: z.boolean().optional(),
});

/** Reads `{"text", "lang?"}` lines on standard input; prints a line for each. */
export async function readLines({ config }: { readonly config: string }): Promise<number> {
  const { folder, systems } = await wordsFor(config);
  const understanding = new Understanding(knowledgeOf(folder));
  let count = 0;
  for await (const input of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    count += 1;
    if (input.trim() === '') continue;
    const { text, lang = null, question = 'yes-edit-cancel', expectsSecret = false } = lineOf(input, count);
    const reading = understanding.read({ text, systems, question, language: lang, expectsSecret });
    const { intent, candidates, mode, tier, system, target, device, redacted } = reading;
    console.log(
      JSON.stringify({ intent: intent ?? candidates[0] ?? null, mode, tier, system, target, device, redacted }),
    );
  }
  return 0;
}

function lineOf(input: string, count: number): z.output<typeof line> {
  try {
    return line.parse(JSON.parse(input));
  } catch {
    throw new StartError({
      summary: `Line ${count} is no {"text": …}.`,
      remedy: 'Write one JSON object on each line.',
    });
  }
}
