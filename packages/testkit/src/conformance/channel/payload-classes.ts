/**
 * Texts that mean something to one sink or another, by what they try. Names from directories and people look like this when
 * somebody wants them to: as words they must arrive as they are, and be nothing but words.
 */
export const payloadClasses = {
  mention: ['<!channel> <!here> <!everyone>', '<@U123> <#C123|general> <!subteam^S123>', '@channel @here <at>All</at>'],
  link: [
    '<https://evil.example|Sign in>',
    '[Sign in](https://evil.example) [x](javascript:alert(1))',
    '<https://evil.example>',
  ],
  markdown: [
    '*bold* **bold** _italic_ ~struck~ `code`',
    '> quoted\n> again',
    '# heading',
    '1. one\n2. two',
    ':tada: :sob:',
  ],
  html: [
    '<script>alert(1)</script><img src=x onerror=alert(1)>',
    '<a href="https://evil.example">Sign in</a>',
    '<!-- -->',
  ],
  entity: ['&amp; &lt;!channel&gt; &#60;b&#62; &', '"quotes" \\backslash \' | ^ & %3Cb%3E'],
  template: ['{{DATE(2026-01-15T09:00:00Z)}} {{TIME(2026-01-15T09:00:00Z)}} {{7*7}}', '${7*7} #{7*7} <%= 7*7 %>'],
  header: ['Bcc: everybody@example.org', 'Subject: hello\nBcc: everybody@example.org'],
  bidi: ['مرحبا \u202eabc 🔐👩‍💻 é', '\u2066\u2067\u202dabc', '\u202Eelgoog.example'],
  zeroWidth: ['<\u200b!channel>', 'a\u200bb\u200cc\u200dd\u2060e\ufefff', '\u200b'],
  separator: ['one\u2028two\u2029three', 'one\ttwo  three'],
} as const;

export type PayloadClass = keyof typeof payloadClasses;

/** All of them. */
export const hostileTexts: readonly string[] = Object.values(payloadClasses).flat();
