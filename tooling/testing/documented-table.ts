import { readFileSync, writeFileSync } from 'node:fs';

export interface DocumentedTableOptions {
  /** The Markdown file that holds the table. */
  readonly page: URL;
  /** Between which marks: `<!-- NAME -->` and `<!-- end of NAME -->`. */
  readonly name: string;
  readonly heading: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * The table that a page shows between two marks, beside the one that was measured; the test that measured it says whether they
 * are the same. With `GOLDEN=write` in the environment the page is written anew first, to be looked at in the diff.
 * @throws when the page has no such marks.
 */
export function documentedTable({ page, name, heading, rows }: DocumentedTableOptions) {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const measured = [line(heading), line(heading.map(() => '---')), ...rows.map(line)].join('\n');
  const [begin, end] = [`<!-- ${name} -->\n\n`, `\n\n<!-- end of ${name} -->`];
  const text = readFileSync(page, 'utf8');
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from === -1 || to === -1) throw new Error(`${page.pathname} has no marks for ${name}.`);
  const written = `${text.slice(0, from + begin.length)}${measured}${text.slice(to)}`;
  if (process.env.GOLDEN === 'write') writeFileSync(page, written);
  return { measured, documented: process.env.GOLDEN === 'write' ? measured : text.slice(from + begin.length, to) };
}
