import { limits, shorten } from './limits.ts';

/** The beginning of what is said, in one line: nobody but us writes our subjects. */
export function subjectOf(text: string): string {
  const [first = ''] = text
    .split(/\r\n?|\n|\u2028|\u2029/)
    // What is not seen has nothing to say, and must not turn what is seen around.
    .map((line) =>
      line
        .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu, '')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((line) => line !== '');
  if (first.length <= limits.subject) return first;
  const sentence = /^.{20,}?[.!?。！？](?=\s|$|[^\s.])/u.exec(first)?.[0];
  return sentence !== undefined && sentence.length <= limits.subject ? sentence : shorten(first, limits.subject);
}
