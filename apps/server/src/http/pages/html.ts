/** Markup that is safe to send as it is. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

const named: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Markup with whatever is put into it encoded as words, unless it is markup itself. */
export function html(parts: TemplateStringsArray, ...words: readonly (string | Html | readonly Html[])[]): Html {
  return new Html(
    parts.reduce((before, part, index) => {
      const word = words[index - 1] ?? '';
      return before + (typeof word === 'string' ? encode(word) : textOf(word)) + part;
    }),
  );
}

function textOf(markup: Html | readonly Html[]): string {
  return markup instanceof Html ? markup.text : markup.map(({ text }) => text).join('');
}

function encode(words: string): string {
  return words.replace(/[&<>"']/g, (character) => named[character] ?? '');
}
