/**
 * What somebody typed, as they typed it: Slack hands a text over with `&`, `<` and `>` escaped, and links and mentions in angle
 * brackets (https://docs.slack.dev/messaging/formatting-message-text).
 */
export function plainWords(text: string): string {
  return text
    .replaceAll(/<([^<>|]*)(?:\|([^<>]*))?>/g, (_, target: string, label?: string) => {
      switch (target[0]) {
        case '@':
        case '#':
          return label === undefined || label === '' ? target : `${target[0]}${label}`;
        case '!':
          return label ?? `@${target.slice(1)}`;
        default:
          return label ?? target;
      }
    })
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
