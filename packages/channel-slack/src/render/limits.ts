/** What Slack takes (https://docs.slack.dev/reference/block-kit/blocks, …/composition-objects), in characters and elements. */
export const limits = {
  section: 3000,
  /** Cut at the end of a word, each holds three quarters of a section at least. */
  sections: 4,
  text: 9000,
  fact: 600,
  facts: 20,
  factsPerSection: 5,
  linkLabel: 150,
  links: 10,
  url: 3000,
  button: 75,
  buttonsPerBlock: 25,
  token: 2000,
  option: 75,
  optionValue: 150,
  options: 100,
  groups: 100,
  placeholder: 150,
  viewTitle: 24,
  fallback: 3000,
} as const;

/** At most so many characters, an ellipsis among them, and no half of one. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}
