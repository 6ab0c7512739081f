/** What an expression is held against: the attribute's value, undefined where there is none. */
export type AttributeOf = (attribute: string) => string | undefined;
export type FakeFilter = (read: AttributeOf) => boolean;

export interface FakeFilterOptions {
  readonly expression: string;
  /** `filter` compares text as it is, `search` in any case. */
  readonly isCaseSensitive: boolean;
  readonly attributes: readonly string[];
}

const token = /\s*(\(|\)|"(?:[^"\\]|\\.)*"|[^\s()"]+)/gy;

/**
 * Okta's filter language: comparisons, `and`, `or`, parentheses. Undefined: it is none.
 * Strings are JSON strings, so that a quote that is not escaped really ends one.
 */
export function fakeFilter({ expression, isCaseSensitive, attributes }: FakeFilterOptions): FakeFilter | undefined {
  const tokens = [...expression.matchAll(token)].map(([, text = '']) => text);
  if (tokens.join('').length !== withoutSpace(expression).length) return undefined;
  let at = 0;
  const take = () => tokens[at++];
  const fold = (text: string) => (isCaseSensitive ? text : text.toLowerCase());

  function comparison(): FakeFilter {
    const attribute = take();
    if (attribute === '(') {
      const inner = either();
      if (take() !== ')') throw new SyntaxError();
      return inner;
    }
    const operator = take()?.toLowerCase();
    if (attribute === undefined || !attributes.includes(attribute)) throw new SyntaxError();
    if (operator === 'pr') return (read) => read(attribute) !== undefined;
    const wanted = fold(JSON.parse(take() ?? '') as string);
    const compare = operators[operator ?? ''];
    if (compare === undefined) throw new SyntaxError();
    return (read) => {
      const value = read(attribute);
      return value !== undefined && compare(fold(value), wanted);
    };
  }
  function both(): FakeFilter {
    let left = comparison();
    while (tokens[at]?.toLowerCase() === 'and') {
      at += 1;
      const [one, other] = [left, comparison()];
      left = (read) => one(read) && other(read);
    }
    return left;
  }
  function either(): FakeFilter {
    let left = both();
    while (tokens[at]?.toLowerCase() === 'or') {
      at += 1;
      const [one, other] = [left, both()];
      left = (read) => one(read) || other(read);
    }
    return left;
  }

  try {
    const filter = either();
    return at === tokens.length ? filter : undefined;
  } catch {
    return undefined;
  }
}

const operators: Readonly<Record<string, (value: string, wanted: string) => boolean>> = {
  eq: (value, wanted) => value === wanted,
  sw: (value, wanted) => value.startsWith(wanted),
  gt: (value, wanted) => value > wanted,
  ge: (value, wanted) => value >= wanted,
  lt: (value, wanted) => value < wanted,
  le: (value, wanted) => value <= wanted,
};

/** The length of what the tokens must add up to: strings keep their spaces. */
function withoutSpace(expression: string): string {
  return expression.replace(/"(?:[^"\\]|\\.)*"|\s+/g, (text) => (text.startsWith('"') ? text : ''));
}
