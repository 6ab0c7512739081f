/** `<at>Jane Doe</at>` as people read it. */
export function plainMention(text: string): string {
  return text.replaceAll(/<at[^<>]*>([^<\n]*)<\/at>/g, '@$1');
}
