/** Characters of a message's text that are always shown whole. */
export const longestText = 20_000;

/** What is longer than anybody reads is cut, so that a mail stays a mail. */
export const limits = { subject: 100, label: 200, value: 1000, facts: 50, links: 50, url: 3000 } as const;

/** Cuts the end and says so. Never through the middle of a character. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}
