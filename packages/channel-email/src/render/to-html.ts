import { encodeHtml } from './encode-html.ts';
import type { Button, Parts } from './to-parts.ts';

/** Mail programs know no style sheets: every element says how it looks. Dark modes turn these colours by themselves. */
const styles = {
  body: 'margin:0;padding:24px 16px;background:#f4f5f7;color:#1b1f24;font:16px/1.5 -apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif',
  card: 'max-width:560px;margin:0 auto;padding:24px;background:#ffffff;border-radius:8px;border:1px solid #d7dbe0',
  text: 'margin:0;white-space:pre-wrap;overflow-wrap:anywhere',
  list: 'margin:16px 0 0;padding:0',
  label: 'margin:0;color:#57606a;overflow-wrap:anywhere',
  value: 'margin:0 0 8px;white-space:pre-wrap;overflow-wrap:anywhere',
  line: 'margin:16px 0 0;overflow-wrap:anywhere',
  link: 'color:#0a4fb3;text-decoration:underline',
  button:
    'display:inline-block;box-sizing:border-box;min-width:120px;padding:12px 20px;border-radius:6px;font-weight:600;text-align:center;text-decoration:none',
} as const;

const colours: Readonly<Record<Button['style'], string>> = {
  primary: 'background:#0a4fb3;color:#ffffff;border:1px solid #0a4fb3',
  danger: 'background:#b3261e;color:#ffffff;border:1px solid #b3261e',
  plain: 'background:#ffffff;color:#1b1f24;border:1px solid #57606a',
};

/** The part that mail programs show: no images, nothing from elsewhere, and whatever it says is words. */
export function toHtml({ locale, text, facts, links, buttons }: Parts, subject: string): string {
  const parts = [
    `<p data-part="text" dir="auto" style="${styles.text}">${encodeHtml(text)}</p>`,
    facts.length === 0
      ? ''
      : `<dl style="${styles.list}">${facts
          .map(
            ({ label, value }) =>
              `<dt data-part="label" dir="auto" style="${styles.label}">${encodeHtml(label)}</dt><dd data-part="value" dir="auto" style="${styles.value}">${encodeHtml(value)}</dd>`,
          )
          .join('')}</dl>`,
    ...links.map(
      ({ label, url }) =>
        `<p style="${styles.line}"><a data-part="link" dir="auto" href="${encodeHtml(url)}" style="${styles.link}">${encodeHtml(label)}</a></p>`,
    ),
    ...buttons.map(
      ({ label, url, style }) =>
        `<p style="${styles.line}"><a data-part="button" dir="auto" href="${encodeHtml(url)}" style="${styles.button};${colours[style]}">${encodeHtml(label)}</a></p>`,
    ),
  ];
  return [
    '<!doctype html>',
    `<html lang="${encodeHtml(locale)}">`,
    '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta name="color-scheme" content="light dark"><title>${encodeHtml(subject)}</title></head>`,
    `<body style="${styles.body}"><div role="article" lang="${encodeHtml(locale)}" style="${styles.card}">`,
    ...parts.filter((part) => part !== ''),
    '</div></body></html>',
    '',
  ].join('\n');
}
