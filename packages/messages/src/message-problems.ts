import { type MessageShape, messageShape } from './message-shape.ts';

export interface MessageProblemsInput {
  readonly text: string;
  /** The same sentence in English: what it may and must name. */
  readonly english: string;
  /** BCP 47: whose plurals it must have. */
  readonly locale: string;
}

/** What is wrong with a text in another language, or in other words: a sentence each, empty where nothing is. */
export function messageProblems({ text, english, locale }: MessageProblemsInput): readonly string[] {
  let shape: MessageShape;
  try {
    shape = messageShape(text);
  } catch (error) {
    return [`It is not ICU MessageFormat (${error instanceof Error ? error.message : 'unreadable'}).`];
  }
  const model = messageShape(english);
  return [
    ...(text.trim() === '' ? ['It is empty.'] : []),
    ...pathProblems(shape, model),
    ...pluralProblems(shape, { model, locale }),
  ];
}

/** Whoever names a list knows how many there are. */
const numberOfList: Readonly<Record<string, string>> = { accounts: 'count', factors: 'factorCount' };

/** What plurals can be made of, whether or not English does. */
function numbersOf({ paths, plurals }: MessageShape): ReadonlySet<string> {
  const lists = paths.flatMap(({ placeholders }) => [...placeholders].map((name) => numberOfList[name] ?? []));
  return new Set([...plurals.map(({ name }) => name), ...lists.flat()]);
}

function pathProblems(shape: MessageShape, model: MessageShape): readonly string[] {
  const problems: string[] = [];
  const numbers = numbersOf(model);
  const said = new Set([
    ...shape.plurals.map(({ name }) => name),
    ...shape.paths.flatMap(({ placeholders }) => [...placeholders]),
  ]);
  for (const { name } of model.plurals)
    if (!said.has(name) && !Object.values(numberOfList).includes(name)) problems.push(`{${name}} is missing.`);
  for (const { cases, placeholders } of model.paths) {
    const own = shape.paths.find((path) => path.cases === cases);
    const where = cases === '' ? '' : ` where ${cases}`;
    if (own === undefined) {
      problems.push(`It has nothing to say${where}.`);
      continue;
    }
    for (const name of placeholders) if (!own.placeholders.has(name)) problems.push(`{${name}} is missing${where}.`);
    for (const name of own.placeholders)
      if (!placeholders.has(name) && !numbers.has(name)) problems.push(`{${name}} is not known${where}.`);
  }
  for (const { cases } of shape.paths)
    if (!model.paths.some((path) => path.cases === cases))
      problems.push(cases === '' ? 'It must tell the cases apart that English does.' : `There is no case ${cases}.`);
  return problems;
}

function pluralProblems(
  { plurals }: MessageShape,
  { model, locale }: { readonly model: MessageShape; readonly locale: string },
): readonly string[] {
  const categories: readonly string[] = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
  const numbers = numbersOf(model);
  return plurals.flatMap(({ name, categories: used }) => [
    ...(numbers.has(name) ? [] : [`There is no number {${name}} to make a plural of.`]),
    ...used
      .filter((category) => !category.startsWith('=') && !categories.includes(category))
      .map((category) => `The language has no plural “${category}”.`),
    ...(categories.includes('one') && !used.includes('one') && !used.includes('=1')
      ? [`{${name}} has no plural “one”.`]
      : []),
  ]);
}
