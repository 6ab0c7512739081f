const said = 'Your password for person-1 (OpenLDAP) expires in 2 days.';
const buttons = ['Change password', 'Ignore'].map((label) => ({
  label,
  url: `http://127.0.0.1:3000/connectors/mail/confirm/${'t'.repeat(64)}`,
}));
const style =
  'display:inline-block;box-sizing:border-box;min-width:120px;padding:12px 20px;border-radius:6px;font-weight:600;text-align:center;text-decoration:none;background:#ffffff;color:#1b1f24;border:1px solid #57606a';
const page =
  'margin:0;padding:24px 16px;background:#f4f5f7;color:#1b1f24;font:16px/1.5 -apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif';
const article =
  'max-width:560px;margin:0 auto;padding:24px;background:#ffffff;border-radius:8px;border:1px solid #d7dbe0';

/** A mail as long as ours, in the same parts. */
export const expiryMail = {
  subject: said,
  text: [said, ...buttons.map(({ label, url }) => `${label}: ${url}`)].join('\n\n'),
  html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${said}</title></head><body style="${page}"><div role="article" lang="en" style="${article}"><p style="margin:0;white-space:pre-wrap;overflow-wrap:anywhere">${said}</p>${buttons
    .map(({ label, url }) => `<p><a href="${url}" style="${style}">${label}</a></p>`)
    .join('')}</div></body></html>`,
  headers: {
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
    'Content-Language': 'en',
    'List-Unsubscribe': `<${buttons[1]?.url}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  },
} as const;
