import { cleanText } from './clean-text.ts';
import { readAnswer } from './read-answer.ts';
import { readIntent } from './read-intent.ts';
import { readMode } from './read-mode.ts';
import { readSystem } from './read-system.ts';
import { readTarget } from './read-target.ts';
import type { Reading, UnderstandInput } from './reading.ts';
import { redactSecrets } from './redact-secrets.ts';
import { lineOf, wordsOf } from './words.ts';

/**
 * Reads what somebody wrote. Pure, in linear time, by closed lists and rules; it looks at the first 4,000 characters.
 * Secrets are taken out first: nothing behind that line has seen them.
 */
export function understand({ text, systems, question }: UnderstandInput): Reading {
  const { redacted, containsSecret } = redactSecrets(cleanText(text));
  const privacy = { redacted, containsSecret };
  const answer = question === null || containsSecret ? null : readAnswer({ text: redacted, question });
  if (answer !== null) return { intent: answer, mode: 'do', system: null, target: { kind: 'self' }, ...privacy };
  const words = wordsOf(redacted);
  const intent = readIntent({ words, systems });
  const mode = readMode(lineOf(words));
  if (intent === 'out_of_scope') return { intent, mode, system: null, target: { kind: 'self' }, ...privacy };
  return { intent, mode, system: readSystem({ words, systems }), target: readTarget({ words, systems }), ...privacy };
}
