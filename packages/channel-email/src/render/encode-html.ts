const named: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Words as they may stand in an element or a quoted attribute. Outlook does not keep line breaks by style: they are elements. */
export function encodeHtml(words: string): string {
  return words.replace(/[&<>"']/g, (character) => named[character] ?? '').replace(/\r\n?|\n/g, '<br>');
}
