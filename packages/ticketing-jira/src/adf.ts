/** The part of the Atlassian Document Format (version 1) that is written here: words, and links into this product. */
export interface AdfText {
  readonly type: 'text';
  readonly text: string;
  readonly marks?: readonly [{ readonly type: 'link'; readonly attrs: { readonly href: string } }];
}

export interface AdfHardBreak {
  readonly type: 'hardBreak';
}

export interface AdfParagraph {
  readonly type: 'paragraph';
  readonly content: readonly (AdfText | AdfHardBreak)[];
}

export interface AdfDocument {
  readonly version: 1;
  readonly type: 'doc';
  readonly content: readonly AdfParagraph[];
}

/** Characters a text field of Jira holds is 32 767; the rest is left to the mark and to Jira's own counting. */
const longest = 30_000;

/**
 * A document of these words alone: an empty line begins a paragraph, a line break is one. Whatever they contain is text, never
 * a node, a mark or a mention; an address under `base` alone, which has no slash at its end, is a link.
 */
export function adfOf(text: string, base: string): AdfDocument {
  const paragraphs = shorten(plain(text), longest)
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.split('\n').flatMap((line, index) => lineOf(line, index, base)))
    .map((content): AdfParagraph => ({ type: 'paragraph', content }));
  return { version: 1, type: 'doc', content: paragraphs };
}

/** An empty text node is none: the line then is only its break. */
function lineOf(line: string, index: number, base: string): readonly (AdfText | AdfHardBreak)[] {
  const broken: readonly AdfHardBreak[] = index === 0 ? [] : [{ type: 'hardBreak' }];
  return [...broken, ...textsOf(line, base)];
}

function textsOf(line: string, base: string): readonly AdfText[] {
  const href = ownAddress(line, base);
  if (href === undefined) return line === '' ? [] : [{ type: 'text', text: line }];
  const at = line.indexOf(href);
  const link: AdfText = { type: 'text', text: href, marks: [{ type: 'link', attrs: { href } }] };
  return [...textsOf(line.slice(0, at), base), link, ...textsOf(line.slice(at + href.length), base)];
}

/** The first address under `base` that is a word of its own, without the full stop or bracket behind it. */
export function ownAddress(text: string, base: string): string | undefined {
  return text
    .split(/\s+/)
    .map((word) => word.replace(/[.,;:!?)\]}>"'»”]+$/, ''))
    .find((word) => word.startsWith(`${base}/`) && URL.canParse(word));
}

/** The words of a document that may be anybody's, in their order. */
export function textOfAdf(node: unknown): string {
  if (typeof node !== 'object' || node === null) return '';
  if ('text' in node && typeof node.text === 'string') return node.text;
  if ('type' in node && node.type === 'hardBreak') return '\n';
  if (!('content' in node) || !Array.isArray(node.content)) return '';
  const isDocument = 'type' in node && node.type === 'doc';
  return node.content.map(textOfAdf).join(isDocument ? '\n\n' : '');
}

/** Text that JSON and XML can hold: no control characters but tabs and line breaks, no half of a character. */
export function plain(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[^\P{Cc}\t\n]|[\uFFFE\uFFFF]/gu, '');
}

/** At most so many characters, the last of them an ellipsis where there were more; never half of one. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
