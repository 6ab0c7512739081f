import { readFileSync } from 'node:fs';
import { expandedPatterns, shippedKnowledge, understand } from '@access-account/understanding';
import { parse } from 'yaml';

const actions = ['unlock_account', 'password_reset', 'password_change', 'mfa_reset'] as const;
type Sets = Readonly<Record<(typeof actions)[number] | 'negatives', readonly string[]>>;

const setsOf = (language: string) =>
  parse(readFileSync(new URL(`../evaluation/${language}.yaml`, import.meta.url), 'utf8')) as Sets;
const read = (text: string) => understand({ text, systems: [], question: 'yes-edit-cancel' });
const isAction = (text: string) => read(text).candidates.some((one) => (actions as readonly string[]).includes(one));

describe.each(['en', 'de', 'es', 'fr', 'it', 'ja', 'pt-BR'])('%s', (language) => {
  const sets = setsOf(language);

  test('there is enough to measure with', () => {
    for (const action of actions) expect(sets[action].length).toBeGreaterThanOrEqual(40);
    expect(sets.negatives.length).toBeGreaterThanOrEqual(100);
  });

  test('nine of ten who want something of ours are proposed it, or asked', () => {
    const wanted = actions.flatMap((action) => sets[action]);
    expect(wanted.filter(isAction).length / wanted.length).toBeGreaterThanOrEqual(0.9);
  });

  test('hardly anything else is taken for it', () => {
    expect(sets.negatives.filter((text) => isAction(text)).length).toBeLessThanOrEqual(2);
  });
});

test('what is measured with is not what is learned from, but for what everybody says', () => {
  const learned = new Set(
    shippedKnowledge.vocabulary.utterances.flatMap(({ utterances }) => utterances.flatMap(expandedPatterns)).map(plain),
  );
  const measured = ['en', 'de', 'es', 'fr', 'it', 'ja', 'pt-BR'].flatMap((language) =>
    Object.values(setsOf(language)).flat(),
  );
  expect(measured.filter((text) => learned.has(plain(text))).length / measured.length).toBeLessThan(0.2);
});

function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[\p{P}\s]+/gu, ' ')
    .trim();
}

/** Lines of `{"text", "intent", "source", "hard"}` that others wrote: not ours to keep here. */
const utterances = process.env.ACCESS_ACCOUNT_UTTERANCES;
if (utterances === undefined)
  process.stdout.write('SKIPPED: The utterances of others (ACCESS_ACCOUNT_UTTERANCES names no file)\n');

(utterances === undefined ? test.skip : test)('of what others wrote nothing that blocks a release is misread', () => {
  const rows = readFileSync(utterances ?? '', 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { text: string; intent: string; source: string; hard: boolean });
  const outside = rows.filter(({ intent }) => intent === 'out_of_scope');
  const proposed = outside.filter(({ text }) => isAction(text) && read(text).tier === 'propose');
  expect(
    rows.filter(({ text, intent }) => ['deny', 'cancel'].includes(intent) && read(text).intent === 'affirm'),
  ).toEqual([]);
  expect(outside.filter(({ text, source }) => source === 'clinc150/oos' && isAction(text))).toEqual([]);
  expect(proposed.length).toBeLessThanOrEqual(4);
  expect(proposed.filter(({ hard }) => hard).length).toBeLessThanOrEqual(2);
});
