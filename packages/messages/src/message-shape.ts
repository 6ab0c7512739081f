import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';

/** One way through a message: the case each `select` takes, and what is then named. */
export interface MessagePath {
  /** Like `ticket=opened`; an empty string where the message selects nothing. */
  readonly cases: string;
  readonly placeholders: ReadonlySet<string>;
}

/** What a text asks of its parameters. */
export interface MessageShape {
  readonly paths: readonly MessagePath[];
  readonly plurals: readonly { readonly name: string; readonly categories: readonly string[] }[];
}

interface OpenPath {
  readonly cases: readonly string[];
  readonly placeholders: readonly string[];
}

/**
 * Reads a text the way it will be read when it is said: without markup.
 * @throws SyntaxError where it is not ICU MessageFormat.
 */
export function messageShape(text: string): MessageShape {
  const plurals: { name: string; categories: readonly string[] }[] = [];
  const follow = (elements: readonly MessageFormatElement[]): readonly OpenPath[] =>
    elements.reduce<readonly OpenPath[]>(
      (paths, element) => joined(paths, branches(element)),
      [{ cases: [], placeholders: [] }],
    );
  const branches = (element: MessageFormatElement): readonly OpenPath[] => {
    switch (element.type) {
      case TYPE.select:
        return Object.entries(element.options).flatMap(([name, { value }]) =>
          follow(value).map(({ cases, placeholders }) => ({
            cases: [`${element.value}=${name}`, ...cases],
            placeholders,
          })),
        );
      case TYPE.plural: {
        plurals.push({ name: element.value, categories: Object.keys(element.options) });
        // A sentence says the same for one and for many: what any of the branches names counts as named.
        const all = Object.values(element.options).flatMap(({ value }) => follow(value));
        return [...Map.groupBy(all, ({ cases }) => cases.join()).values()].map((same) => ({
          cases: same[0]?.cases ?? [],
          placeholders: same.flatMap(({ placeholders }) => placeholders),
        }));
      }
      case TYPE.argument:
      case TYPE.number:
      case TYPE.date:
      case TYPE.time:
        return [{ cases: [], placeholders: [element.value] }];
      default:
        return [{ cases: [], placeholders: [] }];
    }
  };
  const paths = follow(parse(text, { ignoreTag: true })).filter(isPossible);
  return {
    paths: [...Map.groupBy(paths, caseName)].map(([cases, same]) => ({
      cases,
      placeholders: new Set(same.flatMap(({ placeholders }) => placeholders)),
    })),
    plurals,
  };
}

function joined(paths: readonly OpenPath[], branches: readonly OpenPath[]): readonly OpenPath[] {
  return paths.flatMap((path) =>
    branches.map(({ cases, placeholders }) => ({
      cases: [...path.cases, ...cases],
      placeholders: [...path.placeholders, ...placeholders],
    })),
  );
}

/** A parameter that is asked twice takes the same case both times. */
function isPossible({ cases }: OpenPath): boolean {
  const names = new Set(cases.map((one) => one.split('=')[0]));
  return new Set(cases).size === names.size;
}

function caseName({ cases }: OpenPath): string {
  return [...new Set(cases)].sort().join(' ');
}
