/** Words and nothing but words: no formatting, no mention, no link, no emoji by its name. Slack takes no empty ones. */
export function words(text: string) {
  return { type: 'plain_text', text: text === '' ? ' ' : text, emoji: false } as const;
}
