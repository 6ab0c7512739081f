/** A common table expression that writes, with parameters of its own from $1 on. */
export interface Part {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

export interface OneStatement {
  readonly text: string;
  readonly values: readonly unknown[];
}

const texts = new Map<string, string>();

/**
 * What several statements write, as one: a database that is asked once answers a person sooner than one that is asked seven
 * times. All parts see the rows as they were before any of them, and have their turns in no order that may be relied on (PostgreSQL,
 * “Data-Modifying Statements in WITH”; first those that the answer asks about, then the others, the last one first): no two may
 * write the same row, and what one needs of another it takes from its `returning`.
 *
 * @param parts Each name stands for one text: texts are put together once, and every combination is kept, here and by every
 * connection that was asked for it. Whoever asks sees to it that there are few.
 * @param answer What is asked of the parts, with parameters of its own from $1 on.
 */
export function oneStatement(parts: readonly Part[], answer: Omit<Part, 'name'>): OneStatement {
  const key = [...parts.map(({ name }) => name), answer.text].join(' ');
  let text = texts.get(key);
  if (text === undefined) {
    text = together(parts, answer);
    texts.set(key, text);
  }
  return { text, values: [...parts.flatMap(({ values }) => values), ...answer.values] };
}

function together(parts: readonly Part[], answer: Omit<Part, 'name'>): string {
  let before = 0;
  const renumbered = ({ text, values }: Omit<Part, 'name'>) => {
    const first = before;
    before += values.length;
    return text.replaceAll(/\$(\d+)/g, (_, n: string) => `$${first + Number(n)}`);
  };
  const expressions = parts.map((part) => `${part.name} as (${renumbered(part)})`);
  return `with ${expressions.join(',\n')}\n${renumbered(answer)}`;
}
