import { type Explanation, Understanding } from '@access-account/understanding';
import { knowledgeOf } from '../../understanding/knowledge-of.ts';
import { table } from '../table.ts';
import { wordsFor } from './words-for.ts';

export interface ExplainOptions {
  readonly config: string;
  readonly json: boolean;
  readonly text: string;
}

/** Says what a text is read as, and why. Exit code 1 where it is nothing of ours. */
export async function explain({ config, json, text }: ExplainOptions): Promise<number> {
  const { folder, systems } = await wordsFor(config);
  const explanation = new Understanding(knowledgeOf(folder)).explain({ text, systems, question: 'yes-edit-cancel' });
  if (json) console.log(JSON.stringify(explanation));
  else console.log(inWords(explanation));
  return explanation.reading.tier === 'none' ? 1 : 0;
}

function inWords({ reading, concepts, rules, guesses }: Explanation): string {
  const { intent, tier, candidates, mode, system, target, device, redacted } = reading;
  const meant = tier === 'clarify' ? `asked: ${candidates.join(' or ')}` : (intent ?? 'nothing clear');
  return table(
    ['what', 'read'],
    [
      ['text', redacted],
      ['tier', tier],
      ['intent', meant],
      ['mode', mode],
      [
        'system',
        system === null
          ? '(none is named)'
          : system.kind === 'known'
            ? system.name
            : `“${system.words}”, not connected`,
      ],
      ['whose', target.kind === 'self' ? 'their own' : `“${target.words}”`],
      ['device', device ?? '(none is named)'],
      ['concepts', concepts.map(({ concept, words }) => `${concept} “${words}”`).join(', ') || '(none)'],
      ['rules', rules.join(', ') || '(none)'],
      [
        'classifier',
        guesses.map((guess) => `${guess.intent} ${guess.probability.toFixed(2)}`).join(', ') || '(not asked)',
      ],
    ],
  );
}
