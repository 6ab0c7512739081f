/**
 * Characters and elements. Teams takes messages of 100 KB, counted as UTF-16, and took 40 KB until 2025
 * (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages): a card here is at most 48 KB of it.
 */
export const limits = {
  card: 24_000,
  /** Always shown whole. */
  text: 4000,
  /** Each line is an element of its own; what is beyond stands in the last one. */
  lines: 60,
  url: 2000,
  buttonsPerSet: 6,
  summary: 300,
  /** The button’s name in what comes back from it. */
  pressed: 40,
} as const;

/** How much of everything but the text and the tokens is shown: the first that fits is taken. */
export const rooms = [
  { label: 75, facts: 20, fact: 300, links: 10, linkLabel: 75, options: 300, option: 75 },
  { label: 60, facts: 20, fact: 120, links: 10, linkLabel: 60, options: 300, option: 40 },
  { label: 40, facts: 10, fact: 60, links: 5, linkLabel: 40, options: 300, option: 20 },
  { label: 24, facts: 0, fact: 0, links: 0, linkLabel: 0, options: 300, option: 10 },
  { label: 16, facts: 0, fact: 0, links: 0, linkLabel: 0, options: 100, option: 10 },
] as const;

export type Room = (typeof rooms)[number];

/** At most so many characters, an ellipsis among them, and no half of one. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, Math.max(0, most - 1));
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}
