import { limits } from './limits.ts';

interface Style {
  readonly weight?: 'Bolder';
}

/**
 * Words and nothing but words: a TextRun is not read as Markdown. It is searched for dates to format, `{{DATE(…)}}`, so what
 * looks like one is two runs, which nobody searches together.
 */
export function words(text: string, style: Style = {}) {
  return text.split(/(?<=\{)(?=\{(?:DATE|TIME)\()/).map((part) => ({ type: 'TextRun', text: part, ...style }));
}

/** No break, and not nothing: an element without text is left out. */
const nothing = '\u00a0';

/** A text with its lines, an element each. One empty line between two others is the space between them. */
export function lineBlocks(text: string) {
  const lines = text.split('\n');
  const most = limits.lines;
  const kept = lines.length <= most ? lines : [...lines.slice(0, most - 1), lines.slice(most - 1).join('\n')];
  const isSpace = (index: number) =>
    index > 0 && kept[index] === '' && kept[index - 1] !== '' && (kept[index + 1] ?? '') !== '';
  return kept.flatMap((line, index) => {
    if (isSpace(index)) return [];
    const spacing = index === 0 ? {} : { spacing: isSpace(index - 1) ? 'Medium' : 'None' };
    return [{ type: 'RichTextBlock', ...spacing, inlines: words(line === '' ? nothing : line) }];
  });
}
