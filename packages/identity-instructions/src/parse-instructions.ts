import type { Instructions } from '@access-account/contract';

export type ParsedInstructions =
  | { readonly isGood: true; readonly content: Omit<Instructions, 'locale'> }
  | { readonly isGood: false; readonly problem: string; readonly remedy: string };

const maximumLength = 20_000;
const linkLine = /^Link: ([^<>\n]{1,200}) <([^<>\s]{1,2000})>$/;

/** Reads one file: `# Title`, text, and at most one line `Link: Label <https://…>`. No other markup means anything. */
export function parseInstructions(file: string): ParsedInstructions {
  const lines = file
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => line.trimEnd());
  if (file.length > maximumLength) return bad('is longer than 20,000 characters', 'Shorten it, or put a link in it.');
  const titleAt = lines.findIndex((line) => line.startsWith('# '));
  const before = lines.slice(0, Math.max(0, titleAt)).join('').trim();
  const title = lines[titleAt]?.slice(2).trim() ?? '';
  if (title === '' || before !== '')
    return bad('does not start with a title', 'Begin it with a line like "# Unlock your account".');
  const body = lines.slice(titleAt + 1);
  const links = body.filter((line) => line.startsWith('Link:'));
  if (links.length > 1) return bad('has more than one line "Link: …"', 'Keep one.');
  const [line] = links;
  const link = line === undefined ? null : linkOf(line);
  if (link === undefined) return bad('has a link that is not understood', 'Write it as "Link: Label <https://…>".');
  const text = body
    .filter((each) => each !== line)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  if (text === '' && link === null)
    return bad('has a title and nothing else', 'Write the instructions below the title.');
  return { isGood: true, content: { title, text, link } };
}

function linkOf(line: string): Instructions['link'] | undefined {
  const [, label = '', address = ''] = linkLine.exec(line) ?? [];
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const isPlain = url.protocol === 'https:' && url.username === '' && url.password === '';
  return isPlain && label.trim() !== '' ? { label: label.trim(), url: url.href } : undefined;
}

function bad(problem: string, remedy: string): ParsedInstructions {
  return { isGood: false, problem, remedy };
}
