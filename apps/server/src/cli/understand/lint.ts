import { shippedKnowledge, type Vocabulary, withOwnWords } from '@access-account/understanding';
import { readVocabulary } from '../../understanding/read-vocabulary.ts';
import { table } from '../table.ts';
import { wordsFor } from './words-for.ts';

interface Finding {
  readonly where: string;
  readonly what: string;
}

/** Whether the organisation's own words, or those that are shipped, are in order. Exit code 1 where something was found. */
export async function lint({ config, json }: { readonly config: string; readonly json: boolean }): Promise<number> {
  const { folder } = await wordsFor(config);
  const { vocabulary: shipped } = shippedKnowledge;
  const vocabulary = folder === null ? shipped : withOwnWords(shipped, readVocabulary(folder));
  const findings = [...unknownConcepts(vocabulary), ...unusedConcepts(vocabulary), ...contradictions(vocabulary)];
  if (json) console.log(JSON.stringify({ folder, findings }));
  else if (findings.length === 0) console.log(`${folder ?? 'What is shipped'} is in order.`);
  else
    console.log(
      table(
        ['where', 'what'],
        findings.map(({ where, what }) => [where, what]),
      ),
    );
  return findings.length === 0 ? 0 : 1;
}

function conceptsOf({ lexicons }: Vocabulary): ReadonlySet<string> {
  return new Set(lexicons.flatMap(({ concepts }) => Object.keys(concepts)));
}

/** A rule that waits for what no lexicon has never fits. */
function unknownConcepts(vocabulary: Vocabulary): readonly Finding[] {
  const known = conceptsOf(vocabulary);
  return vocabulary.ruleBook.rules.flatMap(({ name, near, with: also = [], without = [] }) =>
    [...near, ...also, ...without]
      .flatMap((choice) => choice.split('|'))
      .filter((concept) => !known.has(concept))
      .map((concept) => ({ where: `rules.yaml ${name}`, what: `no lexicon has the concept ${concept}` })),
  );
}

/** A language that misses a concept of the rules understands less. */
function unusedConcepts({ lexicons, ruleBook }: Vocabulary): readonly Finding[] {
  const essential = [
    'ACCOUNT',
    'PASSWORD',
    'MFA',
    'PHONE',
    'LOCKED',
    'UNLOCK',
    'FORGET',
    'LOST',
    'RESET',
    'CHANGE',
    'EXPIRED',
    'HOW',
    'ELSEWHERE',
  ];
  const used = new Set(ruleBook.rules.flatMap(({ near }) => near.flatMap((choice) => choice.split('|'))));
  return lexicons.flatMap(({ language, concepts }) =>
    essential
      .filter(
        (concept) =>
          (used.has(concept) || concept === 'HOW' || concept === 'ELSEWHERE') && (concepts[concept] ?? []).length === 0,
      )
      .map((concept) => ({ where: `lexicon/${language}.yaml`, what: `says nothing for ${concept}` })),
  );
}

/** One phrase, two answers: it is read as neither. */
function contradictions({ answers }: Vocabulary): readonly Finding[] {
  const kinds = ['yes', 'no', 'cancel', 'edit', 'ignore'] as const;
  return answers.flatMap((one) => {
    const phrases = kinds.flatMap((kind) => one[kind].map((phrase) => [phrase, kind] as const));
    const byPhrase = Map.groupBy(phrases, ([phrase]) => phrase);
    return [...byPhrase]
      .filter(([, found]) => new Set(found.map(([, kind]) => kind)).size > 1)
      .map(([phrase, found]) => ({
        where: `answers/${one.language}.yaml`,
        what: `“${phrase}” is ${found.map(([, kind]) => kind).join(' and ')}`,
      }));
  });
}
