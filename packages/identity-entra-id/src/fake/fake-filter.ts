/** An OData filter of the one kind that is needed, `property eq value`; undefined: it is none. */
export interface FakeFilter {
  readonly property: string;
  readonly value: string | boolean;
}

export function fakeFilter(expression: string): FakeFilter | undefined {
  const match = /^(\w+) eq (?:'((?:[^']|'')*)'|(true|false))$/s.exec(expression);
  if (match === null) return undefined;
  const [, property = '', text, flag] = match;
  return { property, value: text === undefined ? flag === 'true' : text.replaceAll("''", "'") };
}
