import { Html, html } from './html.ts';
import { pageStyle } from './page-style.ts';

/** What became of it, as the directory tells it. */
export interface Notice {
  readonly kind: 'good' | 'bad';
  readonly text: string;
}

export interface PageOptions {
  readonly title: string;
  readonly notice: Notice | null;
  /** What follows title and notice. */
  readonly content: Html | string;
  /** Cards of their own below. */
  readonly more?: Html;
}

/** A page as HTML text. It needs no script, works in a frame and answers to the keyboard. */
export function page({ title, notice, content, more }: PageOptions): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${new Html(pageStyle)}</style>
</head>
<body>
<main>
<section aria-labelledby="title">
<h1 id="title">${title}</h1>
${notice === null ? '' : html`<p class="result ${notice.kind}" role="${notice.kind === 'good' ? 'status' : 'alert'}">${notice.text}</p>`}
${content}
</section>
${more ?? ''}
</main>
</body>
</html>
`.text;
}
