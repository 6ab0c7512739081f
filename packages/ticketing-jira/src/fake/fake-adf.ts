/** The inline nodes that the stand-in takes: what is written here, and no more. */
const inline = ['text', 'hardBreak'];

/** Whether this is a document in the Atlassian Document Format, version 1. */
export function isAdf(value: unknown): boolean {
  const { version, type, content, ...rest } = recordOf(value);
  return version === 1 && type === 'doc' && isEmpty(rest) && Array.isArray(content) && content.every(isParagraph);
}

function isParagraph(value: unknown): boolean {
  const { type, content, ...rest } = recordOf(value);
  return type === 'paragraph' && isEmpty(rest) && Array.isArray(content) && content.every(isInline);
}

function isInline(value: unknown): boolean {
  const { type, text, marks, ...rest } = recordOf(value);
  if (!inline.includes(String(type)) || !isEmpty(rest)) return false;
  if (type === 'hardBreak') return text === undefined && marks === undefined;
  return (
    typeof text === 'string' && text !== '' && (marks === undefined || (Array.isArray(marks) && marks.every(isLink)))
  );
}

function isLink(value: unknown): boolean {
  const { type, attrs, ...rest } = recordOf(value);
  return type === 'link' && isEmpty(rest) && typeof recordOf(attrs).href === 'string';
}

export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

const isEmpty = (rest: object) => Object.keys(rest).length === 0;
