import type { Mention } from '@access-account/contract';
import { toUser } from './places.ts';
import { plainWords } from './plain-words.ts';

/** Who is called by a text as Slack hands it over: `<@U024BE7LH>` (https://docs.slack.dev/messaging/formatting-message-text). */
export function mentionsIn(text: string, teamId: string): readonly Mention[] {
  return [...text.matchAll(/<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>/g)].map(([whole, user]) => ({
    words: plainWords(whole),
    user: toUser(teamId, user ?? ''),
  }));
}
